//! Exact quotes: every verbatim stretch of an article is found, wherever words begin and end. Letters and digits
//! count one by one with their places; punctuation and spaces do not.

use tantivy::Term;
use tantivy::query::{EmptyQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use crate::text::normalize::normalize;

/// A character or a pair of neighbours, and which character of the text it begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ExactTerm {
    pub(super) text: String,
    pub(super) position: usize,
}

/// Every character and every pair of a text in normal form, in order of their places.
pub(super) fn exact_terms(normal: &str) -> Vec<ExactTerm> {
    let letters = letters(normal);
    let mut terms = Vec::with_capacity(2 * letters.len());
    for position in 0..letters.len() {
        for length in [1, 2] {
            if let Some(text) = letters.get(position..position + length) {
                terms.push(ExactTerm {
                    text: text.iter().collect(),
                    position,
                });
            }
        }
    }
    terms
}

/// The articles in which these words stand together; none where there are no words.
pub(super) fn exact_query(field: Field, words: &str) -> Box<dyn Query> {
    let letters = letters(&normalize(words));
    let term = |text: &[char]| {
        let text: String = text.iter().collect();
        Term::from_field_text(field, &text)
    };
    match letters.len() {
        0 => Box::new(EmptyQuery),
        1 | 2 => Box::new(TermQuery::new(term(&letters), IndexRecordOption::WithFreqs)),
        // Every second pair and the last one cover the whole stretch.
        length => {
            let mut starts: Vec<usize> = (0..length - 1).step_by(2).collect();
            if starts.last() != Some(&(length - 2)) {
                starts.push(length - 2);
            }
            let terms = starts.into_iter().map(|s| (s, term(&letters[s..s + 2])));
            phrase(terms.collect())
        }
    }
}

fn phrase(terms: Vec<(usize, Term)>) -> Box<dyn Query> {
    match <[(usize, Term); 1]>::try_from(terms) {
        Ok([(_, term)]) => Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
        Err(terms) => Box::new(PhraseQuery::new_with_offset(terms)),
    }
}

fn letters(normal: &str) -> Vec<char> {
    normal.chars().filter(|c| c.is_alphanumeric()).collect()
}
