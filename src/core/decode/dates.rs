//! When a photo was taken, from what programs and cameras write as a date.

use chrono::{DateTime, NaiveDate, NaiveDateTime};

/// No photo is older.
const FIRST_YEAR: i32 = 1826;

/// Beginnings of time that clocks show when they were never set: of Macintosh and of Unix.
const NEVER_SET: [&str; 2] = ["1904-01-01 00:00:00", "1970-01-01 00:00:00"];

/// A moment by the camera's own clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// `YYYY-MM-DD HH:MM:SS`.
    pub second: String,
    /// Thousandths of that second, 0 to 999, where they are told.
    pub thousandths: Option<u16>,
}

/// Reads a date with a time of day: `2004:01:11 22:45:15` as EXIF has it, with other marks between the numbers, with a `T`,
/// without seconds, with a fraction of the second or a time zone (which is left out, as cameras mean their own clock), or as
/// in mail. `None` if it is none, if there is no such day or hour, or if it only says that the clock was never set.
pub fn read(text: &str) -> Option<Moment> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    let (moment, thousandths) = by_numbers(text).or_else(|| {
        let mail = DateTime::parse_from_rfc2822(text).ok()?;
        Some((mail.naive_local(), None))
    })?;
    let second = moment.format("%Y-%m-%d %H:%M:%S").to_string();
    let is_real =
        moment.date() >= NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1)? && !NEVER_SET.contains(&&*second);
    is_real.then_some(Moment { second, thousandths })
}

/// The first three digits of a fraction, as thousandths.
pub fn thousandths(digits: &str) -> Option<u16> {
    let digits = digits.trim();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let three: String = digits.chars().chain("000".chars()).take(3).collect();
    three.parse().ok().filter(|_| is_number)
}

fn by_numbers(text: &str) -> Option<(NaiveDateTime, Option<u16>)> {
    let mut rest = text;
    let mut next = |marks: &[char], digits: std::ops::RangeInclusive<usize>| {
        let from = rest.strip_prefix(marks).filter(|_| !marks.is_empty()).unwrap_or(rest);
        if !marks.is_empty() && from.len() == rest.len() {
            return None;
        }
        let from = from.trim_start_matches(' ');
        let length = from.bytes().take(*digits.end()).take_while(u8::is_ascii_digit).count();
        if !digits.contains(&length) {
            return None;
        }
        rest = &from[length..];
        from[..length].parse::<u32>().ok()
    };
    const OF_DAYS: [char; 4] = [':', '-', '/', '.'];
    let (year, month, day) = (next(&[], 4..=4)?, next(&OF_DAYS, 1..=2)?, next(&OF_DAYS, 1..=2)?);
    let (hour, minute) = (next(&[' ', 'T', 't', ':'], 1..=2)?, next(&[':', '.'], 1..=2)?);
    let second = next(&[':', '.'], 1..=2).unwrap_or(0);
    let fraction = rest.strip_prefix(['.', ',']).unwrap_or_default();
    let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
    let moment =
        NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)?.and_hms_opt(hour, minute, second)?;
    Some((moment, thousandths(&fraction[..digits])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, second: &str, thousandths: Option<u16>) {
        assert_eq!(read(text), Some(Moment { second: second.to_owned(), thousandths }), "{text}");
    }

    #[test]
    fn dates_are_read_however_they_are_spelled() {
        let usual = "2004-01-11 22:45:15";
        for text in [
            "2004:01:11 22:45:15",
            "2004-01-11 22:45:15",
            "2004/01/11 22:45:15",
            "2004-01-11T22:45:15",
            "2004-1-11 22:45:15Z",
            "2004:01:11 22:45:15+01:00",
            "2004:01:11  22:45:15 \0\0",
            "Sun, 11 Jan 2004 22:45:15 +0100",
        ] {
            check(text, usual, None);
        }
        check("2004:01:11 22:45", "2004-01-11 22:45:00", None);
        check("2004:01:11 22:45:15.5", usual, Some(500));
        check("2004-01-11T22:45:15.0421-05:00", usual, Some(42));
        check("2004:02:29 00:00:00", "2004-02-29 00:00:00", None);
    }

    #[test]
    fn what_cannot_be_is_no_date() {
        for text in [
            "0000:00:00 00:00:00",
            "    :  :     :  :  ",
            "2004:02:31 22:45:15",
            "2005:02:29 22:45:15",
            "2004:01:11 24:00:00",
            "2004:01:11 22:60:15",
            "2004:13:11 22:45:15",
            "1970:01:01 00:00:00",
            "1904:01:01 00:00:00",
            "0001:01:01 00:00:00",
            "2004:01:11",
            "22:45:15",
            "yesterday",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
