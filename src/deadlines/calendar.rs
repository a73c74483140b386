//! The last day of a limit. The first day is not counted (民事诉讼法 第八十五条); a month ends on the same day
//! number, or on the last day of the month where that has none; no last day is moved for holidays.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::corpus::{Limit, LimitUnit};

/// The last day of a limit that starts on `start`; `None` for lengths that a calendar alone does not tell, or
/// beyond it.
pub(super) fn last_day(start: Date, limit: &Limit) -> Option<Date> {
    let (count, unit) = limit.count();
    let count = i64::from(count);
    let span: Span = match unit {
        LimitUnit::Day => count.days(),
        LimitUnit::Month => count.months(),
        LimitUnit::Year => count.years(),
        LimitUnit::Other => return None,
    };
    start.checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::corpus::{ArticleNo, ArticleRef, Citation, LawId};

    fn limit(length: &str) -> Limit {
        Limit {
            id: String::new(),
            length: length.to_owned(),
            starts: String::new(),
            condition: None,
            basis: Citation {
                article: ArticleRef {
                    law: LawId("xianfa".to_owned()),
                    no: "1".parse::<ArticleNo>().expect("a number"),
                },
                pinpoint: None,
                quote: None,
            },
        }
    }

    #[test]
    fn the_first_day_is_not_counted() {
        let received = date(2026, 3, 1);
        assert_eq!(last_day(received, &limit("30日")), Some(date(2026, 3, 31)));
        assert_eq!(last_day(received, &limit("60日")), Some(date(2026, 4, 30)));
        assert_eq!(
            last_day(date(2026, 2, 14), &limit("15日")),
            Some(date(2026, 3, 1))
        );
    }

    #[test]
    fn a_month_without_the_day_ends_on_its_last() {
        assert_eq!(
            last_day(date(2025, 8, 31), &limit("6个月")),
            Some(date(2026, 2, 28))
        );
        assert_eq!(
            last_day(date(2023, 8, 30), &limit("6个月")),
            Some(date(2024, 2, 29))
        );
        assert_eq!(
            last_day(date(2024, 2, 29), &limit("1年")),
            Some(date(2025, 2, 28))
        );
        assert_eq!(
            last_day(date(2026, 1, 15), &limit("两个月")),
            Some(date(2026, 3, 15))
        );
    }

    #[test]
    fn working_days_are_not_reckoned() {
        assert_eq!(last_day(date(2026, 1, 1), &limit("5个工作日")), None);
    }
}
