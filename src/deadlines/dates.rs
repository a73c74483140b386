//! The dates a person knows, checked: each exists, lies within reach, none is before one that must come first,
//! none is still to come.

use jiff::civil::Date;

/// Name in a request and in `deadlines.toml`, and what people call it; in the order in which they come.
pub const FIELDS: [(&str, &str); 8] = [
    ("submitted", "提出信访的那天"),
    ("accepted", "受理的那天"),
    ("extended", "告知延期的那天"),
    ("replied", "收到处理意见的那天"),
    ("review_requested", "申请复查的那天"),
    ("review_replied", "收到复查意见的那天"),
    ("recheck_requested", "申请复核的那天"),
    ("recheck_replied", "收到复核意见的那天"),
];
/// What the day of reckoning is called.
pub(super) const TODAY: &str = "今天";
/// What the day a decision became known is called.
pub(super) const KNOWN: &str = "知道那个决定的那天";

/// Longer than any date; what is written beyond is not shown back.
const SHOWN: usize = 20;
/// Years that are believed.
const YEARS: std::ops::RangeInclusive<i16> = 1950..=2100;

/// Why dates cannot be reckoned with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateFault {
    /// No such day, or not written as a date.
    #[error("「{name}」写的是「{text}」，没有这一天。请写成 2026-03-05 的样子")]
    NoSuchDay {
        /// Which date.
        name: &'static str,
        /// As it was written, shortened.
        text: String,
    },
    /// A year nobody can mean.
    #[error("「{name}」写的是 {year} 年，请核对年份（1950 到 2100 年）")]
    FarAway {
        /// Which date.
        name: &'static str,
        /// Its year.
        year: i16,
    },
    /// A step before one that must come first.
    #[error("「{later}」{later_day} 早于「{earlier}」{earlier_day}，请核对这两个日子")]
    WrongOrder {
        /// The step that comes first.
        earlier: &'static str,
        /// Its day.
        earlier_day: Date,
        /// The step that comes after it.
        later: &'static str,
        /// Its day.
        later_day: Date,
    },
    /// A day still to come.
    #[error("「{name}」{day} 还没有到（今天按 {today} 算），请核对")]
    ToCome {
        /// Which date.
        name: &'static str,
        /// The day.
        day: Date,
        /// Today.
        today: Date,
    },
}

/// Dates that agree with each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dates {
    /// One for each of [`FIELDS`].
    pub(super) steps: [Option<Date>; FIELDS.len()],
    /// When a decision outside the petition became known.
    pub(super) known: Option<Date>,
    /// The day of reckoning.
    pub(super) today: Date,
}

impl Dates {
    /// Reads dates as they were written, by their names in [`FIELDS`], `known` and `today`; empty ones are not
    /// known, and `now` stands for a missing `today`.
    ///
    /// # Errors
    /// The first fault.
    pub fn read<'a>(written: impl Fn(&str) -> &'a str, now: Date) -> Result<Self, DateFault> {
        let today = parse(TODAY, written("today"))?.unwrap_or(now);
        let mut steps = [None; FIELDS.len()];
        for (step, (key, name)) in steps.iter_mut().zip(FIELDS) {
            *step = parse(name, written(key))?;
        }
        let dates = Self {
            steps,
            known: parse(KNOWN, written("known"))?,
            today,
        };
        dates.in_order()?;
        Ok(dates)
    }

    /// A date as it was written in the form date fields take, or as it was written when it is none.
    pub fn in_field(text: &str) -> String {
        match parse(TODAY, text) {
            Ok(Some(date)) => date.to_string(),
            _ => text.trim().chars().take(SHOWN).collect(),
        }
    }

    /// Whether a request may name a date so.
    pub fn is_field(name: &str) -> bool {
        name == "today" || name == "known" || FIELDS.iter().any(|(key, _)| *key == name)
    }

    fn in_order(&self) -> Result<(), DateFault> {
        let mut before: Option<(&'static str, Date)> = None;
        let known = self.known.map(|day| (KNOWN, day));
        let steps = FIELDS.iter().zip(self.steps);
        let named: Vec<_> = steps.filter_map(|((_, n), d)| Some((*n, d?))).collect();
        for (name, day) in named.iter().copied().chain(known) {
            if day > self.today {
                let today = self.today;
                return Err(DateFault::ToCome { name, day, today });
            }
        }
        for (later, later_day) in named {
            if let Some((earlier, earlier_day)) = before.filter(|(_, d)| *d > later_day) {
                return Err(DateFault::WrongOrder {
                    earlier,
                    earlier_day,
                    later,
                    later_day,
                });
            }
            before = Some((later, later_day));
        }
        Ok(())
    }

    /// The date of a step by its name.
    pub(super) fn step(&self, key: &str) -> Option<Date> {
        let at = FIELDS.iter().position(|(k, _)| *k == key)?;
        self.steps[at]
    }

    /// The first date after a step, if any was reached; an extension is no step.
    pub(super) fn after(&self, key: &str) -> Option<Date> {
        let at = FIELDS.iter().position(|(k, _)| *k == key)?;
        let later = FIELDS.iter().zip(self.steps).skip(at + 1);
        later
            .filter(|((k, _), _)| *k != "extended")
            .find_map(|(_, d)| d)
    }
}

