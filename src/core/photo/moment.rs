//! When photos were taken, and how far apart that was.

use super::Metadata;

impl Metadata {
    /// Photos of one camera that are no farther apart than this were taken in one go, a burst say.
    pub const ONE_GO_SECONDS: u64 = 60;

    /// Seconds between the moments that two photos were taken at, by their cameras' own clocks; `None` unless both say.
    pub fn seconds_apart(&self, other: &Self) -> Option<u64> {
        Some(self.moment()?.abs_diff(other.moment()?))
    }

    /// The cameras' clocks say that the two were taken at different moments.
    pub fn at_another_moment(&self, other: &Self) -> bool {
        let differ =
            |one: Option<u16>, other: Option<u16>| one.zip(other).is_some_and(|(one, other)| one != other);
        let (Some(ours), Some(theirs)) = (&self.taken, &other.taken) else { return false };
        ours != theirs || differ(self.thousandths, other.thousandths)
    }

    /// Taken by cameras of the same name, or by none that says its name.
    pub fn same_camera(&self, other: &Self) -> bool {
        self.camera == other.camera
    }

    /// Seconds since 1970 by the camera's own clock.
    fn moment(&self) -> Option<i64> {
        let mut numbers = self.taken.as_deref()?.split(['-', ' ', ':']).map(str::parse::<i64>);
        let mut next = || numbers.next()?.ok();
        let (year, month, day) = (next()?, next()?, next()?);
        let (hour, minute, second) = (next()?, next()?, next()?);
        Some(((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second)
    }
}

/// Days from 1970-01-01 to a date (Hinnant, "chrono-compatible low-level date algorithms", 2013).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use crate::photo::sample;

    fn apart(one: &str, other: &str) -> Option<u64> {
        let metadata = |taken: &str| crate::photo::Metadata {
            taken: Some(taken.to_owned()),
            ..sample::photo("a").metadata
        };
        metadata(one).seconds_apart(&metadata(other))
    }

    #[test]
    fn frames_of_one_second_are_told_apart_where_the_camera_tells_more() {
        let of = |taken: Option<&str>, thousandths| crate::photo::Metadata {
            taken: taken.map(str::to_owned),
            thousandths,
            ..sample::photo("a").metadata
        };
        let (noon, one_past) = (Some("2024-05-01 12:00:00"), Some("2024-05-01 12:00:01"));
        let differ = |one: (_, _), other: (_, _)| of(one.0, one.1).at_another_moment(&of(other.0, other.1));
        assert!(differ((noon, None), (one_past, None)));
        assert!(differ((noon, Some(100)), (noon, Some(200))));
        assert!(!differ((noon, Some(100)), (noon, None)), "a copy may have lost it");
        assert!(!differ((noon, Some(100)), (noon, Some(100))));
        assert!(!differ((noon, Some(1)), (None, Some(2))));
    }

    #[test]
    fn time_between_photos_goes_across_days_and_leap_years() {
        assert_eq!(apart("2024-05-01 12:00:00", "2024-05-01 12:00:07"), Some(7));
        assert_eq!(apart("2024-03-01 00:00:01", "2024-02-28 23:59:59"), Some(86_402));
        assert_eq!(apart("2023-03-01 00:00:00", "2023-02-28 00:00:00"), Some(86_400));
        assert_eq!(apart("1970-01-01 00:00:00", "2000-01-01 00:00:00"), Some(946_684_800));
        assert_eq!(apart("sometime", "2000-01-01 00:00:00"), None);
    }
}
