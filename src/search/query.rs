//! A search as the index understands it: the terms of words, exact quotes, and what must and must not be there.

use std::collections::HashSet;

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::build::Fields;
use super::exact::exact_query;
use super::grams::grams;
use super::syntax::{Bearing, Part};
use crate::text::normalize::normalize;
use crate::text::segment::Segmenter;

/// Weight of a word against a gram, and of a single character: chosen on staff searches and on the stories of the
/// guide, see docs/relevance.md.
const WORD_WEIGHT: f32 = 1.0;
const PAIR_WEIGHT: f32 = 0.8;
const SINGLE_WEIGHT: f32 = 0.3;
/// Longer questions are cut to this many different terms of each kind: the time of a query stays bounded.
const MAX_TERMS: usize = 160;
/// From this many characters on, an article that holds what was typed word for word comes before all others.
const VERBATIM_FROM: usize = 4;
/// What that adds to its score: more than any mixture of parts.
pub(super) const VERBATIM: f32 = 1000.0;

/// A term in more articles than this share of them says little, and costs most of the time of a long search …
const COMMON_SHARE: f64 = 0.1;
/// … once there are so many articles that it matters.
const COMMON_FROM: u64 = 2000;
/// Terms that are looked for however common they are: a short search has no others.
const ALWAYS_TERMS: usize = 12;

/// What a query is made for: the fields of an index, and how common its terms are.
pub(super) struct IndexView<'a> {
    pub(super) fields: Fields,
    pub(super) searcher: &'a Searcher,
}

impl IndexView<'_> {
    /// Leaves out the commonest terms of a long search over many articles; the `least` rarest stay in any case.
    fn without_common(&self, terms: &mut Vec<(Field, &str, f32)>, least: usize) {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss
        )]
        let most = (self.searcher.num_docs() as f64 * COMMON_SHARE) as u64;
        if most < COMMON_FROM || terms.len() <= least {
            return;
        }
        let commonness = |(field, text, _): &(Field, &str, f32)| {
            let term = Term::from_field_text(*field, text);
            self.searcher.doc_freq(&term).unwrap_or(0)
        };
        let mut counted: Vec<_> = terms.iter().map(|t| (commonness(t), *t)).collect();
        counted.sort_by_key(|(count, _)| *count);
        let rare = counted
            .iter()
            .take_while(|(count, _)| *count <= most)
            .count();
        counted.truncate(rare.max(least));
        *terms = counted.into_iter().map(|(_, term)| term).collect();
    }
}

/// The query of a part, or `None` when it holds nothing to look for.
pub(super) fn compile(
    part: &Part,
    index: &IndexView<'_>,
    segmenter: &Segmenter,
) -> Option<Box<dyn Query>> {
    match part {
        Part::Words(words) => of_words(words, index, segmenter),
        Part::Exact(words) => Some(exact_query(index.fields.exact, words)),
        Part::Group(parts) => of_group(parts, index, segmenter),
    }
}

fn of_group(
    parts: &[(Bearing, Part)],
    index: &IndexView<'_>,
    segmenter: &Segmenter,
) -> Option<Box<dyn Query>> {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for (bearing, part) in parts {
        let occur = match bearing {
            Bearing::May => Occur::Should,
            Bearing::Must => Occur::Must,
            Bearing::MustNot => Occur::MustNot,
        };
        // What must be there must be there as it is written; what may be there is looked for by its parts.
        let query = match part {
            Part::Words(words) if *bearing != Bearing::May => {
                Some(exact_query(index.fields.exact, words))
            }
            part => compile(part, index, segmenter),
        };
        clauses.extend(query.map(|q| (occur, q)));
    }
    if clauses.is_empty() {
        return None;
    }
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        clauses.push((Occur::Must, Box::new(AllQuery)));
    }
    Some(Box::new(BooleanQuery::new(clauses)))
}

fn of_words(words: &str, index: &IndexView<'_>, segmenter: &Segmenter) -> Option<Box<dyn Query>> {
    let text = normalize(words);
    let fields = index.fields;
    let (mut strong, mut weak) = (Vec::new(), Vec::new());
    let mut seen: HashSet<&str> = HashSet::new();
    for gram in grams(&text).into_iter().take(2 * MAX_TERMS) {
        if !seen.insert(gram.text) {
            continue;
        }
        if gram.is_single() {
            weak.push((fields.grams, gram.text, SINGLE_WEIGHT));
        } else {
            strong.push((fields.grams, gram.text, PAIR_WEIGHT));
        }
    }
    let mut words: Vec<&str> = segmenter.words(&text).into_iter().map(|w| w.text).collect();
    words.sort_unstable();
    words.dedup();
    let long = words.into_iter().filter(|w| w.chars().count() > 1);
    strong.extend(long.take(MAX_TERMS).map(|w| (fields.words, w, WORD_WEIGHT)));
    // A text of single characters alone has nothing stronger to go by.
    if strong.is_empty() {
        std::mem::swap(&mut strong, &mut weak);
    }
    if strong.is_empty() {
        return None;
    }
    index.without_common(&mut strong, ALWAYS_TERMS);
    index.without_common(&mut weak, 0);
    let clause =
        |(field, text, weight): (Field, &str, f32)| (Occur::Should, term(field, text, weight));
    let strong = BooleanQuery::new(strong.into_iter().map(clause).collect());
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, Box::new(strong))];
    clauses.extend(weak.into_iter().map(clause));
    if text.chars().filter(|c| c.is_alphanumeric()).count() >= VERBATIM_FROM {
        let verbatim = exact_query(fields.exact, &text);
        let verbatim = ConstScoreQuery::new(verbatim, VERBATIM);
        clauses.push((Occur::Should, Box::new(verbatim)));
    }
    Some(Box::new(BooleanQuery::new(clauses)))
}

fn term(field: Field, text: &str, weight: f32) -> Box<dyn Query> {
    let query = TermQuery::new(
        Term::from_field_text(field, text),
        IndexRecordOption::WithFreqs,
    );
    Box::new(BoostQuery::new(Box::new(query), weight))
}
