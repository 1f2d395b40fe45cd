//! How numbers, sizes, times and dates are written.

messages! {
    thousands_mark;
    decimal_mark;
    bytes_exactly(bytes: u64);
    pixels_exactly(pixels: String);
    seconds(seconds: u64);
    minutes(minutes: u64);
    hours(hours: String, minutes: String);
    day_of(day: u32, month: u32, year: &str);
    date(day: u32, month: u32, year: &str, hour: &str, minute: &str);
}
