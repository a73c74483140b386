//! Which guide entry a question asks, measured: every entry is a class of the model, learnt from its
//! canonical question and variants; foreign questions are classes too, so that they have somewhere to go.

use std::path::Path;
use std::sync::Arc;

use super::features::FeatureReader;
use super::leave_one_out::LabelledExamples;
use super::model::{Examples, Model};
use crate::corpus::Corpus;
use crate::text::normalize::normalize;

/// What a question can be like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Position in [`Corpus::entries`].
    Entry(usize),
    /// Position among the reply keys of foreign questions.
    Foreign(usize),
}

/// A class and how well the question fits it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Which.
    pub class: Class,
    /// About 1 for its own examples, about 0 for a foreign text.
    pub score: f32,
}

/// Ranks entries for questions.
pub struct Matcher {
    corpus: Arc<Corpus>,
    reader: FeatureReader,
    model: Model,
    foreign: Vec<String>,
}

/// How many of the best classes are given.
const TOP: usize = 6;

impl Matcher {
    /// Opens the model in `folder`, or trains it and tries to keep it there.
    ///
    /// # Errors
    /// When the lexicon is too large for one automaton.
    pub fn open_or_train(
        corpus: Arc<Corpus>,
        folder: Option<&Path>,
    ) -> Result<Self, aho_corasick::BuildError> {
        let reader = FeatureReader::new(&corpus.lexicon)?;
        let foreign: Vec<String> = corpus.guards.foreign.keys().cloned().collect();
        let path = folder.map(|f| f.join("matcher.bin"));
        let kept = path.as_deref().and_then(|p| Model::load(p, &corpus.digest));
        let model = match kept {
            Some(model) => model,
            None => {
                let (examples, _) = examples(&corpus, &reader, &foreign);
                let model = Model::train(&examples);
                if let Some(path) = &path
                    && let Err(error) = model.save(path, &corpus.digest)
                {
                    tracing::warn!(%error, "the matcher could not be kept on disk");
                }
                model
            }
        };
        Ok(Self { corpus, reader, model, foreign })
    }

    /// The best classes for a text in normal form, best first.
    pub fn rank(&self, normal: &str) -> Vec<Ranked> {
        self.rank_favouring(normal, None)
    }

    /// The same, entries that rest first of all on the law with this slug favoured: a question that names
    /// a law asks for what that law says.
    pub fn rank_favouring(&self, normal: &str, law: Option<&str>) -> Vec<Ranked> {
        let mut scores = Vec::new();
        self.model.scores(&self.reader.read(normal), &mut scores);
        if let Some(law) = law {
            let bonus = self.corpus.thresholds.named_law_bonus;
            for (score, entry) in scores.iter_mut().zip(&self.corpus.entries) {
                if entry.citations.first().is_some_and(|c| c.article.law.0 == law) {
                    *score += bonus;
                }
            }
        }
        let mut best: Vec<(f32, usize)> = Vec::with_capacity(TOP + 1);
        for (class, score) in scores.into_iter().enumerate() {
            if best.len() == TOP && best[TOP - 1].0 >= score {
                continue;
            }
            let at = best.partition_point(|(s, _)| *s >= score);
            best.insert(at, (score, class));
            best.truncate(TOP);
        }
        best.into_iter().map(|(score, c)| Ranked { class: self.class(c), score }).collect()
    }

    /// The reviewed names of the concepts a text in normal form holds.
    pub(super) fn concept_names(&self, normal: &str) -> Vec<String> {
        self.reader.concept_names(normal)
    }

    /// The reply key of a foreign class.
    pub fn foreign_key(&self, foreign: usize) -> &str {
        &self.foreign[foreign]
    }

    pub(super) fn class(&self, class: usize) -> Class {
        let entries = self.corpus.entries.len();
        if class < entries { Class::Entry(class) } else { Class::Foreign(class - entries) }
    }

    pub(super) fn entry_id(&self, entry: usize) -> &str {
        &self.corpus.entries[entry].id
    }

    pub(super) fn class_name(&self, class: usize) -> String {
        match self.class(class) {
            Class::Entry(entry) => self.entry_id(entry).to_owned(),
            Class::Foreign(foreign) => format!("({})", self.foreign_key(foreign)),
        }
    }

    pub(super) fn examples(&self) -> LabelledExamples {
        examples(&self.corpus, &self.reader, &self.foreign)
    }
}

/// All questions of the guide and all foreign ones, with their classes; the questions beside them.
fn examples(corpus: &Corpus, reader: &FeatureReader, foreign: &[String]) -> LabelledExamples {
    let (mut features, mut classes, mut questions) = (Vec::new(), Vec::new(), Vec::new());
    let entries = corpus.entries.len();
    let own = corpus.entries.iter().enumerate().flat_map(|(class, entry)| {
        std::iter::once(&entry.title).chain(&entry.variants).map(move |q| (class, q))
    });
    let others = foreign.iter().enumerate().flat_map(|(i, key)| {
        corpus.guards.foreign[key].iter().map(move |q| (entries + i, q))
    });
    for (class, question) in own.chain(others) {
        features.push(reader.read(&normalize(question)));
        classes.push(class);
        questions.push(question.clone());
    }
    let class_count = entries + foreign.len();
    (Examples { features, classes, class_count }, questions)
}
