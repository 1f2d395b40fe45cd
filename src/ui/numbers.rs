//! Numbers, sizes, times and dates as people read them.

use std::time::Duration;

use super::text;

/// Holds the place of a line that has nothing to say yet, so that what follows does not jump.
pub const SPACE: &str = " ";

/// `1,204`, as the language writes it.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mark = text::thousands_mark();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(mark);
        }
        text.push(digit);
    }
    text
}

/// `3.2`: a number with so many decimals, as the language writes it; not grouped before them.
pub fn decimal(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    text.replace('.', text::decimal_mark())
}

/// `62 %` of a share from 0 to 1.
pub fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

/// `3.2 MB`, in powers of a thousand, as file managers and disks count.
pub fn bytes(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["", "kB", "MB", "GB", "TB"];
    let mut value = bytes as f64;
    let mut unit = 0;
    while value >= 999.5 && unit + 1 < UNITS.len() {
        value /= 1000.0;
        unit += 1;
    }
    match unit {
        0 => text::bytes_exactly(bytes),
        _ => format!("{} {}", decimal(value, if value < 9.95 { 1 } else { 0 }), UNITS[unit]),
    }
}

/// `12 MP`, `0.3 MP`: megapixels; `4,096 pixels` where these would come to none.
pub fn megapixels(pixels: u64) -> String {
    if pixels < 50_000 {
        return text::pixels_exactly(count(pixels));
    }
    let millions = pixels as f64 / 1e6;
    format!("{} MP", decimal(millions, if millions < 9.95 { 1 } else { 0 }))
}

/// `40 seconds`, `3 minutes`, `2 h 05 min`: rounded, since nobody knows better.
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..60 => text::seconds(seconds.max(1)),
        60..3570 => text::minutes((seconds + 30) / 60),
        _ => {
            let minutes = (seconds + 30) / 60;
            text::hours((minutes / 60).to_string(), format!("{:02}", minutes % 60))
        }
    }
}

/// `1 May 2024, 12:00` from the camera's `2024-05-01 12:00:00`; what cannot be read stays as it is.
pub fn date(taken: &str) -> String {
    let parts: Vec<&str> = taken.split(['-', ' ', ':']).collect();
    let [year, month, day, hour, minute, ..] = parts[..] else {
        return taken.to_owned();
    };
    match (month.parse::<u32>(), day.parse::<u32>()) {
        (Ok(month @ 1..=12), Ok(day)) => text::date(day, month, year, hour, minute),
        _ => taken.to_owned(),
    }
}

/// The same for a moment by the clock of this computer.
pub fn moment(time: std::time::SystemTime) -> String {
    date(&chrono::DateTime::<chrono::Local>::from(time).format("%Y-%m-%d %H:%M:%S").to_string())
}

/// `12 May 2026`: the day of a moment by the clock of this computer.
pub fn day(time: std::time::SystemTime) -> String {
    use chrono::Datelike;
    let time = chrono::DateTime::<chrono::Local>::from(time);
    text::day_of(time.day(), time.month(), &time.year().to_string())
}

/// `0.034`: finer differences mean nothing.
pub fn distance(distance: f32) -> String {
    decimal(f64::from(distance), 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_thousands() {
        let check = |number, text| assert_eq!(count(number), text);
        check(0, "0");
        check(999, "999");
        check(1_204, "1,204");
        check(1_234_567, "1,234,567");
    }

    #[test]
    fn sizes_round_as_people_do() {
        let check = |number, text| assert_eq!(bytes(number), text);
        check(1, "1 byte");
        check(999, "999 bytes");
        check(1_000, "1.0 kB");
        check(3_240_000, "3.2 MB");
        check(9_960_000, "10 MB");
        check(999_600_000, "1.0 GB");
        check(12_345_678_901, "12 GB");
    }

    #[test]
    fn small_photos_have_pixels() {
        let check = |number, text| assert_eq!(megapixels(number), text);
        check(4_096, "4,096 pixels");
        check(50_000, "0.1 MP");
        check(12_000_000, "12 MP");
    }

    #[test]
    fn times_are_rounded() {
        let check = |seconds, text| assert_eq!(duration(Duration::from_secs(seconds)), text);
        check(0, "1 second");
        check(59, "59 seconds");
        check(89, "1 minute");
        check(3_569, "59 minutes");
        check(3_570, "1 h 00 min");
        check(7_500, "2 h 05 min");
    }

    #[test]
    fn dates_are_readable_and_nonsense_survives() {
        assert_eq!(date("2024-05-01 12:03:59"), "1 May 2024, 12:03");
        assert_eq!(date("2024-13-01 12:03:59"), "2024-13-01 12:03:59");
        assert_eq!(date("long ago"), "long ago");
    }
}
