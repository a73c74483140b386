//! Reads bare pinyin back into characters: the likeliest path through the syllables the letters can be cut into,
//! weighed by how often characters follow each other in the questions of the guide.

use std::collections::HashMap;

use crate::corpus::Corpus;
use crate::text::normalize::{is_han, normalize};
use crate::text::syllable::{readings, syllable as first_reading};

/// Longest syllable: zhuang.
const LONGEST: usize = 6;
/// Characters of one syllable that are tried, the commonest first.
const TRIED: usize = 14;
/// How much a pair that was seen counts against the character by itself.
const PAIR_SHARE: f32 = 0.9;

/// What it costs to read a character in another than its first reading (地 as di) …
const OTHER_READING: f32 = 0.7;
/// … and a word that stands everywhere and says nothing (的 as di).
const RARE_READING: f32 = 4.0;

/// What follows what, learnt from a corpus.
pub(super) struct PinyinReader {
    /// Characters of a syllable, and what it costs to read them so.
    by_syllable: HashMap<String, Vec<(char, f32)>>,
    single: HashMap<char, u32>,
    pairs: HashMap<(char, char), u32>,
    all: f32,
}

/// A character at the end of a path, and where the path came from.
#[derive(Clone, Copy)]
struct Step {
    character: char,
    score: f32,
    from: (usize, usize),
}

/// Before the first character.
const START: char = ' ';

impl PinyinReader {
    /// Learns from the questions and stories of a corpus, and its words.
    pub(super) fn new(corpus: &Corpus) -> Self {
        let (mut single, mut pairs) = (HashMap::new(), HashMap::new());
        let mut learn = |text: &str| {
            let mut before = START;
            for c in normalize(text).chars() {
                if is_han(c) {
                    *single.entry(c).or_insert(0u32) += 1;
                    *pairs.entry((before, c)).or_insert(0u32) += 1;
                }
                before = if is_han(c) { c } else { START };
            }
        };
        for entry in &corpus.entries {
            learn(&entry.title);
            entry.variants.iter().for_each(|v| learn(v));
        }
        for concept in &corpus.lexicon.concepts {
            let words = concept.statute.iter().chain(&concept.colloquial);
            words.for_each(|w| learn(w));
        }
        let stop: Vec<char> = corpus
            .lexicon
            .stop
            .iter()
            .filter_map(|w| w.parse().ok())
            .collect();
        let mut by_syllable: HashMap<String, Vec<(char, f32)>> = HashMap::new();
        for c in single.keys() {
            for syllable in readings(*c) {
                let cost = match first_reading(*c) {
                    Some(first) if first == syllable => 0.0,
                    _ if stop.contains(c) => RARE_READING,
                    _ => OTHER_READING,
                };
                let alike = by_syllable.entry(syllable.replace('ü', "v")).or_default();
                alike.push((*c, cost));
            }
        }
        for alike in by_syllable.values_mut() {
            alike.sort_unstable_by_key(|(c, _)| (std::cmp::Reverse(single[c]), *c));
            alike.truncate(TRIED);
        }
        #[allow(clippy::cast_precision_loss)]
        let all = single.values().sum::<u32>().max(1) as f32;
        Self {
            by_syllable,
            single,
            pairs,
            all,
        }
    }

    /// The text with every run of letters read as pinyin; `None` when one of them cannot be. Spaces stand between
    /// syllables or words; either way the next syllable begins anew.
    pub(super) fn read(&self, normal: &str) -> Option<String> {
        let (mut out, mut letters) = (String::new(), String::new());
        for c in normal.chars().map(|c| if c == 'ü' { 'v' } else { c }) {
            if c.is_ascii_lowercase() || (c == ' ' && !letters.is_empty()) {
                letters.push(c);
            } else {
                self.flush(&mut letters, &mut out)?;
                out.push(c);
            }
        }
        self.flush(&mut letters, &mut out)?;
        Some(out)
    }

    fn flush(&self, letters: &mut String, out: &mut String) -> Option<()> {
        if !letters.is_empty() {
            out.push_str(&self.path(letters.trim_end())?);
            letters.clear();
        }
        Some(())
    }

    /// The likeliest characters for letters with spaces that no syllable crosses.
    fn path(&self, letters: &str) -> Option<String> {
        let mut steps: Vec<Vec<Step>> = vec![Vec::new(); letters.len() + 1];
        steps[0].push(Step {
            character: START,
            score: 0.0,
            from: (0, 0),
        });
        for at in 0..letters.len() {
            if steps[at].is_empty() {
                continue;
            }
            if letters.as_bytes()[at] == b' ' {
                let carried = steps[at].clone();
                steps[at + 1].extend(carried);
                continue;
            }
            for end in at + 1..=letters.len().min(at + LONGEST) {
                let Some(alike) = self.by_syllable.get(&letters[at..end]) else {
                    continue;
                };
                let reached: Vec<Step> = alike
                    .iter()
                    .map(|(c, cost)| self.step(&steps[at], at, *c, *cost))
                    .collect();
                steps[end].extend(reached);
            }
        }
        let last = letters.len();
        let best = (0..steps[last].len())
            .max_by(|a, b| steps[last][*a].score.total_cmp(&steps[last][*b].score))?;
        let (mut out, mut place) = (Vec::new(), (last, best));
        while place != (0, 0) {
            let step = steps[place.0][place.1];
            out.push(step.character);
            place = step.from;
        }
        out.reverse();
        Some(out.into_iter().collect())
    }

    /// The best way to this character from any of these.
    fn step(&self, before: &[Step], at: usize, character: char, cost: f32) -> Step {
        let ways = before.iter().enumerate().map(|(i, b)| Step {
            character,
            score: b.score + self.likelihood(b.character, character) - cost,
            // A step carried over a space keeps where it came from, so the path leads on from there.
            from: (at, i),
        });
        ways.max_by(|a, b| a.score.total_cmp(&b.score))
            .unwrap_or(Step {
                character,
                score: f32::MIN,
                from: (0, 0),
            })
    }

    #[allow(clippy::cast_precision_loss)]
    fn likelihood(&self, before: char, character: char) -> f32 {
        let count = |c: char| self.single.get(&c).copied().unwrap_or(0) as f32;
        let together = self.pairs.get(&(before, character)).copied().unwrap_or(0) as f32;
        let given = if before == START {
            self.all
        } else {
            count(before)
        };
        let alone = (count(character) + 0.5) / self.all;
        (PAIR_SHARE * together / given.max(1.0) + (1.0 - PAIR_SHARE) * alone).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Concept, Lexicon};

    fn reader(words: &[&str]) -> PinyinReader {
        let concept = Concept {
            line: 1,
            statute: words.iter().map(|w| (*w).to_owned()).collect(),
            colloquial: Vec::new(),
            trial: None,
        };
        PinyinReader::new(&Corpus {
            lexicon: Lexicon {
                concepts: vec![concept],
                ..Lexicon::default()
            },
            ..Corpus::default()
        })
    }

    #[test]
    fn letters_are_cut_into_syllables_and_read_as_words_that_are_known() {
        let reader = reader(&["信访局", "复查", "先复议", "西安"]);
        assert_eq!(reader.read("xinfangju").as_deref(), Some("信访局"));
        assert_eq!(
            reader.read("xin fang ju fu cha").as_deref(),
            Some("信访局复查")
        );
        assert_eq!(reader.read("xianfuyi").as_deref(), Some("先复议"));
        assert_eq!(reader.read("fucha 30").as_deref(), Some("复查30"));
        assert_eq!(reader.read("hello"), None);
    }
}
