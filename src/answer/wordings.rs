//! The guide's questions as people begin to type them, in characters, pinyin or first letters: what is offered
//! while somebody types, and what letters without vowels (fcfh) stand for.

use crate::answer::reply::EntryLink;
use crate::corpus::Corpus;
use crate::text::normalize::{is_han, normalize};
use crate::text::syllable::syllable;

/// Most entries that are offered.
const OFFERED: usize = 8;

/// One way of asking.
struct Wording {
    /// Position of its entry.
    entry: usize,
    /// Whether it is the entry's own question.
    is_title: bool,
    /// Normal form, without spaces.
    text: Box<str>,
    /// First letters of its syllables.
    initials: Box<str>,
    /// Which pairs of letters stand there, a bit each.
    pairs: u128,
}

/// All ways of asking, in the order of the guide.
pub(super) struct Wordings {
    all: Vec<Wording>,
    /// Words of the trade by their first letters.
    words: Vec<(Box<str>, Box<str>)>,
}

impl Wordings {
    /// Collects them from a corpus.
    pub(super) fn new(corpus: &Corpus) -> Self {
        let mut all = Vec::new();
        for (position, entry) in corpus.entries.iter().enumerate() {
            let asked = std::iter::once(&entry.title).chain(&entry.variants);
            for (i, question) in asked.enumerate() {
                let text = without_spaces(&normalize(question));
                let initials = initials(&text);
                all.push(Wording {
                    entry: position,
                    is_title: i == 0,
                    pairs: pairs(&initials),
                    initials,
                    text,
                });
            }
        }
        let topics = corpus.topics.iter().map(|t| &t.title);
        let matters = corpus.matters.iter().flat_map(|m| &m.words);
        let concepts = corpus.lexicon.concepts.iter().flat_map(|c| &c.statute);
        let words = topics
            .chain(concepts)
            .chain(matters)
            .map(|w| without_spaces(&normalize(w)))
            .map(|w| (initials(&w), w))
            .collect();
        Self { all, words }
    }

    /// Entries whose questions begin with what is typed, or hold it; the entries' own questions first.
    pub(super) fn suggest(&self, corpus: &Corpus, normal: &str) -> Vec<EntryLink> {
        let typed = without_spaces(normal);
        let in_letters = !typed.is_empty() && typed.chars().all(|c| c.is_ascii_alphanumeric());
        let mut found: Vec<(u8, usize, usize)> = Vec::new();
        for wording in &self.all {
            let place = if in_letters && !typed.chars().all(|c| c.is_ascii_digit()) {
                in_sound(wording, &typed)
            } else {
                place_in(&wording.text, &typed)
            };
            if let Some(place) = place {
                let rank = place * 2 + u8::from(!wording.is_title);
                found.push((rank, wording.text.len(), wording.entry));
            }
        }
        found.sort_unstable();
        let mut offered: Vec<usize> = Vec::new();
        for (_, _, entry) in found {
            if offered.len() < OFFERED && !offered.contains(&entry) {
                offered.push(entry);
            }
        }
        let entries = offered.into_iter().map(|e| &corpus.entries[e]);
        entries.map(EntryLink::of).collect()
    }

    /// What first letters stand for: a word of the trade, a question, or the question most like them.
    pub(super) fn of_initials(&self, normal: &str) -> Option<&str> {
        let typed = without_spaces(normal);
        let word = self.words.iter().find(|(letters, _)| *letters == typed);
        let exact = || self.all.iter().find(|w| w.initials == typed);
        word.map(|(_, word)| &**word)
            .or_else(|| exact().map(|w| &*w.text))
            .or_else(|| self.nearest(&typed))
    }

    /// The question whose first letters share most with these, if they share enough.
    fn nearest(&self, typed: &str) -> Option<&str> {
        /// Fewer letters stand for too much.
        const SHORTEST: usize = 4;
        /// Share of pairs of letters that must be the same.
        const ALIKE: f64 = 0.6;
        if typed.len() < SHORTEST {
            return None;
        }
        let inside = self.all.iter().filter(|w| w.initials.contains(typed));
        if let Some(wording) = inside.min_by_key(|w| w.initials.len()) {
            return Some(&wording.text);
        }
        let wanted = pairs(typed);
        let differ = |w: &&Wording| (w.pairs ^ wanted).count_ones();
        let best = self.all.iter().min_by_key(differ)?;
        (strsim::sorensen_dice(&best.initials, typed) >= ALIKE).then_some(&*best.text)
    }
}

/// 0 where the text begins with what is typed, 1 where it holds it.
fn place_in(text: &str, typed: &str) -> Option<u8> {
    match text.find(typed)? {
        0 => Some(0),
        _ => Some(1),
    }
}

/// The same for letters: first letters, or pinyin from the beginning of a syllable on.
fn in_sound(wording: &Wording, typed: &str) -> Option<u8> {
    if let Some(place) = place_in(&wording.initials, typed) {
        return Some(place);
    }
    let first = typed.chars().next()?;
    let starts = wording.initials.char_indices().filter(|(_, c)| *c == first);
    for (at, _) in starts {
        // Initials are one letter a character, so the place is the same in the text.
        let rest = wording
            .text
            .chars()
            .skip(wording.initials[..at].chars().count());
        if sounds_like(rest, typed) {
            return Some(u8::from(at > 0));
        }
    }
    None
}

/// Whether the pinyin of these characters begins with what is typed.
fn sounds_like(characters: impl Iterator<Item = char>, typed: &str) -> bool {
    let mut rest = typed;
    for c in characters {
        let letters = syllable(c).unwrap_or_default();
        match rest.strip_prefix(letters) {
            Some("") => return true,
            Some(more) if !letters.is_empty() => rest = more,
            _ => return !letters.is_empty() && letters.starts_with(rest),
        }
    }
    false
}

/// The pairs of neighbouring letters as bits; different pairs may share one.
fn pairs(letters: &str) -> u128 {
    const BITS: u32 = u128::BITS;
    let pair = |w: &[u8]| 1u128 << ((u32::from(w[0]) * 31 + u32::from(w[1])) % BITS);
    letters
        .as_bytes()
        .windows(2)
        .fold(0, |all, w| all | pair(w))
}

fn without_spaces(normal: &str) -> Box<str> {
    normal.chars().filter(|c| *c != ' ').collect()
}

fn initials(text: &str) -> Box<str> {
    let letter = |c: char| match syllable(c) {
        Some(s) if is_han(c) => s.chars().next().unwrap_or(c),
        _ => c,
    };
    text.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pinyin_is_followed_syllable_by_syllable() {
        assert!(sounds_like("复查期限".chars(), "fucha"));
        assert!(sounds_like("复查期限".chars(), "fuchaq"));
        assert!(sounds_like("复查期限".chars(), "f"));
        assert!(!sounds_like("复查期限".chars(), "fuhe"));
        assert_eq!(&*initials("复查60日"), "fc60r");
    }
}
