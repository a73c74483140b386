//! Calendar dates as the corpus writes them: `2022-05-01`. No clock, no arithmetic.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer};

/// A date of the proleptic Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IsoDate {
    year: u16,
    month: u8,
    day: u8,
}

impl IsoDate {
    /// As Chinese text: 2022年5月1日.
    pub fn to_chinese(self) -> String {
        format!("{}年{}月{}日", self.year, self.month, self.day)
    }
}

impl FromStr for IsoDate {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        let wrong = || format!("日期应写成 2022-05-01 的样子，这里是「{s}」");
        let parts: Vec<&str> = s.split('-').collect();
        let [y, m, d] = parts[..] else {
            return Err(wrong());
        };
        if (y.len(), m.len(), d.len()) != (4, 2, 2) {
            return Err(wrong());
        }
        let (year, month, day): (u16, u8, u8) = (
            y.parse().map_err(|_| wrong())?,
            m.parse().map_err(|_| wrong())?,
            d.parse().map_err(|_| wrong())?,
        );
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let longest = match month {
            2 => 28 + u8::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        if day == 0 || day > longest {
            return Err(wrong());
        }
        Ok(Self { year, month, day })
    }
}

impl fmt::Display for IsoDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl<'de> Deserialize<'de> for IsoDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_that_exist_are_read() {
        assert_eq!(
            "2022-05-01".parse::<IsoDate>().map(IsoDate::to_chinese),
            Ok("2022年5月1日".to_owned())
        );
        assert!("2024-02-29".parse::<IsoDate>().is_ok());
        for s in [
            "2023-02-29",
            "2022-13-01",
            "2022-5-1",
            "20220501",
            "2022-04-31",
            "",
        ] {
            assert!(s.parse::<IsoDate>().is_err(), "{s}");
        }
    }
}
