//! Today's date: the one thing that the program asks of the clock.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Today, in UTC. `SOURCE_DATE_EPOCH` (seconds since 1970, the convention of reproducible builds) stands for the clock
/// where it is set.
pub fn today() -> Date {
    let told = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.trim().parse().ok());
    let now = told.and_then(|seconds| Timestamp::from_second(seconds).ok()).unwrap_or_else(Timestamp::now);
    now.to_zoned(TimeZone::UTC).date()
}
