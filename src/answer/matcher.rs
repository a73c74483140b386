//! Which guide entry a question asks, measured: every entry is a class of the model, learnt from its
//! canonical question and variants; urgent, forbidden and foreign questions are classes too.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use super::features::{Feature, FeatureReader};
use super::leave_one_out::LabelledExamples;
use super::model::{Examples, Model};
use super::passages::Passages;
use super::plain_speech::PlainSpeech;
use crate::corpus::{Corpus, ExampleKind, Thresholds};
use crate::text::normalize::normalize;

/// What a question can be like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Position in [`Corpus::entries`].
    Entry(usize),
    /// Position in [`crate::corpus::Guards::examples`]: urgent, declined, out of scope or harmless.
    Kind(usize),
}

/// A class and how well the question fits it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Which.
    pub class: Class,
    /// About 1 for its own examples, about 0 for a foreign text.
    pub score: f32,
}

/// Where an example comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// A canonical question or a variant of the guide.
    Question,
    /// A story, which only teaches.
    Story,
    /// An example of a kind that is no entry's.
    Example,
}

/// Ranks entries for questions.
pub struct Matcher {
    corpus: Arc<Corpus>,
    reader: FeatureReader,
    plain: PlainSpeech,
    model: Model,
}

/// A model that was trained before and kept beside the index.
pub struct KeptModel(Model);

impl KeptModel {
    /// The model in this folder, if it is whole and of the corpus with this digest.
    pub fn open(folder: &Path, digest: &str) -> Option<Self> {
        Model::load(&folder.join(FILE), digest).map(Self)
    }
}

/// Its file.
const FILE: &str = "matcher.bin";
/// The kind of questions that only look like another.
pub(super) const HARMLESS: &str = "harmless";
/// How many of the best classes are given.
const TOP: usize = 12;

impl Matcher {
    /// Over a model that was kept; without one, or when it is damaged, it is trained from the corpus, which must
    /// then hold its stories, and kept in `folder` if that can be.
    ///
    /// # Errors
    /// When the lexicon is too large for one automaton.
    pub fn open_or_train(
        corpus: Arc<Corpus>,
        folder: Option<&Path>,
        kept: Option<KeptModel>,
    ) -> Result<Self, aho_corasick::BuildError> {
        let reader = FeatureReader::new(&corpus.lexicon)?;
        let plain = PlainSpeech::new(&corpus.lexicon)?;
        let path = folder.map(|f| f.join(FILE));
        let kept = kept.or_else(|| KeptModel::open(folder?, &corpus.digest));
        let model = match kept {
            Some(KeptModel(model)) => model,
            None => {
                let (examples, _) = examples(&corpus, &reader, &plain);
                let model = Model::train(&examples);
                if let Some(path) = &path
                    && let Err(error) = model.save(path, &corpus.digest)
                {
                    tracing::warn!(%error, "the matcher could not be kept on disk");
                }
                model
            }
        };
        Ok(Self {
            corpus,
            reader,
            plain,
            model,
        })
    }

    /// The best classes for a text in normal form, best first. The harmless kind is among them.
    pub fn rank(&self, normal: &str) -> Vec<Ranked> {
        self.best(&self.scores(normal))
    }

