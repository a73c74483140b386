//! Words of dialects and of the net brought to plain Mandarin before anything is matched: 俺村 → 我们村, 咋弄 →
//! 怎么办. One pass, the longest word first; the reviewed list is data (`lexicon/plain.tsv`).

use std::borrow::Cow;

use aho_corasick::{AhoCorasick, BuildError, MatchKind};

use crate::corpus::Lexicon;

/// Rewrites texts in normal form.
pub(super) struct PlainSpeech {
    said: AhoCorasick,
    plain: Vec<String>,
}

impl PlainSpeech {
    /// For this lexicon.
    ///
    /// # Errors
    /// When its words are too many for one automaton.
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self, BuildError> {
        let said = lexicon.plain.iter().map(|(said, _)| said.as_str());
        Ok(Self {
            said: AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(said)?,
            plain: lexicon.plain.iter().map(|(_, p)| p.clone()).collect(),
        })
    }

    /// The text in plain words; borrowed when it was plain already.
    pub(super) fn of<'a>(&self, normal: &'a str) -> Cow<'a, str> {
        if self.said.is_match(normal) {
            Cow::Owned(self.said.replace_all(normal, &self.plain))
        } else {
            Cow::Borrowed(normal)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_is_rewritten_and_nothing_twice() {
        let row = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let lexicon = Lexicon {
            plain: vec![row("咋", "怎么"), row("咋弄", "怎么办"), row("俺", "我")],
            ..Lexicon::default()
        };
        let plain = PlainSpeech::new(&lexicon).expect("few words");
        assert_eq!(plain.of("俺这咋弄 咋说"), "我这怎么办 怎么说");
        assert!(matches!(plain.of("怎么办"), Cow::Borrowed(_)));
    }
}
