//! All provisions of a corpus, searchable.

use tantivy::collector::{Count, TopDocs};

use super::query::SearchQuery;
use super::storage::{OpenIndex, SearchError};
use crate::corpus::Corpus;
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

/// The open index and the table from its documents to articles.
pub struct Provisions {
    open: OpenIndex,
    table: Vec<Provision>,
}

impl Provisions {
    pub(super) fn new(corpus: &Corpus, open: OpenIndex) -> Self {
        let table = corpus
            .laws
            .iter()
            .enumerate()
            .flat_map(|(law, l)| {
                (0..l.articles.len()).map(move |article| Provision { law, article })
            })
            .collect();
        Self { open, table }
    }

    /// The best hits and how many there are in all.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(
        &self,
        query: &SearchQuery,
        segmenter: &Segmenter,
    ) -> Result<(Vec<ProvisionHit>, usize), SearchError> {
        let Some(compiled) = query.compile(self.open.fields, segmenter) else {
            return Ok((Vec::new(), 0));
        };
        let searcher = self.open.reader.searcher();
        let top = TopDocs::with_limit(query.limit.max(1))
            .and_offset(query.offset)
            .order_by_score();
        let (found, total) = searcher.search(&compiled, &(top, Count))?;
        let mut hits = Vec::with_capacity(found.len());
        for (score, address) in found.into_iter().take(query.limit) {
            let ords = searcher
                .segment_reader(address.segment_ord)
                .fast_fields()
                .u64("ord")?;
            let ord = ords
                .first(address.doc_id)
                .and_then(|o| usize::try_from(o).ok());
            if let Some(provision) = ord.and_then(|o| self.table.get(o)) {
                hits.push(ProvisionHit {
                    provision: *provision,
                    score,
                });
            }
        }
        Ok((hits, total))
    }
}
