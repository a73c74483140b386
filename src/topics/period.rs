//! The closed set of periods counts are shown for: a month, a quarter, a year.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// A day as the database keeps it: 20261123.
pub fn day_number(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// A month as the database keeps it: 202611.
pub fn month_number(day: Date) -> i64 {
    day_number(day) / 100
}

/// Why a text names no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// Not understood.
    #[error("看不懂的时间段「{0}」，应写成 2026-11、2026-Q4 或 2026")]
    Unreadable(String),
    /// It ends before it begins.
    #[error("时间段「{0}」的结束早于开始")]
    EndsBefore(String),
    /// Its days are of the asker's own choosing: sums over any days, side by side, would give small numbers away.
    #[error(
        "时间段「{0}」不能自选起止，只能看一个月、一个季度、一年或者一个活动：写成 2026-11、2026-Q4 或 2026"
    )]
    NotOffered(String),
}

/// What a period is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Month,
    Quarter,
    Year,
}

/// A period of whole months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// As planners read it: 2026年11月.
    pub label: String,
    /// As it is written: 2026-11, 2026-Q4, 2026.
    pub key: String,
    length: Length,
}

impl Period {
    /// The month a day lies in.
    pub fn month_of(day: Date) -> Self {
        Self {
            first: day.first_of_month(),
            last: day.last_of_month(),
            label: format!("{}年{}月", day.year(), day.month()),
            key: format!("{}-{:02}", day.year(), day.month()),
            length: Length::Month,
        }
    }

    /// The quarter a day lies in.
    pub fn quarter_of(day: Date) -> Self {
        let quarter = (day.month() - 1) / 3 + 1;
        let first = date(day.year(), 3 * quarter - 2, 1);
        Self {
            first,
            last: first.saturating_add(2.months()).last_of_month(),
            label: format!("{}年第{quarter}季度", day.year()),
            key: format!("{}-Q{quarter}", day.year()),
            length: Length::Quarter,
        }
    }

    /// The year a day lies in.
    pub fn year_of(day: Date) -> Self {
        Self {
            first: date(day.year(), 1, 1),
            last: date(day.year(), 12, 31),
            label: format!("{}年", day.year()),
            key: day.year().to_string(),
            length: Length::Year,
        }
    }

    /// The one of the same length that comes right before it.
    #[must_use]
    pub fn previous(&self) -> Self {
        let day = self.first.yesterday().unwrap_or(self.first);
        self.of_same_length(day)
    }

    /// The one of the same length that comes right after it.
    #[must_use]
    pub fn next(&self) -> Self {
        let day = self.last.tomorrow().unwrap_or(self.last);
        self.of_same_length(day)
    }

    /// The longer ones it lies in: of a month its quarter and its year, of a quarter its year.
    pub fn around(&self) -> Vec<Self> {
        match self.length {
            Length::Month => vec![Self::quarter_of(self.first), Self::year_of(self.first)],
            Length::Quarter => vec![Self::year_of(self.first)],
            Length::Year => Vec::new(),
        }
    }

    /// The next shorter ones it is made of: of a year its quarters, of a quarter its months.
    pub fn parts(&self) -> Vec<Self> {
        let part_of = match self.length {
            Length::Month => return Vec::new(),
            Length::Quarter => Self::month_of,
            Length::Year => Self::quarter_of,
        };
        let parts = std::iter::successors(Some(part_of(self.first)), |part| Some(part.next()));
        parts.take_while(|part| part.last <= self.last).collect()
    }

    fn of_same_length(&self, day: Date) -> Self {
        match self.length {
            Length::Month => Self::month_of(day),
            Length::Quarter => Self::quarter_of(day),
            Length::Year => Self::year_of(day),
        }
    }

    /// Whether it is one month.
    pub fn is_month(&self) -> bool {
        self.length == Length::Month
    }

