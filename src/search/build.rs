//! The schema of the index and how articles are written into it.

use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Index, IndexWriter, TantivyDocument};

use super::exact::{ExactTerm, exact_terms};
use super::grams::grams;
use crate::corpus::Corpus;
use crate::text::normalize::normalize;
use crate::text::segment::Segmenter;

/// Memory of the index writer, in bytes; the smallest that tantivy takes with room to spare.
const WRITER_MEMORY: usize = 64 * 1024 * 1024;

/// The fields of the index. Terms are made by this program, never by a tokenizer of the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// Position of the article among all articles of the corpus.
    pub(super) ord: Field,
    /// core or related.
    pub(super) shelf: Field,
    /// Words of the article.
    pub(super) words: Field,
    /// Characters and pairs of the article.
    pub(super) grams: Field,
    /// Characters and pairs with their places, for exact quotes.
    pub(super) exact: Field,
}

pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let terms = |record| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_index_option(record),
        )
    };
    let key = || terms(IndexRecordOption::Basic);
    let text = || terms(IndexRecordOption::WithFreqs);
    let fields = Fields {
        ord: builder.add_u64_field("ord", FAST),
        shelf: builder.add_text_field("shelf", key()),
        words: builder.add_text_field("words", text()),
        grams: builder.add_text_field("grams", text()),
        exact: builder.add_text_field("exact", terms(IndexRecordOption::WithFreqsAndPositions)),
    };
    (builder.build(), fields)
}

/// Writes every article of the corpus in order, one commit, calling `progress` with (done, all).
pub(super) fn fill(
    index: &Index,
    fields: Fields,
    corpus: &Corpus,
    segmenter: &Segmenter,
    progress: &mut dyn FnMut(usize, usize),
) -> tantivy::Result<()> {
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_MEMORY)?;
    let all: usize = corpus.laws.iter().map(|l| l.articles.len()).sum();
    let mut ord = 0;
    for law in &corpus.laws {
        for article in &law.articles {
            let text = normalize(&article.text);
            let mut document = TantivyDocument::default();
            document.add_u64(fields.ord, ord as u64);
            document.add_text(fields.shelf, shelf_key(law.shelf));
            document.add_pre_tokenized_text(
                fields.words,
                pre_tokenized(segmenter.words(&text).into_iter().map(|w| w.text)),
            );
            document.add_pre_tokenized_text(
                fields.grams,
                pre_tokenized(grams(&text).into_iter().map(|g| g.text)),
            );
            document.add_pre_tokenized_text(fields.exact, placed(&exact_terms(&text)));
            writer.add_document(document)?;
            ord += 1;
            progress(ord, all);
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()
}

pub(super) fn shelf_key(shelf: crate::corpus::Shelf) -> &'static str {
    match shelf {
        crate::corpus::Shelf::Core => "core",
        crate::corpus::Shelf::Related => "related",
    }
}

fn placed(terms: &[ExactTerm]) -> PreTokenizedString {
    let token = |term: &ExactTerm| Token {
        position: term.position,
        text: term.text.clone(),
        ..Token::default()
    };
    PreTokenizedString {
        text: String::new(),
        tokens: terms.iter().map(token).collect(),
    }
}

fn pre_tokenized<'a>(terms: impl Iterator<Item = &'a str>) -> PreTokenizedString {
    let tokens = terms
        .enumerate()
        .map(|(position, term)| Token {
            position,
            text: term.to_owned(),
            ..Token::default()
        })
        .collect();
    PreTokenizedString {
        text: String::new(),
        tokens,
    }
}
