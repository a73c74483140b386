//! The numbers of one scope: of a month as released; of a quarter and a year put together from what their months tell; of
//! an event as released, within what its months tell.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::catalog::Catalog;
use super::figure::{Figure, SMALLEST};
use super::ledger::Ledger;
use super::release::{EventMonth, Release};
use super::scope::Scope;
use super::settle::{Cell, over_parts, summed};
use super::tally::{Key, Kind, Tally};
use crate::store::{Store, StoreError};
use crate::topics::{Channel, Period};

/// The numbers of one scope.
#[derive(Debug, Clone)]
pub struct View {
    /// Of what.
    pub scope: Scope,
    cells: BTreeMap<Key, Cell>,
    /// Month (202611) and the sum of its topics, in a quarter or a year.
    months: Vec<(i64, u64)>,
}

impl View {
    /// Reads and releases the numbers of a scope.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn load(store: &mut Store, scope: Scope, catalog: &Catalog) -> Result<Self, StoreError> {
        let months = match &scope {
            Scope::Period(period) => period.months(),
            Scope::Event(event) => store.months_of_event(&event.code)?,
        };
        let (first, last) = match (months.first(), months.last()) {
            (Some(first), Some(last)) => (*first, *last),
            _ => (0, 0),
        };
        let ledger = Ledger::load(store, first, last, catalog)?;
        Ok(Self::of(scope, &ledger))
    }

    pub(super) fn of(scope: Scope, ledger: &Ledger) -> Self {
        let release = |month: i64| {
            ledger
                .months
                .get(&month)
                .map(Release::of)
                .unwrap_or_default()
        };
        match &scope {
            Scope::Period(period) => {
                let months = period
                    .months()
                    .into_iter()
                    .map(|m| (m, release(m)))
                    .collect();
                Self::of_period(scope.clone(), period, months)
            }
            Scope::Event(event) => {
                let months = ledger.events.get(event.code.as_str());
                let months = months.into_iter().flat_map(|months| months.keys());
                let parts: Vec<EventMonth<'_>> = months
                    .filter_map(|m| event_month(ledger, &event.code, *m, release(*m)))
                    .collect();
                let own = Release::of_event(&parts);
                Self {
                    scope,
                    cells: own.cells,
                    months: Vec::new(),
                }
            }
        }
    }

    fn of_period(scope: Scope, period: &Period, months: Vec<(i64, Release)>) -> Self {
        if let [(_, month)] = months.as_slice() {
            return Self {
                scope,
                cells: month.cells.clone(),
                months: Vec::new(),
            };
        }
        let keys: BTreeSet<&Key> = months.iter().flat_map(|(_, m)| m.cells.keys()).collect();
        let cells = keys.into_iter().map(|key| {
            let parts: Vec<Cell> = months
                .iter()
                .map(|(_, m)| m.cells.get(key).copied().unwrap_or(Cell::new(0)))
                .collect();
            let cell = Cell {
                truth: parts.iter().map(|p| p.truth).sum(),
                figure: figure_over(key, &parts, period),
            };
            (key.clone(), cell)
        });
        Self {
            scope,
            cells: cells.collect(),
            months: months
                .iter()
                .map(|(n, m)| (*n, m.sum(Kind::Topic, None)))
                .collect(),
        }
    }

    /// The names of one table and their numbers, the largest first.
    pub(super) fn rows(&self, kind: Kind) -> Vec<(Arc<str>, Figure)> {
        let of = |(k, _): &(&Key, &Cell)| k.kind == kind && k.channel.is_none();
        let mut rows: Vec<(Arc<str>, Figure)> = self
            .cells
            .iter()
            .filter(of)
            .map(|(k, c)| (k.name.clone(), c.figure))
            .collect();
        // Equal ones, and all that are hidden, by name: their order tells nothing more.
        rows.sort_by(|a, b| b.1.low().cmp(&a.1.low()).then_with(|| a.0.cmp(&b.0)));
        rows
    }

    /// One number; nothing was counted where there is none.
    pub(super) fn figure(&self, kind: Kind, name: &str, channel: Option<Channel>) -> Figure {
        let key = Key {
            kind,
            name: Arc::from(name),
            channel,
        };
        self.cells.get(&key).map_or(Figure::Few, |c| c.figure)
    }

    /// Channels that something came by.
    pub(super) fn channels(&self) -> Vec<Channel> {
        let came = |c: &Channel| self.cells.contains_key(&Key::all(Kind::Channel, c.key()));
        Channel::ALL.into_iter().filter(came).collect()
    }

    /// Every number with the true one, for those who try to find what is hidden.
    #[cfg(test)]
    pub(super) fn numbers(&self) -> impl Iterator<Item = (Key, Figure, u64)> {
        self.cells
            .iter()
            .map(|(k, c)| (k.clone(), c.figure, c.truth))
    }

    /// Months and the sums of their topics.
    pub(super) fn months(&self) -> &[(i64, u64)] {
        &self.months
    }

    /// Whether an entry was shown at least five times.
    pub(super) fn is_seen(&self, entry: &str) -> bool {
        let key = Key::all(Kind::Entry, entry);
        self.cells.get(&key).is_some_and(|c| c.truth >= SMALLEST)
    }

    /// Entries that were shown at least five times, the most often shown first.
    pub(super) fn seen(&self) -> Vec<Arc<str>> {
        let of = |(k, c): &(&Key, &Cell)| {
            k.kind == Kind::Entry && k.channel.is_none() && c.truth >= SMALLEST
        };
        let mut seen: Vec<(&Key, &Cell)> = self.cells.iter().filter(of).collect();
        seen.sort_by(|a, b| b.1.truth.cmp(&a.1.truth).then_with(|| a.0.cmp(b.0)));
        seen.into_iter().map(|(k, _)| k.name.clone()).collect()
    }
}

/// An event in a month, between the other events of that month.
fn event_month<'a>(
    ledger: &'a Ledger,
    code: &str,
    month: i64,
    release: Release,
) -> Option<EventMonth<'a>> {
    let in_month = |(code, months): (&'a Arc<str>, &'a BTreeMap<i64, Tally>)| {
        Some((code, months.get(&month)?))
    };
    let mut events: Vec<_> = ledger.events.iter().filter_map(in_month).collect();
    events.sort_by_key(|(code, _)| *code);
    Some(EventMonth {
        own: events.iter().position(|(c, _)| ***c == *code)?,
        events: events.into_iter().map(|(_, tally)| tally).collect(),
        whole: ledger.months.get(&month)?,
        month: release,
    })
}

/// What a quarter or a year shows of one number.
fn figure_over(key: &Key, months: &[Cell], period: &Period) -> Figure {
    if key.kind != Kind::Topic || key.channel.is_some() {
        return summed(months);
    }
    let hidden = |parts: &[Cell]| {
        parts
            .iter()
            .filter(|p| (1..SMALLEST).contains(&p.truth))
            .count() as u64
    };
    if period.months().len() <= 3 {
        return over_parts(months, hidden(months));
    }
    let quarters: Vec<Cell> = months
        .chunks(3)
        .map(|months| Cell {
            truth: months.iter().map(|m| m.truth).sum(),
            figure: over_parts(months, hidden(months)),
        })
        .collect();
    let unexplained = |q: &[Cell]| {
        let months = months
            .chunks(3)
            .zip(q)
            .filter(|(_, q)| q.truth > q.figure.low());
        months.map(|(m, _)| hidden(m)).sum()
    };
    over_parts(&quarters, unexplained(&quarters))
}