    /// Its months as numbers: 202610, 202611, 202612.
    pub fn months(&self) -> Vec<i64> {
        let mut months = Vec::new();
        let mut day = self.first;
        while day <= self.last {
            months.push(month_number(day));
            day = day.last_of_month().tomorrow().unwrap_or(Date::MAX);
            if day == Date::MAX {
                break;
            }
        }
        months
    }

    /// Reads `2026-11`, `2026-Q4` or `2026`.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        let text = text.trim();
        for mark in ["..", "至", "到", "~", "～", "—"] {
            if let Some((from, to)) = text.split_once(mark) {
                return Err(Self::of_own_choosing(text, from, to));
            }
        }
        let unreadable = || PeriodError::Unreadable(text.chars().take(40).collect());
        let (year, rest) = match text.split_once('-') {
            Some((year, rest)) => (year, Some(rest)),
            None => (text, None),
        };
        let year: i16 = year
            .parse()
            .ok()
            .filter(|y| (2000..=2999).contains(y))
            .ok_or_else(unreadable)?;
        let Some(rest) = rest else {
            return Ok(Self::year_of(date(year, 1, 1)));
        };
        if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
            let quarter: i8 = number_up_to(quarter, 4).ok_or_else(unreadable)?;
            return Ok(Self::quarter_of(date(year, 3 * quarter - 2, 1)));
        }
        let month: i8 = number_up_to(rest, 12).ok_or_else(unreadable)?;
        Ok(Self::month_of(date(year, month, 1)))
    }

    /// What is wrong with a range.
    fn of_own_choosing(text: &str, from: &str, to: &str) -> PeriodError {
        let text = text.chars().take(40).collect();
        match (Self::parse(from), Self::parse(to)) {
            (Ok(from), Ok(to)) if to.last < from.first => PeriodError::EndsBefore(text),
            _ => PeriodError::NotOffered(text),
        }
    }
}

fn number_up_to(text: &str, most: i8) -> Option<i8> {
    text.parse().ok().filter(|n| (1..=most).contains(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_quarters_and_years_are_read() {
        let days = |t: &str| Period::parse(t).map(|p| format!("{}..{}", p.first, p.last));
        assert_eq!(days("2026-02"), Ok("2026-02-01..2026-02-28".to_owned()));
        assert_eq!(days("2026-Q4"), Ok("2026-10-01..2026-12-31".to_owned()));
        assert_eq!(days("2026"), Ok("2026-01-01..2026-12-31".to_owned()));
        for wrong in ["", "2026-13", "2026-Q5", "26", "2026-", "去年", "2026-0"] {
            assert!(Period::parse(wrong).is_err(), "{wrong}");
        }
        let fault = |t: &str| Period::parse(t).err().map(|e| e.to_string());
        assert!(fault("2026-12..2026-01").is_some_and(|f| f.contains("早于开始")));
        assert!(fault("2016至2026").is_some_and(|f| f.contains("不能自选起止")));
    }

    #[test]
    fn a_period_knows_its_months_and_its_neighbours() {
        let period = |t: &str| Period::parse(t).expect("a period");
        assert_eq!(period("2026-Q1").months(), [202_601, 202_602, 202_603]);
        assert_eq!(period("2026-Q1").previous(), period("2025-Q4"));
        assert_eq!(period("2026-12").next(), period("2027-01"));
        assert_eq!(period("2026").months().len(), 12);
        let keys = |all: Vec<Period>| all.into_iter().map(|p| p.key).collect::<Vec<_>>();
        assert_eq!(keys(period("2026-05").around()), ["2026-Q2", "2026"]);
        assert_eq!(
            keys(period("2026-Q2").parts()),
            ["2026-04", "2026-05", "2026-06"]
        );
        assert_eq!(
            keys(period("2026").parts()).last().map(String::as_str),
            Some("2026-Q4")
        );
        assert!(period("2026").around().is_empty() && period("2026-05").parts().is_empty());
    }
}