    /// A text in normal form in plain words.
    pub(super) fn in_plain_speech<'a>(&self, normal: &'a str) -> Cow<'a, str> {
        self.plain.of(normal)
    }

    /// The features of a text in normal form.
    pub(super) fn features(&self, normal: &str) -> Vec<Feature> {
        self.reader.read(&self.plain.of(normal))
    }

    /// How well a text in normal form fits each class.
    pub(super) fn scores(&self, normal: &str) -> Vec<f32> {
        let mut scores = Vec::new();
        self.model
            .scores(&self.reader.read(&self.plain.of(normal)), &mut scores);
        scores
    }

    /// The passages of a text in normal form, each scored by itself.
    pub(super) fn passages(&self, normal: &str) -> Passages {
        Passages::of(&self.plain.of(normal), &self.reader, &self.model)
    }

    /// The same scores with entries that rest first of all on the law with this slug favoured: a question that
    /// names a law asks for what that law says.
    pub(super) fn favour_law(&self, law: &str, scores: &mut [f32]) {
        let bonus = self.corpus.thresholds.named_law_bonus;
        let rests = |c: &crate::corpus::Citation| c.article.law.0 == law;
        for (score, entry) in scores.iter_mut().zip(&self.corpus.entries) {
            if entry.citations.first().is_some_and(rests) {
                *score += bonus;
            }
        }
    }

    /// The classes with the best scores, best first.
    pub(super) fn best(&self, scores: &[f32]) -> Vec<Ranked> {
        let mut best: Vec<(f32, usize)> = Vec::with_capacity(TOP + 1);
        for (class, score) in scores.iter().copied().enumerate() {
            if best.len() == TOP && best[TOP - 1].0 >= score {
                continue;
            }
            let at = best.partition_point(|(s, _)| *s >= score);
            best.insert(at, (score, class));
            best.truncate(TOP);
        }
        best.into_iter()
            .map(|(score, c)| Ranked {
                class: self.class(c),
                score,
            })
            .collect()
    }

    /// The reviewed names of the concepts a text in normal form holds.
    pub(super) fn concept_names(&self, normal: &str) -> Vec<String> {
        self.reader.concept_names(normal)
    }

    /// The kind at this position.
    pub(super) fn kind(&self, kind: usize) -> &ExampleKind {
        &self.corpus.guards.examples[kind]
    }

    /// Where the service stops.
    pub(super) fn thresholds(&self) -> &Thresholds {
        &self.corpus.thresholds
    }

    /// The topic of an entry.
    pub(super) fn topic(&self, entry: usize) -> &str {
        &self.corpus.entries[entry].topic
    }

    /// How many of the classes are entries: the first ones.
    pub(super) fn entries(&self) -> usize {
        self.corpus.entries.len()
    }

    pub(super) fn class(&self, class: usize) -> Class {
        let entries = self.corpus.entries.len();
        if class < entries {
            Class::Entry(class)
        } else {
            Class::Kind(class - entries)
        }
    }

    pub(super) fn entry_id(&self, entry: usize) -> &str {
        &self.corpus.entries[entry].id
    }

    pub(super) fn class_name(&self, class: usize) -> String {
        match self.class(class) {
            Class::Entry(entry) => self.entry_id(entry).to_owned(),
            Class::Kind(kind) => format!("({} {})", self.kind(kind).outcome, self.kind(kind).reply),
        }
    }

    /// What `corpus` teaches: the one of this matcher, with its stories.
    pub(super) fn examples(&self, corpus: &Corpus) -> LabelledExamples {
        examples(corpus, &self.reader, &self.plain)
    }
}

/// All questions and stories of the guide and all example kinds, with their classes.
fn examples(corpus: &Corpus, reader: &FeatureReader, plain: &PlainSpeech) -> LabelledExamples {
    let (mut features, mut classes, mut questions) = (Vec::new(), Vec::new(), Vec::new());
    let entries = corpus.entries.len();
    let own = corpus
        .entries
        .iter()
        .enumerate()
        .flat_map(|(class, entry)| {
            let asked = std::iter::once(&entry.title).chain(&entry.variants);
            let asked = asked.map(|q| (q, Source::Question));
            let told = entry.stories.iter().map(|q| (q, Source::Story));
            asked.chain(told).map(move |(q, source)| (class, q, source))
        });
    let kinds = corpus.guards.examples.iter().enumerate();
    let harmless = kinds
        .clone()
        .filter(|(_, kind)| kind.outcome == HARMLESS)
        .map(|(i, _)| entries + i)
        .collect();
    let others = kinds.flat_map(|(i, kind)| {
        let asked = kind.questions.iter();
        asked.map(move |q| (entries + i, q, Source::Example))
    });
    for (class, question, source) in own.chain(others) {
        features.push(reader.read(&plain.of(&normalize(question))));
        classes.push(class);
        questions.push((question.clone(), source));
    }
    let class_count = entries + corpus.guards.examples.len();
    (
        Examples {
            features,
            classes,
            entry_count: entries,
            class_count,
            harmless,
        },
        questions,
    )
}
