//! Numbers as people and statutes write them: 31, ３１, 三十一, 一百四十三.
//! Used by the build script too, so it depends on the standard library alone.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The value of one decimal digit: ASCII, full-width or Chinese (also 〇, ○ and 两).
pub fn digit_value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        '〇' | '○' => Some(0),
        '两' => Some(2),
        _ => DIGITS
            .iter()
            .position(|d| *d == c)
            .and_then(|i| u32::try_from(i).ok()),
    }
}

/// Whether `c` may stand inside a number that [`parse`] reads.
pub fn is_numeral(c: char) -> bool {
    digit_value(c).is_some() || matches!(c, '十' | '百' | '千')
}

/// Reads a whole number below 10,000 in any of the usual spellings, also mixed (`3十1`).
/// Gives `None` for an empty string, a foreign character or a number out of range.
pub fn parse(s: &str) -> Option<u32> {
    if s.is_empty() {
        return None;
    }
    if s.chars().all(|c| digit_value(c).is_some()) {
        return parse_positional(s);
    }
    let (mut total, mut pending) = (0u32, None);
    for c in s.chars() {
        if let Some(d) = digit_value(c) {
            pending = Some(pending.unwrap_or(0) * 10 + d);
            continue;
        }
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => return None,
        };
        total += pending.take().unwrap_or(1) * unit;
    }
    let value = total + pending.unwrap_or(0);
    (value < 10_000).then_some(value)
}

/// The number that begins at `from`, if one does, and the position after it.
pub fn read_at(chars: &[char], from: usize) -> (Option<u32>, usize) {
    let rest = chars.get(from..).unwrap_or_default();
    let length = rest.iter().take_while(|c| is_numeral(**c)).count();
    let text: String = rest[..length].iter().collect();
    (parse(&text), from + length)
}

fn parse_positional(s: &str) -> Option<u32> {
    if s.chars().count() > 4 {
        return None;
    }
    s.chars()
        .try_fold(0, |n, c| digit_value(c).map(|d| n * 10 + d))
}

/// Writes a number below 10,000 the way statutes do: 31 → 三十一, 110 → 一百一十, 0 → 零.
pub fn to_chinese(n: u32) -> String {
    if n == 0 {
        return "零".to_owned();
    }
    let mut out = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let d = n / unit % 10;
        if d == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
            gap = false;
        }
        // 十 to 十九 carry no leading 一.
        if !(unit == 10 && d == 1 && out.is_empty()) {
            out.push(DIGITS[d as usize]);
        }
        out.push_str(name);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_number_reads_the_same() {
        for s in ["31", "３１", "三十一", "三一", "3十1"] {
            assert_eq!(parse(s), Some(31), "{s}");
        }
        assert_eq!(parse("一百四十三"), Some(143));
        assert_eq!(parse("一百零七"), Some(107));
        assert_eq!(parse("十"), Some(10));
        assert_eq!(parse("999"), Some(999));
        assert_eq!(parse(""), None);
        assert_eq!(parse("三x"), None);
        assert_eq!(parse("99999"), None);
    }

    #[test]
    fn writing_and_reading_a_number_are_inverse() {
        for n in 0..2000 {
            assert_eq!(parse(&to_chinese(n)), Some(n));
        }
        assert_eq!(to_chinese(110), "一百一十");
        assert_eq!(to_chinese(17), "十七");
    }
}
