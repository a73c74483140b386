//! A text as the scanner reads it: simplified, half-width, a character for a character, so that a position in it
//! is a position in what was typed.

use crate::text::normalize::{half_width, to_simplified};

/// A text and where its characters stand in bytes.
pub(super) struct Draft {
    /// Folded, one for every character of the original.
    pub(super) chars: Vec<char>,
    /// The same as a string, for the automaton of names.
    pub(super) folded: String,
    /// First byte in `folded` of every character, and its length at the end.
    bytes: Vec<usize>,
}

impl Draft {
    pub(super) fn new(text: &str) -> Self {
        let original: Vec<char> = text.chars().collect();
        let simplified: Vec<char> = to_simplified(text).chars().collect();
        // A conversion that is not character for character would shift every position: then it is left out.
        let same = simplified.len() == original.len();
        let chars: Vec<char> = if same { simplified } else { original }
            .into_iter()
            .map(half_width)
            .collect();
        let folded: String = chars.iter().collect();
        let bytes = folded.char_indices().map(|(at, _)| at);
        let bytes = bytes.chain([folded.len()]).collect();
        Self {
            chars,
            folded,
            bytes,
        }
    }

    /// The character that begins at this byte of `folded`.
    pub(super) fn character(&self, byte: usize) -> usize {
        self.bytes.partition_point(|b| *b < byte)
    }

    /// Characters from `start` up to `end`.
    pub(super) fn slice(&self, start: usize, end: usize) -> String {
        self.chars[start..end.max(start).min(self.chars.len())]
            .iter()
            .collect()
    }

    /// Whether the text goes on with these characters at this place.
    pub(super) fn at(&self, place: usize, word: &str) -> bool {
        let mut rest = self.chars.get(place..).unwrap_or_default().iter();
        word.chars().all(|c| rest.next() == Some(&c))
    }

    /// Whether the text before this place ends with these characters.
    pub(super) fn before(&self, place: usize, word: &str) -> bool {
        let length = word.chars().count();
        place >= length && self.at(place - length, word)
    }
}
