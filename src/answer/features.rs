//! What the matcher sees of a question: its characters, pairs of neighbours, Latin and digit runs, the
//! concepts of the lexicon that stand in it, and which of them stand there together. A feature is a number; text is not kept.

use std::hash::{DefaultHasher, Hash, Hasher};

use aho_corasick::AhoCorasick;

use crate::corpus::Lexicon;
use crate::search::grams;

/// A feature of a text, stable for one build of the program and one lexicon.
pub(super) type Feature = u64;

const GRAM: u8 = 0;
const CONCEPT: u8 = 1;

/// Finds the features of texts in normal form. Built once for a corpus.
pub(super) struct FeatureReader {
    surfaces: AhoCorasick,
    /// Concepts of each surface form.
    concepts: Vec<Vec<Feature>>,
    /// The first statute word of a concept of each surface form, for counting what is not found.
    names: Vec<String>,
}

impl FeatureReader {
    /// For this lexicon.
    ///
    /// # Errors
    /// When its words are too many for one automaton.
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self, aho_corasick::BuildError> {
        let mut words: Vec<&str> = Vec::new();
        let mut concepts: Vec<Vec<Feature>> = Vec::new();
        let mut names: Vec<String> = Vec::new();
        let mut places = std::collections::HashMap::new();
        for concept in &lexicon.concepts {
            let feature = hash(CONCEPT, concept.statute.first().map_or("", String::as_str));
            for word in concept.statute.iter().chain(&concept.colloquial) {
                let place = *places.entry(word.as_str()).or_insert_with(|| {
                    words.push(word);
                    concepts.push(Vec::new());
                    names.push(concept.statute.first().cloned().unwrap_or_default());
                    words.len() - 1
                });
                concepts[place].push(feature);
            }
        }
        Ok(Self {
            surfaces: AhoCorasick::new(&words)?,
            concepts,
            names,
        })
    }

    /// The features of a text in normal form, each once, in ascending order. Two concepts in one question say more
    /// than each alone (复查 and 多久 ask for a limit), so every pair of them is a feature, too.
    pub(super) fn read(&self, normal: &str) -> Vec<Feature> {
        let mut concepts: Vec<Feature> = self
            .surfaces_in(normal)
            .into_iter()
            .flat_map(|s| self.concepts[s].iter().copied())
            .collect();
        concepts.sort_unstable();
        concepts.dedup();
        let mut out: Vec<Feature> = grams(normal).iter().map(|g| hash(GRAM, g.text)).collect();
        for (i, first) in concepts.iter().enumerate() {
            out.extend(concepts[i + 1..].iter().map(|second| pair(*first, *second)));
        }
        out.append(&mut concepts);
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The same without pairs of concepts, each as often as it occurs and with the character it ends before.
    pub(super) fn read_placed(&self, normal: &str) -> Vec<(usize, Feature)> {
        let mut characters = vec![0; normal.len() + 1];
        let starts = normal.char_indices().map(|(at, _)| at).skip(1);
        for (n, at) in starts.chain([normal.len()]).enumerate() {
            characters[at] = n + 1;
        }
        let mut out: Vec<(usize, Feature)> = grams(normal)
            .iter()
            .map(|g| (characters[g.start + g.text.len()], hash(GRAM, g.text)))
            .collect();
        for (end, surface) in self.surfaces_with_ends(normal) {
            let concepts = self.concepts[surface].iter();
            out.extend(concepts.map(|c| (characters[end], *c)));
        }
        out
    }

    /// The reviewed names of the concepts in a text in normal form, each once.
    pub(super) fn concept_names(&self, normal: &str) -> Vec<String> {
        let mut names: Vec<String> = self
            .surfaces_in(normal)
            .into_iter()
            .map(|s| self.names[s].clone())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The surface forms that stand in the text and in no longer surface form there.
    fn surfaces_in(&self, normal: &str) -> Vec<usize> {
        let found = self.surfaces_with_ends(normal);
        found.into_iter().map(|(_, surface)| surface).collect()
    }

    /// The same, each with the byte it ends before.
    fn surfaces_with_ends(&self, normal: &str) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize, usize)> = self
            .surfaces
            .find_overlapping_iter(normal)
            .map(|m| (m.start(), m.end(), m.pattern().as_usize()))
            .collect();
        found.sort_unstable_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
        let mut reach = 0;
        // Sorted by start and then longest first: what ends no later than an earlier one lies inside it.
        found.retain(|(_, end, _)| {
            let outside = *end > reach;
            reach = reach.max(*end);
            outside
        });
        found.into_iter().map(|(_, end, s)| (end, s)).collect()
    }
}

fn hash(kind: u8, text: &str) -> Feature {
    // Keyed with constants, so the same text gives the same number in every run.
    let mut hasher = DefaultHasher::new();
    kind.hash(&mut hasher);
    text.hash(&mut hasher);
    hasher.finish()
}

/// Two concepts together; the order they are given in matters, so callers sort.
fn pair(first: Feature, second: Feature) -> Feature {
    first.rotate_left(7) ^ second.wrapping_mul(31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Concept;

    #[test]
    fn different_words_of_one_concept_share_a_feature() {
        let lexicon = Lexicon {
            concepts: vec![Concept {
                line: 1,
                statute: vec!["信访".into()],
                colloquial: vec!["上访".into(), "告状".into()],
                trial: None,
            }],
            ..Lexicon::default()
        };
        let reader = FeatureReader::new(&lexicon).expect("two words make an automaton");
        let (a, b) = (reader.read("上访"), reader.read("告状"));
        assert_eq!(a.iter().filter(|f| b.contains(f)).count(), 1);
    }
}
