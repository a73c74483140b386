//! Questions that lean on the answer before them (那要多久？ 他们不收呢？): the entry that was shown, those beside
//! it, and what its title and the question say together weigh more, the more the question leans.

use aho_corasick::{AhoCorasick, BuildError};

use super::matcher::Matcher;
use crate::corpus::Corpus;
use crate::text::normalize::normalize;

/// Weighs what was shown before.
pub(super) struct FollowUp {
    /// Words a question leans with: 那, 这个, 他们 …
    leaning: AhoCorasick,
    /// Entries beside each entry, by position.
    beside: Vec<Vec<usize>>,
    /// Title of each entry in normal form.
    titles: Vec<String>,
    /// Wordings of all facets, and for each the facet and whether it speaks for it.
    wordings: AhoCorasick,
    facet_of: Vec<(usize, bool)>,
    /// Where each facet leads after each entry.
    leads: Vec<Vec<Option<usize>>>,
}

impl FollowUp {
    /// For the entries of this corpus.
    ///
    /// # Errors
    /// When the words are too many for one automaton.
    pub(super) fn new(corpus: &Corpus) -> Result<Self, BuildError> {
        let place = |id: &String| corpus.entries.iter().position(|e| e.id == *id);
        let mut beside: Vec<Vec<usize>> = corpus
            .entries
            .iter()
            .map(|e| e.related.iter().filter_map(place).collect())
            .collect();
        for entry in 0..beside.len() {
            for other in beside[entry].clone() {
                if !beside[other].contains(&entry) {
                    beside[other].push(entry);
                }
            }
        }
        let (mut wordings, mut facet_of) = (Vec::new(), Vec::new());
        for (position, facet) in corpus.facets.iter().enumerate() {
            wordings.extend(&facet.cues);
            facet_of.resize(wordings.len(), (position, true));
            wordings.extend(&facet.not);
            facet_of.resize(wordings.len(), (position, false));
        }
        let leads = corpus.facets.iter().map(|facet| {
            let of = |(position, entry)| match facet.leads(entry)? {
                Some(to) => corpus.entries.iter().position(|e| e.id == to),
                None => Some(position),
            };
            corpus.entries.iter().enumerate().map(of).collect()
        });
        Ok(Self {
            leads: leads.collect(),
            wordings: AhoCorasick::new(wordings)?,
            facet_of,
            leaning: AhoCorasick::new(&corpus.lexicon.leaning)?,
            beside,
            titles: corpus.entries.iter().map(|e| normalize(&e.title)).collect(),
        })
    }

    /// Adds to the scores of a question in normal form what the entry shown before makes likely.
    pub(super) fn lean(
        &self,
        normal: &str,
        previous: usize,
        matcher: &Matcher,
        scores: &mut [f32],
    ) {
        let weight = self.weight(normal, matcher, scores);
        if weight <= 0.0 {
            return;
        }
        let t = matcher.thresholds();
        let together = matcher.scores(&format!("{} {normal}", self.titles[previous]));
        for (score, with) in scores.iter_mut().zip(&together) {
            *score += weight * t.previous_together * with;
        }
        let topic = matcher.topic(previous);
        if let Some(entry) = self.led(normal, previous) {
            scores[entry] += weight * t.previous_facet;
        }
        for (entry, score) in scores.iter_mut().enumerate().take(self.titles.len()) {
            let bonus = if self.beside[previous].contains(&entry) {
                t.previous_beside
            } else if entry == previous {
                -t.previous_again
            } else if matcher.topic(entry) == topic {
                t.previous_topic
            } else {
                0.0
            };
            *score += weight * bonus;
        }
    }

    /// The entry to which the first facet leads that the question asks about.
    fn led(&self, normal: &str, previous: usize) -> Option<usize> {
        let mut asked = vec![None; self.leads.len()];
        for found in self.wordings.find_overlapping_iter(normal) {
            let (facet, speaks_for) = self.facet_of[found.pattern().as_usize()];
            asked[facet] = Some(speaks_for && asked[facet] != Some(false));
        }
        let first = asked.iter().position(|a| *a == Some(true))?;
        self.leads[first][previous]
    }

    /// How much a question leans, from 0 to 1: by its words, by how short it is, and by how little it says itself.
    fn weight(&self, normal: &str, matcher: &Matcher, scores: &[f32]) -> f32 {
        /// A question as long as this stands by itself.
        const LONG: f32 = 26.0;
        let own = scores[..matcher.entries()]
            .iter()
            .copied()
            .fold(0.0, f32::max);
        #[allow(clippy::cast_precision_loss)]
        let length = normal.chars().count() as f32;
        let leans = self.leaning.is_match(normal);
        let unsure = 1.0 - (own / matcher.thresholds().previous_sure).min(1.0);
        let short = (1.0 - length / LONG).max(0.0);
        if leans {
            (unsure + short).min(1.0)
        } else {
            unsure.min(short * 2.0).min(1.0)
        }
    }
}
