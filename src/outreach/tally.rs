//! True counts of one month or one event, by everything a view shows.

use std::collections::HashMap;
use std::sync::Arc;

use super::catalog::Catalog;
use crate::answer::Outcome;
use crate::store::{CellRow, HourRow, TermRow};
use crate::topics::{Action, Channel};

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// Questions by topic.
    Topic,
    /// Questions by what became of them.
    Outcome,
    /// Questions by how they came.
    Channel,
    /// Questions by hour, 00 to 23.
    Hour,
    /// Questions by weekday, 1 (Monday) to 7.
    Weekday,
    /// Questions that were sent to another door, by that door.
    Door,
    /// Answers marked helpful, by entry.
    Helpful,
    /// Answers marked not helpful, by entry.
    NotHelpful,
    /// Questions by entry: shown as a list alone, never as numbers.
    Entry,
    /// Words of questions that found nothing.
    Term,
}

/// What became of a question: answered from what the regulation does not say.
pub(super) const NOT_IN_TEXT: &str = "not_in_text";

/// A number by what it counts, of what, and in which channel (`None`: all of them).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    pub(super) kind: Kind,
    pub(super) name: Arc<str>,
    pub(super) channel: Option<Channel>,
}

impl Key {
    /// In all channels together.
    pub(super) fn all(kind: Kind, name: &str) -> Self {
        Self {
            kind,
            name: Arc::from(name),
            channel: None,
        }
    }
}

/// True counts. Topics alone are split by channel: two tables that are both split would tell more than either.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    pub(super) counts: HashMap<Key, u64>,
    /// Outcomes and doors by topic: what the topics that are not shown add to them is not shown either.
    pub(super) by_topic: HashMap<(Kind, Arc<str>, Arc<str>), u64>,
}

impl Tally {
    fn add(&mut self, kind: Kind, name: &Arc<str>, n: u64) {
        let (name, channel) = (name.clone(), None);
        *self
            .counts
            .entry(Key {
                kind,
                name,
                channel,
            })
            .or_default() += n;
    }

    fn add_within(&mut self, kind: Kind, topic: &Arc<str>, name: &Arc<str>, n: u64) {
        self.add(kind, name, n);
        let key = (kind, topic.clone(), name.clone());
        *self.by_topic.entry(key).or_default() += n;
    }

    fn add_topic(&mut self, name: &Arc<str>, channel: Channel, n: u64) {
        let (kind, name, channel) = (Kind::Topic, name.clone(), Some(channel));
        self.add(kind, &name, n);
        *self
            .counts
            .entry(Key {
                kind,
                name,
                channel,
            })
            .or_default() += n;
    }

    /// Adds a cell of a month.
    pub(super) fn add_cell(&mut self, row: &CellRow, n: u64, catalog: &Catalog) {
        let channel = Channel::named(Some(&row.channel), Channel::None);
        match Action::from_key(&row.action) {
            Some(Action::Asked) => self.add_asked(row, channel, n, catalog),
            Some(Action::Helpful) => self.add(Kind::Helpful, &row.entry, n),
            Some(Action::NotHelpful) => self.add(Kind::NotHelpful, &row.entry, n),
            _ => {}
        }
    }

    fn add_asked(&mut self, row: &CellRow, channel: Channel, n: u64, catalog: &Catalog) {
        self.add_topic(&row.topic, channel, n);
        self.add(Kind::Channel, &Arc::from(channel.key()), n);
        let is_answered = &*row.outcome == Outcome::Answered.key();
        if is_answered && catalog.is_silent(&row.topic) {
            self.add_within(Kind::Outcome, &row.topic, &Arc::from(NOT_IN_TEXT), n);
        } else {
            self.add_within(Kind::Outcome, &row.topic, &row.outcome, n);
        }
        if row.entry.is_empty() {
            return;
        }
        self.add(Kind::Entry, &row.entry, n);
        if let Some(entry) = catalog.entry(&row.entry)
            && &*row.outcome == Outcome::Redirected.key()
            && !entry.door.is_empty()
        {
            self.add_within(Kind::Door, &row.topic, &Arc::from(entry.door.as_str()), n);
        }
    }

    /// Adds an hour of a day; one whose hour is not kept any more counts by its weekday alone.
    pub(super) fn add_hour(&mut self, row: &HourRow, n: u64) {
        if row.hour < 24 {
            self.add(Kind::Hour, &Arc::from(format!("{:02}", row.hour)), n);
        }
        if let Some(weekday) = weekday(row.day) {
            self.add(Kind::Weekday, &Arc::from(weekday.to_string()), n);
        }
    }

    /// Adds a word. Words know no channel.
    pub(super) fn add_term(&mut self, row: &TermRow, n: u64) {
        self.add(Kind::Term, &row.term, n);
    }
}

/// 1 (Monday) to 7 of a day like 20261123.
fn weekday(day: i64) -> Option<i8> {
    let year = i16::try_from(day / 10_000).ok()?;
    let month = i8::try_from(day / 100 % 100).ok()?;
    let date = jiff::civil::Date::new(year, month, i8::try_from(day % 100).ok()?);
    Some(date.ok()?.weekday().to_monday_one_offset())
}
