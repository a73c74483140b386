//! What planners read for the ids that are counted: titles of topics and entries, names of doors.

use std::collections::HashMap;

use crate::corpus::Corpus;

/// An entry as planners need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KnownEntry {
    pub(super) title: String,
    pub(super) topic: String,
    /// The door to go to first, empty for none.
    pub(super) door: String,
}

/// Titles by id.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    topics: HashMap<String, String>,
    doors: HashMap<String, String>,
    entries: HashMap<String, KnownEntry>,
    /// Ids of entries in the order of the guide.
    order: Vec<String>,
    /// Topics whose entries say what the regulation is silent about.
    silent: Vec<String>,
}

impl Catalog {
    /// Of this corpus.
    pub fn of(corpus: &Corpus) -> Self {
        let entry = |e: &crate::corpus::GuideEntry| {
            let known = KnownEntry {
                title: e.title.clone(),
                topic: e.topic.clone(),
                door: e.doors.first().cloned().unwrap_or_default(),
            };
            (e.id.clone(), known)
        };
        Self {
            topics: corpus
                .topics
                .iter()
                .map(|t| (t.id.clone(), t.title.clone()))
                .collect(),
            doors: corpus
                .doors
                .iter()
                .map(|d| (d.id.clone(), d.name.clone()))
                .collect(),
            entries: corpus.entries.iter().map(entry).collect(),
            order: corpus.entries.iter().map(|e| e.id.clone()).collect(),
            silent: corpus
                .topics
                .iter()
                .filter(|t| t.silent)
                .map(|t| t.id.clone())
                .collect(),
        }
    }

    /// Title of a topic; an id that the guide no longer has is shown as it is.
    pub fn topic(&self, id: &str) -> String {
        match self.topics.get(id) {
            Some(title) => title.clone(),
            None if id.is_empty() => "（没有主题）".to_owned(),
            None => id.to_owned(),
        }
    }

    pub(super) fn door(&self, id: &str) -> String {
        self.doors.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    pub(super) fn entry(&self, id: &str) -> Option<&KnownEntry> {
        self.entries.get(id)
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, &KnownEntry)> {
        let known = |id: &String| {
            Some((
                self.entries.get_key_value(id)?.0.as_str(),
                &self.entries[id],
            ))
        };
        self.order.iter().filter_map(known)
    }

    pub(super) fn is_silent(&self, topic: &str) -> bool {
        self.silent.iter().any(|s| s == topic)
    }
}
