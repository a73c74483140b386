//! The closed set of periods counts are shown for: a month, a quarter, a year.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Why a text names no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("看不懂的时间段「{0}」，应写成 2026-11、2026-Q4 或 2026")]
pub struct PeriodError(pub String);

/// A period of whole days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// As planners read it: 2026年11月.
    pub label: String,
}

impl Period {
    /// The month a day lies in.
    pub fn month_of(day: Date) -> Self {
        Self {
            first: day.first_of_month(),
            last: day.last_of_month(),
            label: format!("{}年{}月", day.year(), day.month()),
        }
    }

    /// Reads `2026-11`, `2026-Q4` or `2026`.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        let wrong = || PeriodError(text.to_owned());
        let (year, rest) = text.split_once('-').unwrap_or((text, ""));
        let year: i16 = year
            .parse()
            .ok()
            .filter(|y| (2000..=2999).contains(y))
            .ok_or_else(wrong)?;
        let start = |month: i8| date(year, month, 1);
        if rest.is_empty() && !text.contains('-') {
            let last = start(12).last_of_month();
            return Ok(Self {
                first: start(1),
                last,
                label: format!("{year}年"),
            });
        }
        if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
            let quarter: i8 = quarter
                .parse()
                .ok()
                .filter(|q| (1..=4).contains(q))
                .ok_or_else(wrong)?;
            let first = start(3 * quarter - 2);
            let last = first.saturating_add(2.months()).last_of_month();
            return Ok(Self {
                first,
                last,
                label: format!("{year}年第{quarter}季度"),
            });
        }
        let month: i8 = rest
            .parse()
            .ok()
            .filter(|m| (1..=12).contains(m))
            .ok_or_else(wrong)?;
        Ok(Self::month_of(start(month)))
    }
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
    }
}
