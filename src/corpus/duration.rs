//! Lengths of time in running text: 30日, 5个工作日, 两个月, 1年. A reply may hold none of its own;
//! they stand in `limits.toml` once and are inserted by `{limit-id}`.

use crate::text::numeral;

const UNITS: [&str; 9] = [
    "个工作日",
    "工作日",
    "个月",
    "个小时",
    "小时",
    "个星期",
    "日",
    "天",
    "年",
];

/// A length of time as a number and its unit, in the spelling of the table above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Duration {
    /// How many.
    pub(super) count: u32,
    /// 日, 年 …
    pub(super) unit: &'static str,
    /// As it stands in the text.
    pub(super) text: String,
}

/// All lengths of time in `text`. Dates (2022年5月1日, 十二月四日), ordinals (第三日), single days (那一天,
/// 最后一天) and years of four digits are none.
pub(super) fn find(text: &str) -> Vec<Duration> {
    let chars: Vec<char> = text.chars().collect();
    let (mut out, mut i) = (Vec::new(), 0);
    while i < chars.len() {
        if !numeral::is_numeral(chars[i]) {
            i += 1;
            continue;
        }
        let start = i;
        while i < chars.len() && numeral::is_numeral(chars[i]) {
            i += 1;
        }
        let digits: String = chars[start..i].iter().collect();
        let rest: String = chars[i..chars.len().min(i + 4)].iter().collect();
        let before = start.checked_sub(1).map(|b| chars[b]);
        let unit = UNITS.into_iter().find(|u| rest.starts_with(u));
        if let (Some(unit), Some(count)) = (unit, numeral::parse(&digits))
            && !matches!(before, Some('月' | '年' | '第' | '每'))
            && !(unit == "年" && digits.chars().count() == 4)
            && !(unit == "天" && matches!(before, Some('那' | '哪' | '后' | '同' | '这')))
        {
            out.push(Duration {
                count,
                unit,
                text: format!("{digits}{unit}"),
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(s: &str) -> Vec<String> {
        find(s).into_iter().map(|d| d.text).collect()
    }

    #[test]
    fn lengths_are_found_and_dates_are_not() {
        assert_eq!(
            texts("自收到之日起30日内，或者5个工作日，最多两个月"),
            ["30日", "5个工作日", "两个月"]
        );
        assert_eq!(texts("六十日 一年"), ["六十日", "一年"]);
        assert!(
            texts("2022年5月1日起施行，12月4日是国家宪法日，第三日，每年一次，1982年，最后一天")
                .is_empty()
        );
    }
}
