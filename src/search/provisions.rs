//! All provisions of a corpus, searchable.

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

use super::build::shelf_key;
use super::collector::EveryMatch;
use super::exact::exact_terms;
use super::query::{IndexView, VERBATIM, compile};
use super::storage::{OpenIndex, SearchError};
use super::syntax::Part;
use crate::corpus::{Corpus, Shelf};
use crate::text::normalize::normalize;
use crate::text::segment::Segmenter;

/// Where an article stands in the corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Provision {
    /// Position in [`Corpus::laws`].
    pub law: usize,
    /// Position in the law's articles.
    pub article: usize,
}

/// A provision that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProvisionHit {
    /// Which one.
    pub provision: Provision,
    /// BM25 over words and grams; comparable within one query only.
    pub score: f32,
}

impl ProvisionHit {
    /// The score without what a verbatim match adds.
    pub fn base_score(&self) -> f32 {
        if self.score >= VERBATIM {
            self.score - VERBATIM
        } else {
            self.score
        }
    }
}

/// The open index and the table from its documents to articles.
pub struct Provisions {
    open: OpenIndex,
    table: Vec<Provision>,
}

impl Provisions {
    pub(super) fn new(corpus: &Corpus, open: OpenIndex) -> Self {
        let laws = corpus.laws.iter().enumerate();
        let articles = |(law, count): (usize, usize)| {
            (0..count).map(move |article| Provision { law, article })
        };
        let table = laws
            .map(|(law, l)| (law, l.articles.len()))
            .flat_map(articles);
        Self {
            table: table.collect(),
            open,
        }
    }

    /// Everything that matches, in the order of the corpus: core shelf first, then by law and number.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn matches(
        &self,
        part: &Part,
        segmenter: &Segmenter,
    ) -> Result<Vec<ProvisionHit>, SearchError> {
        let searcher = self.open.reader.searcher();
        let Some(query) = compile(part, &self.view(&searcher), segmenter) else {
            return Ok(Vec::new());
        };
        let found = searcher.search(&query, &EveryMatch)?;
        let hits = found.into_iter().filter_map(|(ord, score)| {
            Some(ProvisionHit {
                provision: self.provision(ord)?,
                score,
            })
        });
        Ok(hits.collect())
    }

    /// The provision of a shelf that matches best.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn best(
        &self,
        part: &Part,
        shelf: Shelf,
        segmenter: &Segmenter,
    ) -> Result<Option<Provision>, SearchError> {
        let fields = self.open.fields;
        let searcher = self.open.reader.searcher();
        let Some(query) = compile(part, &self.view(&searcher), segmenter) else {
            return Ok(None);
        };
        let on_shelf = Term::from_field_text(fields.shelf, shelf_key(shelf));
        let on_shelf: Box<dyn Query> = Box::new(TermQuery::new(on_shelf, IndexRecordOption::Basic));
        let on_shelf = Box::new(ConstScoreQuery::new(on_shelf, 0.0));
        let query = BooleanQuery::new(vec![(Occur::Must, query), (Occur::Must, on_shelf)]);
        let top = searcher.search(&query, &TopDocs::with_limit(1).order_by_score())?;
        let Some((_, address)) = top.into_iter().next() else {
            return Ok(None);
        };
        let segment = searcher.segment_reader(address.segment_ord);
        let ord = segment.fast_fields().u64("ord")?.first(address.doc_id);
        Ok(ord.and_then(|ord| self.provision(ord)))
    }

    /// How many different pairs of neighbours in a text stand in no provision at all: a sign that it is mistyped.
    pub fn unknown_pairs(&self, text: &str) -> usize {
        let searcher = self.open.reader.searcher();
        let mut terms = exact_terms(&normalize(text));
        terms.retain(|t| t.text.chars().count() == 2);
        terms.sort_unstable_by(|a, b| a.text.cmp(&b.text));
        terms.dedup_by(|a, b| a.text == b.text);
        let unknown = |text: &str| {
            let term = Term::from_field_text(self.open.fields.exact, text);
            searcher.doc_freq(&term).is_ok_and(|n| n == 0)
        };
        terms.iter().filter(|t| unknown(&t.text)).count()
    }

    fn view<'a>(&self, searcher: &'a Searcher) -> IndexView<'a> {
        IndexView {
            fields: self.open.fields,
            searcher,
        }
    }

    fn provision(&self, ord: u64) -> Option<Provision> {
        self.table.get(usize::try_from(ord).ok()?).copied()
    }
}
