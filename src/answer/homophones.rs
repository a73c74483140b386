//! Mends what a pinyin keyboard gets wrong: a character that forms no known pair with either neighbour gives
//! way to one that sounds the same and does (信仿 → 信访, 登计 → 登记). What is known comes from the questions of
//! the guide and the lexicon; sound is toneless, with the mergers most speakers of the dialects make.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::corpus::Corpus;
use crate::text::normalize::is_han;
use crate::text::syllable::syllable;

/// A pair seen fewer times than this is not known: it may be a slip itself.
const KNOWN_FROM: u32 = 2;
/// A pair put in place of another must be at least this common.
const TRUSTED_FROM: u32 = 6;
/// A character whose pair is this common is never doubted.
const COMMON: u32 = 10;
/// The same where both characters change.
const TRUSTED_WHOLE_FROM: u32 = 15;
/// A pair that is known, but this many times rarer than what sounds the same, is a slip too.
const RARER: u32 = 15;
/// How often a word of the lexicon counts.
const WORD_WEIGHT: u32 = 6;

/// Known pairs of neighbouring characters, and the characters and pairs of each sound.
pub(super) struct Homophones {
    pairs: HashMap<(char, char), u32>,
    characters: HashMap<Sound, Vec<char>>,
    by_sound: HashMap<(Sound, Sound), (char, char)>,
}

/// A toneless syllable after the mergers, as a small number.
type Sound = u64;

impl Homophones {
    /// Learns the pairs of a corpus.
    pub(super) fn new(corpus: &Corpus) -> Self {
        let mut pairs: HashMap<(char, char), u32> = HashMap::new();
        let mut learn = |text: &str, weight: u32| {
            for pair in han_pairs(text) {
                *pairs.entry(pair).or_default() += weight;
            }
        };
        for entry in &corpus.entries {
            for question in std::iter::once(&entry.title).chain(&entry.variants) {
                learn(question, 1);
            }
        }
        for concept in &corpus.lexicon.concepts {
            for word in concept.statute.iter().chain(&concept.colloquial) {
                learn(word, WORD_WEIGHT);
            }
        }
        for matter in &corpus.matters {
            for word in &matter.words {
                learn(word, WORD_WEIGHT);
            }
        }
        pairs.retain(|_, count| *count >= KNOWN_FROM);
        let mut characters: HashMap<Sound, Vec<char>> = HashMap::new();
        let mut by_sound: HashMap<(Sound, Sound), (char, char)> = HashMap::new();
        for (pair, count) in &pairs {
            for c in [pair.0, pair.1] {
                if let Some(sound) = sound(c) {
                    let known = characters.entry(sound).or_default();
                    if !known.contains(&c) {
                        known.push(c);
                    }
                }
            }
            if let (Some(a), Some(b)) = (sound(pair.0), sound(pair.1)) {
                let best = by_sound.entry((a, b)).or_insert(*pair);
                if (*count, *pair) > (pairs[best], *best) {
                    *best = *pair;
                }
            }
        }
        for known in characters.values_mut() {
            known.sort_unstable();
        }
        Self {
            pairs,
            characters,
            by_sound,
        }
    }

