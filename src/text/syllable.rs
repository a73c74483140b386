//! Toneless pinyin of single characters, as small numbers: homophone typos (信仿 for 信访) share syllables.
//! Only the first reading of a character is used; context is not looked at.

use pinyin::ToPinyin;

/// The toneless syllable of a character ("xin"), or `None` when it has no reading.
pub fn syllable(c: char) -> Option<&'static str> {
    c.to_pinyin().map(|p| p.plain())
}

/// The first letter of a character's syllable, for questions typed as initials.
pub fn initial(c: char) -> Option<char> {
    syllable(c).and_then(|s| s.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homophones_share_a_syllable() {
        assert_eq!(syllable('访'), syllable('仿'));
        assert_eq!(syllable('察'), syllable('查'));
        assert_eq!(syllable('a'), None);
        assert_eq!(initial('信'), Some('x'));
    }
}
