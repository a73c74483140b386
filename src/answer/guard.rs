//! The first step: is life in danger, or is help asked for what the law forbids? Rules over cues, all of
//! them data; a question *about* such things passes.

use aho_corasick::AhoCorasick;

use super::outcome::Outcome;
use crate::corpus::Guards;

/// Cues and rules, ready to run.
pub(super) struct Guard {
    wordings: AhoCorasick,
    /// Cue of each wording.
    cue_of: Vec<usize>,
    cues: usize,
    rules: Vec<Rule>,
}

struct Rule {
    outcome: Outcome,
    reply: String,
    all: Vec<usize>,
    none: Vec<usize>,
}

impl Guard {
    /// Compiles the rules of a corpus.
    pub(super) fn new(guards: &Guards) -> Result<Self, aho_corasick::BuildError> {
        let names: Vec<&String> = guards.cues.keys().collect();
        let (mut wordings, mut cue_of) = (Vec::new(), Vec::new());
        for (cue, list) in guards.cues.values().enumerate() {
            for wording in list.iter().filter(|w| !w.is_empty()) {
                wordings.push(wording.as_str());
                cue_of.push(cue);
            }
        }
        let place = |list: &[String]| -> Vec<usize> {
            list.iter()
                .filter_map(|c| names.iter().position(|n| *n == c))
                .collect()
        };
        let rules = guards
            .rules
            .iter()
            .map(|rule| Rule {
                outcome: Outcome::from_key(&rule.outcome).unwrap_or(Outcome::OutOfScope),
                reply: rule.reply.clone(),
                all: place(&rule.all),
                none: place(&rule.none),
            })
            .collect();
        Ok(Self {
            wordings: AhoCorasick::new(&wordings)?,
            cue_of,
            cues: names.len(),
            rules,
        })
    }

    /// The outcome and reply key of the first rule that fires on a question in normal form.
    pub(super) fn check(&self, normal: &str) -> Option<(Outcome, &str)> {
        let mut met = vec![false; self.cues];
        for m in self.wordings.find_overlapping_iter(normal) {
            met[self.cue_of[m.pattern().as_usize()]] = true;
        }
        self.rules
            .iter()
            .find(|r| r.all.iter().all(|c| met[*c]) && !r.none.iter().any(|c| met[*c]))
            .map(|r| (r.outcome, r.reply.as_str()))
    }
}