    /// The text in normal form with likely slips mended; borrowed when there are none.
    pub(super) fn mend<'a>(&self, normal: &'a str) -> Cow<'a, str> {
        let mut text: Vec<char> = normal.chars().collect();
        let mut mended = false;
        for i in 0..text.len() {
            if !is_han(text[i]) {
                continue;
            }
            let present = self.standing(&text, i);
            if present >= COMMON {
                continue;
            }
            if let Some(better) = self.better_character(&text, i, present) {
                text[i] = better;
                mended = true;
            } else if let Some((a, b)) = self.better_pair(&text, i).filter(|_| present == 0) {
                (text[i], text[i + 1]) = (a, b);
                mended = true;
            }
        }
        if mended {
            Cow::Owned(text.into_iter().collect())
        } else {
            Cow::Borrowed(normal)
        }
    }

    fn count(&self, text: &[char], at: usize) -> u32 {
        match text.get(at..at + 2) {
            Some([a, b]) => self.pairs.get(&(*a, *b)).copied().unwrap_or(0),
            _ => 0,
        }
    }

    /// How common the commoner of the pairs is that the character forms with its neighbours.
    fn standing(&self, text: &[char], i: usize) -> u32 {
        let before = i.checked_sub(1).map_or(0, |p| self.count(text, p));
        self.count(text, i).max(before)
    }

    /// The character of the same sound that fits its neighbours best.
    fn better_character(&self, text: &[char], i: usize, present: u32) -> Option<char> {
        let alike = self.characters.get(&sound(text[i])?)?;
        let pair = |a: Option<&char>, b: Option<&char>| match (a, b) {
            (Some(a), Some(b)) => self.pairs.get(&(*a, *b)).copied().unwrap_or(0),
            _ => 0,
        };
        let before = i.checked_sub(1).and_then(|p| text.get(p));
        alike
            .iter()
            .filter(|c| **c != text[i])
            .map(|c| {
                (
                    pair(before, Some(c)).max(pair(Some(c), text.get(i + 1))),
                    *c,
                )
            })
            .max()
            .filter(|(count, _)| *count >= TRUSTED_FROM.max(present * RARER))
            .map(|(_, c)| c)
    }

    /// The commonest pair of the same two sounds, where both characters are lost.
    fn better_pair(&self, text: &[char], i: usize) -> Option<(char, char)> {
        let next = text.get(i + 1).filter(|c| is_han(**c))?;
        if self.count(text, i + 1) > 0 {
            return None;
        }
        let pair = self.by_sound.get(&(sound(text[i])?, sound(*next)?))?;
        (self.pairs[pair] >= TRUSTED_WHOLE_FROM).then_some(*pair)
    }
}

fn han_pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    text.chars()
        .zip(text.chars().skip(1))
        .filter(|(a, b)| is_han(*a) && is_han(*b))
}

/// The sound of a character: its letters packed into a number, after the mergers zh/z, ch/c, sh/s, -ng/-n.
fn sound(c: char) -> Option<Sound> {
    let full = syllable(c)?;
    let mut bytes = full.bytes().peekable();
    let mut out: Sound = 0;
    while let Some(b) = bytes.next() {
        out = (out << 8) | Sound::from(b);
        let merges = matches!(
            (b, bytes.peek()),
            (b'z' | b'c' | b's', Some(b'h')) | (b'n', Some(b'g'))
        );
        if merges {
            bytes.next();
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Concept, Lexicon};

    fn homophones(words: &[&str]) -> Homophones {
        let concept = Concept {
            line: 1,
            statute: words.iter().map(|w| (*w).to_owned()).collect(),
            colloquial: Vec::new(),
            trial: None,
        };
        let corpus = Corpus {
            lexicon: Lexicon {
                concepts: vec![concept],
                ..Lexicon::default()
            },
            ..Corpus::default()
        };
        Homophones::new(&corpus)
    }

    #[test]
    fn a_lost_character_gives_way_to_one_that_sounds_the_same_and_fits() {
        let known = homophones(&["信访", "登记", "复查", "申请"]);
        assert_eq!(known.mend("信仿"), "信访");
        assert_eq!(known.mend("不给登计"), "不给登记");
        assert_eq!(known.mend("申请腹查"), "申请复查");
        assert_eq!(known.mend("成请复查"), "成请复查", "cheng is not shen");
        assert_eq!(known.mend("信房局"), "信访局");
    }

    #[test]
    fn what_is_known_or_sounds_like_nothing_known_stays() {
        let known = homophones(&["信访", "心房"]);
        assert!(matches!(known.mend("心房 信访"), Cow::Borrowed(_)));
        assert!(matches!(known.mend("太阳 abc 12"), Cow::Borrowed(_)));
    }
}
