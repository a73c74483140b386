//! One normal form for everything people type: simplified characters, half-width ASCII, lower case,
//! punctuation folded to a space. Matching and searching see only this form; display never does.

/// Brings a question or a document into the normal form. Runs of white space, punctuation and symbols
/// become one space; nothing else is removed, so positions of Han characters stay in order.
pub fn normalize(input: &str) -> String {
    let simplified = to_simplified(input);
    let mut out = String::with_capacity(simplified.len());
    for c in simplified.chars() {
        let c = half_width(c);
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Traditional to simplified, character for character where the text holds any traditional one.
pub fn to_simplified(input: &str) -> String {
    fast2s::convert(input)
}

/// Full-width ASCII to its half-width form; every other character unchanged.
pub fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// Han ideographs, the letters of this service.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_script_and_punctuation_are_folded() {
        assert_eq!(normalize("打擊報復，信訪人！"), "打击报复 信访人");
        assert_eq!(normalize("  第３５条？？ＡＢＣ  "), "第35条 abc");
        assert_eq!(normalize("！！！"), "");
        assert_eq!(normalize("复查。。。复核"), "复查 复核");
    }
}