/// A date as people write it: 2026-03-05, 2026/3/5, 2026年3月5日, 20260305.
fn parse(name: &'static str, text: &str) -> Result<Option<Date>, DateFault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || DateFault::NoSuchDay {
        name,
        text: text.chars().take(SHOWN).collect(),
    };
    let half: String = text
        .chars()
        .map(crate::text::normalize::half_width)
        .collect();
    let mut parts: Vec<&str> = half
        .split(|c: char| !c.is_ascii_digit())
        .filter(|p| !p.is_empty())
        .collect();
    let words = half
        .chars()
        .any(|c| c.is_alphabetic() && !"年月日号".contains(c));
    if let [whole] = parts[..]
        && whole.len() == 8
    {
        parts = vec![&whole[..4], &whole[4..6], &whole[6..]];
    }
    let [year, month, day] = parts[..] else {
        return Err(wrong());
    };
    let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse()) else {
        return Err(wrong());
    };
    if words {
        return Err(wrong());
    }
    let date = Date::new(year, month, day).map_err(|_| wrong())?;
    if YEARS.contains(&year) {
        Ok(Some(date))
    } else {
        Err(DateFault::FarAway { name, year })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(pairs: &[(&str, &'static str)]) -> Result<Dates, DateFault> {
        let written = |key: &str| pairs.iter().find(|(k, _)| *k == key).map_or("", |(_, v)| v);
        Dates::read(written, date(2026, 11, 22))
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in [
            "2026-03-05",
            "2026/3/5",
            "2026年3月5日",
            "20260305",
            "２０２６-３-５",
        ] {
            let read = read(&[("submitted", text)]).expect(text);
            assert_eq!(read.step("submitted"), Some(date(2026, 3, 5)), "{text}");
        }
        assert_eq!(
            read(&[]).expect("nothing is known").today,
            date(2026, 11, 22)
        );
    }

    #[test]
    fn days_that_cannot_be_are_refused_in_words() {
        let fault = |pairs| read(pairs).expect_err("a fault").to_string();
        assert!(fault(&[("submitted", "2026-02-30")]).contains("没有这一天"));
        assert!(fault(&[("submitted", "前天")]).contains("没有这一天"));
        assert!(fault(&[("submitted", "2026-03-05T10:00")]).contains("没有这一天"));
        assert!(fault(&[("submitted", "1900-01-01")]).contains("请核对年份"));
        assert!(fault(&[("replied", "2999-01-01")]).contains("请核对年份"));
        assert!(fault(&[("today", "2999-01-01")]).contains("今天"));
        assert!(fault(&[("accepted", "2026-12-01")]).contains("还没有到"));
        let order = fault(&[("submitted", "2026-05-01"), ("replied", "2026-04-01")]);
        assert!(order.contains("收到处理意见的那天") && order.contains("2026-04-01"));
    }
}
