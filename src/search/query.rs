//! What is asked of the provisions: the terms of a text, and the filters beside it.

use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::build::{Fields, shelf_key};
use super::grams::grams;
use crate::corpus::Shelf;
use crate::text::normalize::normalize;
use crate::text::segment::Segmenter;

/// Weight of a word against a gram, and of a single character: chosen on 39 staff searches, see
/// docs/relevance.md.
const WORD_WEIGHT: f32 = 1.0;
const PAIR_WEIGHT: f32 = 0.8;
const SINGLE_WEIGHT: f32 = 0.3;
/// Longer questions are cut to this many different terms of each kind: the time of a query stays bounded.
const MAX_TERMS: usize = 160;

/// A search over provisions.
#[derive(Debug, Clone, Default)]
pub struct SearchQuery {
    /// What was typed.
    pub text: String,
    /// Slug of the only law to look in.
    pub law: Option<String>,
    /// The only shelf to look on.
    pub shelf: Option<Shelf>,
    /// How many hits, and how many to pass over.
    pub limit: usize,
    /// Hits to pass over.
    pub offset: usize,
}

impl SearchQuery {
    /// The query, or `None` when the text holds nothing to look for.
    pub(super) fn compile(&self, fields: Fields, segmenter: &Segmenter) -> Option<Box<dyn Query>> {
        let text = normalize(&self.text);
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
        for word in words
            .into_iter()
            .filter(|w| w.chars().count() > 1)
            .take(MAX_TERMS)
        {
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
        if let Some(law) = &self.law {
            clauses.push((Occur::Must, filter(fields.law, law)));
        }
        if let Some(shelf) = self.shelf {
            clauses.push((Occur::Must, filter(fields.shelf, shelf_key(shelf))));
        }
        Some(Box::new(BooleanQuery::new(clauses)))
    }
}

fn term(field: Field, text: &str, weight: f32) -> Box<dyn Query> {
    let query = TermQuery::new(
        Term::from_field_text(field, text),
        IndexRecordOption::WithFreqs,
    );
    Box::new(BoostQuery::new(Box::new(query), weight))
}

/// A clause that must hold and adds nothing to the score.
fn filter(field: Field, text: &str) -> Box<dyn Query> {
    let query = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic);
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}
