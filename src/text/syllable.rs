//! Toneless pinyin of single characters: homophone typos (信仿 for 信访) share syllables, and questions typed as
//! letters are read back through them. Context is not looked at.

use pinyin::{ToPinyin, ToPinyinMulti};

/// The toneless syllable of a character ("xin") in its first reading, or `None` when it has none.
pub fn syllable(c: char) -> Option<&'static str> {
    c.to_pinyin().map(|p| p.plain())
}

/// All toneless syllables of a character, each once: 行 is "xing", "hang" and "heng".
pub fn readings(c: char) -> Vec<&'static str> {
    let mut all: Vec<&'static str> = c
        .to_pinyin_multi()
        .into_iter()
        .flatten()
        .map(|p| p.plain())
        .collect();
    all.sort_unstable();
    all.dedup();
    all
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
        assert!(readings('行').contains(&"hang") && readings('行').contains(&"xing"));
        assert!(readings('1').is_empty());
    }
}
