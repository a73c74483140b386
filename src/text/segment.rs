//! Words: jieba with the dictionary it is given and the project's words, in search mode, without HMM
//! (deterministic). Punctuation is never a word. A dictionary costs memory and time to load, so one
//! `Segmenter` is shared by everything in a process.

use std::sync::Arc;

use jieba_rs::{Jieba, TokenizeMode};

/// A word and where it stands, in bytes of the text that was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word itself.
    pub text: &'a str,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Cuts text into words. Cheap to clone.
#[derive(Clone)]
pub struct Segmenter {
    jieba: Arc<Jieba>,
}

impl Segmenter {
    /// Loads a dictionary (on each line a word, a space and how often it occurs) and adds `words` (信访人,
    /// 复查 …), each as a word of its own. A dictionary that cannot be read counts as empty.
    pub fn new<'a>(dictionary: &str, words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut jieba =
            Jieba::with_dict(&mut dictionary.as_bytes()).unwrap_or_else(|_| Jieba::empty());
        for word in words {
            jieba.add_word(word, None, None);
        }
        Self {
            jieba: Arc::new(jieba),
        }
    }

    /// The words of `text`, long words also by their parts, in order of their start.
    pub fn words<'a>(&self, text: &'a str) -> Vec<Word<'a>> {
        let mut words: Vec<Word<'a>> = self
            .jieba
            .tokenize(text, TokenizeMode::Search, false)
            .into_iter()
            .filter(|t| t.word.chars().any(char::is_alphanumeric))
            .map(|t| {
                // The token borrows from `text`, so the difference of the addresses is its offset.
                let start = t.word.as_ptr() as usize - text.as_ptr() as usize;
                Word {
                    text: t.word,
                    start,
                    end: start + t.word.len(),
                }
            })
            .collect();
        words.sort_by_key(|w| (w.start, w.end));
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn project_words_are_words_and_punctuation_is_none() {
        let text = "信访事项，信访人。";
        let words = Segmenter::new("信访 100\n事项 100\n", ["信访事项", "信访人"]).words(text);
        let texts: Vec<_> = words.iter().map(|w| w.text).collect();
        assert!(texts.contains(&"信访事项") && texts.contains(&"信访人"));
        assert!(!texts.contains(&"，"));
        assert!(words.iter().all(|w| &text[w.start..w.end] == w.text));
    }
}
