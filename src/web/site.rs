//! One edition as it is served: the snapshot, and everything of it that never changes already rendered.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Bytes;

use super::pages::{entry_page, home_page};
use super::ready_page::ReadyPage;
use super::state::Settings;
use crate::snapshot::Snapshot;

/// A snapshot and its rendered pages and replies.
pub struct Site {
    pub(super) snapshot: Arc<Snapshot>,
    /// First page.
    pub(super) home: ReadyPage,
    /// `/q/{entry}` by position of the entry.
    pub(super) entry_pages: Vec<ReadyPage>,
    /// Position of every entry by its id.
    positions: HashMap<String, usize>,
    /// The JSON reply by position of the entry.
    pub(super) entry_json: Vec<Bytes>,
    /// Weak tag of every page of this edition.
    pub(super) etag: String,
}

impl Site {
    /// Renders what can be rendered ahead.
    ///
    /// # Errors
    /// When a template fails, which only memory can make it.
    pub fn new(snapshot: Arc<Snapshot>, settings: &Settings) -> Result<Self, askama::Error> {
        let composer = snapshot.answerer.composer();
        let etag = format!(
            "W/\"{:.16}-{}\"",
            snapshot.corpus.digest,
            super::assets::version()
        );
        let headers = ReadyPage::headers(&etag);
        let entries = &snapshot.corpus.entries;
        let mut entry_pages = Vec::with_capacity(entries.len());
        let mut entry_json = Vec::with_capacity(entries.len());
        for position in 0..entries.len() {
            let page = entry_page(&snapshot, position, settings, "")?;
            entry_pages.push(ReadyPage::new(&page, headers.clone()));
            let json = serde_json::to_vec(&**composer.entry(position))
                .map_err(|e| askama::Error::Custom(Box::new(e)))?;
            entry_json.push(Bytes::copy_from_slice(&json));
        }
        let positions = entries
            .iter()
            .enumerate()
            .map(|(i, e)| (e.id.clone(), i))
            .collect();
        let home = ReadyPage::new(&home_page(&snapshot, settings, None, "")?, headers);
        Ok(Self {
            snapshot,
            home,
            entry_pages,
            positions,
            entry_json,
            etag,
        })
    }

    /// Position of the entry with this id.
    pub(super) fn entry_position(&self, id: &str) -> Option<usize> {
        self.positions.get(id).copied()
    }

    /// The id an entry has now that had this one before.
    pub(super) fn renamed(&self, id: &str) -> Option<&str> {
        let entries = &self.snapshot.corpus.entries;
        entries
            .iter()
            .find(|e| e.formerly.iter().any(|f| f == id))
            .map(|e| e.id.as_str())
    }
}
