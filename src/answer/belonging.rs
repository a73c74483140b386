//! Where each guide entry belongs: to which matters, and whether to a stage. Worked out once, so that a
//! question costs no comparing of names.

use super::hearing::Named;
use crate::corpus::Corpus;

/// Matters and stages by entry, all as positions in the corpus.
pub(super) struct Belonging {
    matters: Vec<Vec<usize>>,
    staged: Vec<bool>,
    /// Entries of each stage.
    of_stage: Vec<Vec<usize>>,
    /// Entries of each matter, the opening one first.
    entries: Vec<Vec<usize>>,
    /// Stages that decide what is asked.
    decisive: Vec<bool>,
}

impl Belonging {
    /// For the entries of this corpus.
    pub(super) fn new(corpus: &Corpus) -> Self {
        let place = |id: &String| corpus.entries.iter().position(|e| e.id == *id);
        let mut matters = vec![Vec::new(); corpus.entries.len()];
        let mut entries = Vec::with_capacity(corpus.matters.len());
        for (position, matter) in corpus.matters.iter().enumerate() {
            let about: Vec<usize> = matter.entries.iter().filter_map(place).collect();
            for entry in &about {
                matters[*entry].push(position);
            }
            entries.push(about);
        }
        let mut staged = vec![false; corpus.entries.len()];
        let of_stage: Vec<Vec<usize>> = corpus
            .stages
            .iter()
            .map(|s| s.entries.iter().filter_map(place).collect())
            .collect();
        for entry in of_stage.iter().flatten() {
            staged[*entry] = true;
        }
        Self {
            matters,
            staged,
            of_stage,
            entries,
            decisive: corpus.stages.iter().map(|s| s.decisive).collect(),
        }
    }

    /// The matters this entry is about.
    pub(super) fn matters_of(&self, entry: usize) -> &[usize] {
        &self.matters[entry]
    }

    /// Whether this entry is about a stage, whatever the matter.
    pub(super) fn is_of_a_stage(&self, entry: usize) -> bool {
        self.staged[entry]
    }

    /// Whether this entry is about this stage.
    pub(super) fn is_of(&self, stage: usize, entry: usize) -> bool {
        self.of_stage[stage].contains(&entry)
    }

    /// Whether this entry opens the matter.
    pub(super) fn opens(&self, matter: usize, entry: usize) -> bool {
        self.entries[matter].first() == Some(&entry)
    }

    /// Whether this stage decides what is asked, whatever else the question speaks of.
    pub(super) fn decides(&self, stage: usize) -> bool {
        self.decisive[stage]
    }

    /// Adds to the scores of the entries of the stage that was heard.
    pub(super) fn favour_stage(&self, stage: usize, bonus: f32, scores: &mut [f32]) {
        for entry in &self.of_stage[stage] {
            scores[*entry] += bonus;
        }
    }

    /// Adds to the scores of the entries of every matter that was named, `weight` for each character of its
    /// names; a little more to the one that opens it.
    pub(super) fn favour(&self, named: &[Named], weight: f32, scores: &mut [f32]) {
        /// More characters than this make a matter no surer.
        const ENOUGH: usize = 8;
        /// Among entries the text says nothing about, the opening one comes first.
        const OPENING: f32 = 1.2;
        for Named { matter, characters } in named {
            #[allow(clippy::cast_precision_loss)]
            let bonus = weight * (*characters).min(ENOUGH) as f32;
            for entry in &self.entries[*matter] {
                scores[*entry] += bonus;
            }
            if let Some(opening) = self.entries[*matter].first() {
                scores[*opening] += bonus * (OPENING - 1.0);
            }
        }
    }
}
