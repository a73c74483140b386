//! What a text of several sentences asks. In a long story the passage that is surest of itself weighs more than
//! the rest; two sentences that ask, each surer than the whole, are two questions.

use aho_corasick::{AhoCorasick, BuildError};

use super::matcher::{Class, Matcher};
use super::passages::{Passage, Passages};
use super::question::Question;
use crate::corpus::{Corpus, Thresholds};

/// What was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// No passage is sure of itself: the whole has to say.
    Unclear,
    /// One question, which a passage is sure of.
    One,
    /// These two entries' questions, in this order.
    Two(usize, usize),
}

/// Finds what is asked.
pub(super) struct Asking {
    cues: AhoCorasick,
    further: Vec<String>,
    thresholds: Thresholds,
}

impl Asking {
    /// For the cues and thresholds of a corpus.
    ///
    /// # Errors
    /// When the cues are too many for one automaton.
    pub(super) fn new(corpus: &Corpus) -> Result<Self, BuildError> {
        Ok(Self {
            cues: AhoCorasick::new(&corpus.lexicon.asking)?,
            further: corpus.lexicon.further.clone(),
            thresholds: corpus.thresholds,
        })
    }

    /// What a question asks; `scores` are those of the whole, and gain by the surest passage of a story.
    pub(super) fn asked(
        &self,
        question: &Question,
        matcher: &Matcher,
        scores: &mut [f32],
    ) -> Asked {
        let two = self.two(question, matcher, scores);
        if let Some((first, second)) = two {
            return Asked::Two(first, second);
        }
        self.in_a_story(&question.normal, matcher, scores)
    }

    /// Two questions one after the other: parted where both sides ask, each something of its own, and are surer of
    /// it than the whole is of anything.
    fn two(
        &self,
        question: &Question,
        matcher: &Matcher,
        scores: &[f32],
    ) -> Option<(usize, usize)> {
        /// More sentences than this are a story.
        const SENTENCES: usize = 6;
        let mut parts = question.sentences(&self.further);
        let t = &self.thresholds;
        // What a comma parts is often one question; both sides have to be surer and to ask.
        let by_clause = parts.len() < 2;
        if by_clause {
            parts = question.clauses();
        }
        if !(2..=SENTENCES).contains(&parts.len()) {
            return None;
        }
        let entries = matcher.entries();
        let whole = scores[..entries].iter().copied().fold(0.0, f32::max);
        let mut least = t.second_min.max(whole * t.second_share);
        if by_clause {
            least = least.max(t.clause_min);
        }
        let side = |parts: &[String]| {
            let text = parts.join(" ");
            let best = *matcher.rank(&text).first()?;
            let sure = best.score >= t.second_sure && !by_clause;
            let asks = sure || self.cues.is_match(&text);
            match best.class {
                Class::Entry(entry) if asks && best.score >= least => Some((entry, best.score)),
                _ => None,
            }
        };
        let split = |at: usize| {
            let ((first, a), (second, b)) = (side(&parts[..at])?, side(&parts[at..])?);
            (first != second).then_some((a + b, first, second))
        };
        (1..parts.len())
            .filter_map(split)
            .max_by(|x, y| x.0.total_cmp(&y.0))
            .map(|(_, first, second)| (first, second))
    }

    /// The passage of a story that asks: surer of itself by far than all that stands beside it.
    fn in_a_story(&self, normal: &str, matcher: &Matcher, scores: &mut [f32]) -> Asked {
        /// Characters of a story.
        const STORY: usize = 60;
        if normal.chars().count() < STORY {
            return Asked::Unclear;
        }
        let t = &self.thresholds;
        let passages = matcher.passages(normal);
        let Some(first) = surest(&passages, matcher) else {
            return Asked::Unclear;
        };
        let beside = passages.beside(&first, matcher.entries());
        if first.score < t.passage_min.max(beside * t.passage_share) {
            return Asked::Unclear;
        }
        let part = passages.scores(first.start, first.end);
        for (score, part) in scores.iter_mut().zip(part) {
            *score += t.passage_weight * part;
        }
        Asked::One
    }
}

/// The passage that is surest of an entry.
fn surest(passages: &Passages, matcher: &Matcher) -> Option<Passage> {
    let is_entry = |p: &&Passage| matches!(matcher.class(p.class), Class::Entry(_));
    let entries = passages.all().iter().filter(is_entry);
    let best = entries.max_by(|a, b| a.score.total_cmp(&b.score))?;
    Some(passages.trimmed(*best))
}
