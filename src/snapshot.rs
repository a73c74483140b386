//! Everything that is served, over one edition of the corpus, put together once and never changed: a
//! request sees one snapshot whole.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::answer::{Answerer, KeptModel, Matcher};
use crate::citations::{CitationChecker, CrossReferences};
use crate::corpus::{Corpus, Faults, Source};
use crate::embedded;
use crate::search::{IndexPlace, Provisions, SearchError, index_folder, open_or_build};
use crate::text::segment::Segmenter;

/// Why there is no snapshot.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The corpus is at fault.
    #[error("语料有误：\n{0}")]
    Corpus(Faults),
    /// The corpus folder cannot be read.
    #[error("读不了语料文件夹 {path}：{cause}")]
    Unreadable {
        /// The folder.
        path: String,
        /// Why.
        cause: std::io::Error,
    },
    /// The index cannot be made.
    #[error(transparent)]
    Index(#[from] SearchError),
    /// The lists of words are too long.
    #[error("词表过大：{0}")]
    Words(#[from] aho_corasick::BuildError),
}

// By hand: a source would be printed a second time, and the list of faults is long enough once.
impl From<Faults> for SnapshotError {
    fn from(faults: Faults) -> Self {
        Self::Corpus(faults)
    }
}

/// One edition, ready to answer.
pub struct Snapshot {
    /// Laws, guide and all else.
    pub corpus: Arc<Corpus>,
    /// Answers questions.
    pub answerer: Answerer,
    /// Finds provisions.
    pub provisions: Arc<Provisions>,
    /// Finds and checks citations.
    pub citations: CitationChecker,
    /// How the index came about.
    pub index_place: IndexPlace,
    cross_references: OnceLock<CrossReferences>,
    segmenter: Arc<OnceLock<Segmenter>>,
}

/// Reads a corpus: from a folder, or the one inside the binary.
///
/// # Errors
/// When the folder cannot be read or the corpus is at fault.
pub fn load_corpus(dir: Option<&Path>) -> Result<Corpus, SnapshotError> {
    load_with(dir, Corpus::load)
}

fn load_with(
    dir: Option<&Path>,
    load: fn(Source, Option<&Source>) -> Result<Corpus, Faults>,
) -> Result<Corpus, SnapshotError> {
    let builtin = embedded::corpus();
    let source = match dir {
        None => return Ok(load(builtin, None)?),
        Some(dir) => Source::from_dir(dir).map_err(|cause| SnapshotError::Unreadable {
            path: dir.display().to_string(),
            cause,
        })?,
    };
    Ok(load(source, Some(&builtin))?)
}

impl Snapshot {
    /// Reads a corpus and puts everything together. Where the matcher was kept from before, its stories are not
    /// read again: they are a third of the corpus, and only teach.
    ///
    /// # Errors
    /// When the corpus is unreadable or at fault, or no index can be made.
    pub fn open(
        dir: Option<&Path>,
        index_dir: &Path,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Self, SnapshotError> {
        let corpus = load_with(dir, Corpus::load_without_stories)?;
        let folder = index_folder(index_dir, &corpus);
        match KeptModel::open(&folder, &corpus.digest) {
            Some(kept) => Self::put_together(corpus, Some(index_dir), Some(kept), progress),
            None => Self::build(load_corpus(dir)?, Some(index_dir), progress),
        }
    }

    /// Puts everything together; the index and the matcher are opened below `index_dir` or built there.
    ///
    /// # Errors
    /// When the corpus is at fault or no index can be made.
    pub fn build(
        corpus: Corpus,
        index_dir: Option<&Path>,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Self, SnapshotError> {
        Self::put_together(corpus, index_dir, None, progress)
    }

    fn put_together(
        corpus: Corpus,
        index_dir: Option<&Path>,
        kept: Option<KeptModel>,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Self, SnapshotError> {
        let corpus = Arc::new(corpus);
        let segmenter = Arc::new(OnceLock::new());
        // The dictionary loads beside everything else; only building an index has to wait for it.
        let loading = {
            let (corpus, segmenter) = (corpus.clone(), segmenter.clone());
            std::thread::spawn(move || {
                segmenter.get_or_init(|| words_of(&corpus));
            })
        };
        let wait = || segmenter.get_or_init(|| words_of(&corpus)).clone();
        let (provisions, index_place) = open_or_build(index_dir, &corpus, &wait, progress)?;
        let provisions = Arc::new(provisions);
        let folder = match index_place {
            IndexPlace::InMemory => None,
            IndexPlace::Opened | IndexPlace::Built => index_dir.map(|d| index_folder(d, &corpus)),
        };
        let matcher = Matcher::open_or_train(corpus.clone(), folder.as_deref(), kept)?;
        let answerer = Answerer::new(
            corpus.clone(),
            matcher,
            provisions.clone(),
            segmenter.clone(),
        )?;
        drop(loading);
        Ok(Self {
            citations: CitationChecker::new(corpus.clone())?,
            cross_references: OnceLock::new(),
            corpus,
            answerer,
            provisions,
            index_place,
            segmenter,
        })
    }

    /// Which articles name which; read when it is first asked for.
    pub fn cross_references(&self) -> &CrossReferences {
        self.cross_references
            .get_or_init(|| CrossReferences::of(&self.citations, &self.corpus))
    }

    /// The segmenter; waits for its dictionary if it is still loading.
    pub fn segmenter(&self) -> &Segmenter {
        self.segmenter.get_or_init(|| words_of(&self.corpus))
    }
}

fn words_of(corpus: &Corpus) -> Segmenter {
    let lexicon = &corpus.lexicon;
    Segmenter::new(
        &lexicon.dictionary,
        lexicon.words.iter().map(String::as_str),
    )
}
