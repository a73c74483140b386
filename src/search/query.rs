//! A search as the index understands it: the terms of words, exact quotes, and what must and must not be there.

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

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

/// The query of a part, or `None` when it holds nothing to look for.
pub(super) fn compile(
    part: &Part,
    fields: Fields,
    segmenter: &Segmenter,
) -> Option<Box<dyn Query>> {
    match part {
        Part::Words(words) => of_words(words, fields, segmenter),
        Part::Exact(words) => Some(exact_query(fields.exact, words)),
        Part::Group(parts) => of_group(parts, fields, segmenter),
    }
}

fn of_group(
    parts: &[(Bearing, Part)],
    fields: Fields,
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
                Some(exact_query(fields.exact, words))
            }
            part => compile(part, fields, segmenter),
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

fn of_words(words: &str, fields: Fields, segmenter: &Segmenter) -> Option<Box<dyn Query>> {
    let text = normalize(words);
    let mut strong: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    let mut weak: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for gram in grams(&text).into_iter().take(2 * MAX_TERMS) {
        if seen.contains(&gram.text) {
            continue;
        }
        seen.push(gram.text);
        let alone = gram.is_single();
        let weight = if alone { SINGLE_WEIGHT } else { PAIR_WEIGHT };
        let list = if alone { &mut weak } else { &mut strong };
        list.push((Occur::Should, term(fields.grams, gram.text, weight)));
    }
    let mut words: Vec<&str> = segmenter.words(&text).into_iter().map(|w| w.text).collect();
    words.sort_unstable();
    words.dedup();
    let long = words.into_iter().filter(|w| w.chars().count() > 1);
    for word in long.take(MAX_TERMS) {
        strong.push((Occur::Should, term(fields.words, word, WORD_WEIGHT)));
    }
    // A text of single characters alone has nothing stronger to go by.
    if strong.is_empty() {
        std::mem::swap(&mut strong, &mut weak);
    }
    if strong.is_empty() {
        return None;
    }
    let mut clauses: Vec<(Occur, Box<dyn Query>)> =
        vec![(Occur::Must, Box::new(BooleanQuery::new(strong)))];
    clauses.extend(weak);
    if text.chars().filter(|c| c.is_alphanumeric()).count() >= VERBATIM_FROM {
        let verbatim = exact_query(fields.exact, &text);
        clauses.push((
            Occur::Should,
            Box::new(ConstScoreQuery::new(verbatim, VERBATIM)),
        ));
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
