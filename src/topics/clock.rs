//! The one place that reads the clock. Days and hours are those of China, which has one time.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

/// A day and the hour in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// Calendar day in China.
    pub day: Date,
    /// 0 to 23.
    pub hour: u8,
}

/// Now.
#[allow(clippy::disallowed_methods)]
pub fn now() -> Moment {
    at(Timestamp::now())
}

/// Seconds since 1970.
#[allow(clippy::disallowed_methods)]
pub fn seconds() -> i64 {
    Timestamp::now().as_second()
}

/// A time as people read it: 2026年11月22日 08:05, in China.
pub fn shown(seconds: i64) -> String {
    let timestamp = Timestamp::from_second(seconds).unwrap_or_default();
    let zoned = timestamp.to_zoned(TimeZone::fixed(Offset::constant(8)));
    let (date, time) = (zoned.date(), zoned.time());
    format!(
        "{}年{}月{}日 {:02}:{:02}",
        date.year(),
        date.month(),
        date.day(),
        time.hour(),
        time.minute()
    )
}

/// The moment of a timestamp.
pub fn at(timestamp: Timestamp) -> Moment {
    let zoned = timestamp.to_zoned(TimeZone::fixed(Offset::constant(8)));
    Moment {
        day: zoned.date(),
        hour: u8::try_from(zoned.hour()).unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_at_midnight_in_china() {
        let before: Timestamp = "2026-11-21T15:59:59Z".parse().expect("a timestamp");
        let after: Timestamp = "2026-11-21T16:00:00Z".parse().expect("a timestamp");
        assert_eq!((at(before).day.day(), at(before).hour), (21, 23));
        assert_eq!((at(after).day.day(), at(after).hour), (22, 0));
    }
}
