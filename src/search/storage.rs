//! Where the index lives. It is built beside and swapped in whole, so a half-written index is never
//! served; one that is damaged or of another identity is made anew; a folder that cannot be written
//! means an index in memory. Two processes that start on one empty folder both serve.

use std::path::{Path, PathBuf};

use tantivy::directory::MmapDirectory;
use tantivy::{Index, IndexReader, ReloadPolicy};

use super::build::{Fields, fill, schema};
use super::identity::Identity;
use crate::corpus::Corpus;
use crate::text::segment::Segmenter;

const IDENTITY_FILE: &str = "identity.txt";

/// What can go wrong with an index.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// tantivy could not build, open or read.
    #[error("索引出错：{0}")]
    Index(#[from] tantivy::TantivyError),
    /// A folder could not be made, renamed or removed.
    #[error("索引文件夹出错：{0}")]
    Folder(#[from] std::io::Error),
}

/// How the index in use came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexPlace {
    /// Found on disk, whole and of the right identity.
    Opened,
    /// Made anew on disk.
    Built,
    /// Held in memory, because the folder cannot be used.
    InMemory,
}

/// An open index.
pub(super) struct OpenIndex {
    pub(super) reader: IndexReader,
    pub(super) fields: Fields,
}

/// Opens the index of this corpus below `dir`, building it when it is absent, damaged or of another
/// identity. `segmenter` is asked for only when something has to be built.
///
/// # Errors
/// Only when not even an index in memory can be made.
pub fn open_or_build(
    dir: Option<&Path>,
    corpus: &Corpus,
    segmenter: &dyn Fn() -> Segmenter,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<(super::Provisions, IndexPlace), SearchError> {
    let identity = Identity::of(corpus);
    if let Some(dir) = dir {
        let folder = dir.join(identity.folder());
        if let Some(open) = open_checked(&folder, &identity) {
            return Ok((super::Provisions::new(corpus, open), IndexPlace::Opened));
        }
        match build_beside(dir, &folder, &identity, corpus, segmenter, progress) {
            Ok(open) => return Ok((super::Provisions::new(corpus, open), IndexPlace::Built)),
            Err(error) => tracing::warn!(%error, "index folder unusable, indexing in memory"),
        }
    }
    let (schema, fields) = schema();
    let index = Index::create_in_ram(schema);
    fill(&index, fields, corpus, &segmenter(), progress)?;
    let open = OpenIndex {
        reader: reader(&index)?,
        fields,
    };
    Ok((super::Provisions::new(corpus, open), IndexPlace::InMemory))
}

/// The folder in which the index of this corpus lies, below `dir`.
pub fn index_folder(dir: &Path, corpus: &Corpus) -> PathBuf {
    dir.join(Identity::of(corpus).folder())
}

/// The index in `folder` when its identity and its checksums are right.
fn open_checked(folder: &Path, identity: &Identity) -> Option<OpenIndex> {
    let text = std::fs::read_to_string(folder.join(IDENTITY_FILE)).ok()?;
    if text != identity.text() {
        return None;
    }
    let (expected, fields) = schema();
    let open = || -> tantivy::Result<Option<OpenIndex>> {
        let index = Index::open(MmapDirectory::open(folder)?)?;
        if index.schema() != expected || !index.validate_checksum()?.is_empty() {
            return Ok(None);
        }
        Ok(Some(OpenIndex {
            reader: reader(&index)?,
            fields,
        }))
    };
    match open() {
        Ok(open) => open,
        Err(error) => {
            tracing::warn!(%error, "index on disk is damaged, building it anew");
            None
        }
    }
}

fn build_beside(
    dir: &Path,
    folder: &Path,
    identity: &Identity,
    corpus: &Corpus,
    segmenter: &dyn Fn() -> Segmenter,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<OpenIndex, SearchError> {
    std::fs::create_dir_all(dir)?;
    let beside = dir.join(format!("building-{}", std::process::id()));
    remove(&beside)?;
    std::fs::create_dir(&beside)?;
    let built = (|| -> Result<(), SearchError> {
        let (schema, fields) = schema();
        let index = Index::create_in_dir(&beside, schema)?;
        fill(&index, fields, corpus, &segmenter(), progress)?;
        // The identity goes in last: a folder without it is not an index.
        std::fs::write(beside.join(IDENTITY_FILE), identity.text())?;
        Ok(())
    })();
    if let Err(error) = built {
        remove(&beside)?;
        return Err(error);
    }
    swap_in(&beside, folder, identity)?;
    remove_outdated(dir, folder);
    open_checked(folder, identity)
        .ok_or_else(|| SearchError::Folder(std::io::Error::other("the new index cannot be opened")))
}

/// Moves the finished index into place. Another process may have put its own there meanwhile.
fn swap_in(beside: &Path, folder: &Path, identity: &Identity) -> Result<(), SearchError> {
    if std::fs::rename(beside, folder).is_ok() {
        return Ok(());
    }
    if open_checked(folder, identity).is_some() {
        return Ok(remove(beside)?);
    }
    remove(folder)?;
    std::fs::rename(beside, folder).or_else(|error| {
        let lost_race = open_checked(folder, identity).is_some();
        remove(beside)?;
        if lost_race {
            Ok(())
        } else {
            Err(SearchError::Folder(error))
        }
    })
}

/// Removes indexes of other identities. A process that still has one open keeps its mapped files.
fn remove_outdated(dir: &Path, keep: &Path) {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    let outdated = |path: &PathBuf| {
        path != keep
            && path.is_dir()
            && path.join(IDENTITY_FILE).is_file()
            && !path
                .file_name()
                .is_some_and(|n| n.to_string_lossy().starts_with("building-"))
    };
    for path in entries.flatten().map(|e| e.path()).filter(outdated) {
        if let Err(error) = std::fs::remove_dir_all(&path) {
            tracing::warn!(%error, "an outdated index could not be removed");
        }
    }
}

fn remove(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn reader(index: &Index) -> tantivy::Result<IndexReader> {
    index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into()
}
