//! What planners see of the counts, under the rule of small numbers: a cell is shown from 5 up, a smaller
//! one as "<5"; a total is the sum of the numbers shown and says 至少. Pages, exports and the command
//! line all show these views and nothing else.

use std::collections::BTreeMap;

use super::cell::{Action, Channel};
use super::period::Period;
use crate::answer::Outcome;
use crate::store::{Store, StoreError};

/// Smallest number that is shown.
const SMALLEST: u64 = 5;

/// A number as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// Fewer than five.
    Few,
    /// From five up.
    Exact(u64),
}

impl Shown {
    /// The rule, on an aggregated cell.
    pub fn of(n: u64) -> Self {
        if n < SMALLEST {
            Self::Few
        } else {
            Self::Exact(n)
        }
    }

    /// What it adds to a total.
    pub fn counted(self) -> u64 {
        match self {
            Self::Few => 0,
            Self::Exact(n) => n,
        }
    }
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Few => f.pad("<5"),
            Self::Exact(n) => f.pad(&n.to_string()),
        }
    }
}

/// A line of a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Id of what is counted; empty for none.
    pub key: String,
    /// Channel, in views that tell channels apart.
    pub channel: Option<Channel>,
    /// 人次.
    pub shown: Shown,
}

/// One table: what was asked in a period, by topic or by outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Largest first; equal ones, and all "<5", by key, so that order tells nothing more.
    pub rows: Vec<Row>,
    /// Sum of the numbers shown; the true total is at least this.
    pub at_least: u64,
}

impl View {
    /// Questions by topic.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn by_topic(store: &Store, period: &Period, by_channel: bool) -> Result<Self, StoreError> {
        Self::collect(store, period, by_channel, |key| key[2].clone())
    }

    /// Questions by outcome.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn by_outcome(
        store: &Store,
        period: &Period,
        by_channel: bool,
    ) -> Result<Self, StoreError> {
        Self::collect(store, period, by_channel, |key| {
            Outcome::from_key(&key[4]).map_or_else(String::new, |o| o.key().to_owned())
        })
    }

    fn collect(
        store: &Store,
        period: &Period,
        by_channel: bool,
        name: impl Fn(&[String; 6]) -> String,
    ) -> Result<Self, StoreError> {
        let cells = store.cells(&period.first.to_string(), &period.last.to_string())?;
        let mut sums: BTreeMap<(String, Option<Channel>), u64> = BTreeMap::new();
        for (key, n) in cells
            .iter()
            .filter(|(key, _)| key[5] == Action::Asked.key())
        {
            let channel = by_channel.then(|| Channel::named(Some(&key[0]), Channel::None));
            *sums.entry((name(key), channel)).or_default() += n;
        }
        Ok(Self::of(sums))
    }

    fn of(sums: BTreeMap<(String, Option<Channel>), u64>) -> Self {
        let mut rows: Vec<Row> = sums
            .into_iter()
            .map(|((key, channel), n)| Row {
                key,
                channel,
                shown: Shown::of(n),
            })
            .collect();
        rows.sort_by(|a, b| {
            b.shown
                .cmp(&a.shown)
                .then_with(|| (&a.key, a.channel).cmp(&(&b.key, b.channel)))
        });
        let at_least = rows.iter().map(|r| r.shown.counted()).sum();
        Self { rows, at_least }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_below_five_are_hidden_and_count_nothing_in_the_total() {
        let sums =
            [("a", 4), ("b", 5), ("c", 12), ("d", 1)].map(|(k, n)| ((k.to_owned(), None), n));
        let view = View::of(sums.into_iter().collect());
        let lines: Vec<String> = view
            .rows
            .iter()
            .map(|r| format!("{} {}", r.key, r.shown))
            .collect();
        assert_eq!(lines, ["c 12", "b 5", "a <5", "d <5"]);
        assert_eq!(view.at_least, 17);
    }
}
