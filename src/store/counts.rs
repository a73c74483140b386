//! Counters as rows. Names are kept once and stand in cells by number. Each cell is kept by the day and, summed, by the
//! month; both in the same transaction.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::database::Store;
use super::error::StoreError;
use super::value::Value;

/// A day as a number: 20261123.
pub type DayNumber = i64;

/// A cell: what was asked or done. `when` is a day (20261123) or a month (202611), by where it is used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellRow {
    /// Day or month as a number.
    pub when: i64,
    /// Channel.
    pub channel: Arc<str>,
    /// Code of the event, empty for none.
    pub event: Arc<str>,
    /// Topic, empty for none.
    pub topic: Arc<str>,
    /// Entry, empty for none.
    pub entry: Arc<str>,
    /// Outcome.
    pub outcome: Arc<str>,
    /// Action.
    pub action: Arc<str>,
}

/// When people came. An hour of 24 means that the hour is not kept any more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct HourRow {
    /// Day as a number.
    pub day: DayNumber,
    /// 0 to 23, or 24.
    pub hour: i64,
    /// Channel.
    pub channel: Arc<str>,
    /// Event.
    pub event: Arc<str>,
}

/// A reviewed word of questions that found nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TermRow {
    /// Day as a number.
    pub day: DayNumber,
    /// Event.
    pub event: Arc<str>,
    /// The word.
    pub term: Arc<str>,
}

/// What is added at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountBatch {
    /// Cells by day.
    pub cells: Vec<(CellRow, i64)>,
    /// Hours.
    pub hours: Vec<(HourRow, i64)>,
    /// Words.
    pub terms: Vec<(TermRow, i64)>,
}

impl CountBatch {
    /// Whether there is nothing to add.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.hours.is_empty() && self.terms.is_empty()
    }

    /// Sum of the cells' counts.
    pub fn total(&self) -> i64 {
        self.cells.iter().map(|(_, n)| n).sum()
    }

    /// In the order of their keys: two writers that lock rows in one order never wait for each other in a circle.
    fn sort(&mut self) {
        self.cells.sort_unstable();
        self.hours.sort_unstable();
        self.terms.sort_unstable();
    }

    fn names(&self) -> Vec<&str> {
        let cells = self.cells.iter().flat_map(|(c, _)| {
            [
                &c.channel, &c.event, &c.topic, &c.entry, &c.outcome, &c.action,
            ]
        });
        let hours = self.hours.iter().flat_map(|(h, _)| [&h.channel, &h.event]);
        let terms = self.terms.iter().flat_map(|(t, _)| [&t.event, &t.term]);
        let mut names: Vec<&str> = cells.chain(hours).chain(terms).map(|n| &**n).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

impl Store {
    /// Adds to counters: all of the batch or nothing.
    ///
    /// # Errors
    /// When the batch could not be written; nothing of it is then.
    pub fn add(&mut self, batch: CountBatch) -> Result<(), StoreError> {
        self.transaction(|s| s.add_inside(batch))
    }

    /// Adds a batch unless one of this id was added before; whether it was added now.
    ///
    /// # Errors
    /// When the batch could not be written; nothing of it is then, unless the connection broke while it was being
    /// confirmed: asking again with the same id tells.
    pub fn add_once(&mut self, id: &str, at: i64, batch: CountBatch) -> Result<bool, StoreError> {
        self.transaction(|s| {
            let insert = "INSERT INTO batches VALUES (?1, ?2) ON CONFLICT DO NOTHING";
            let is_new = s.execute(insert, &[id.into(), at.into()])? > 0;
            if is_new {
                s.add_inside(batch)?;
            }
            Ok(is_new)
        })
    }

    pub(super) fn add_inside(&mut self, mut batch: CountBatch) -> Result<(), StoreError> {
        batch.sort();
        self.learn(&batch.names())?;
        let mut months: BTreeMap<CellRow, i64> = BTreeMap::new();
        for (cell, n) in &batch.cells {
            let values = self.cell_values(cell, *n);
            self.execute(
                "INSERT INTO cells VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (day, channel, event, topic, entry, outcome, action) DO UPDATE SET n = cells.n + excluded.n",
                &values,
            )?;
            let mut month = cell.clone();
            month.when /= 100;
            *months.entry(month).or_default() += n;
        }
        // After all cells, in order: rows that two machines lock alternately would let them wait in a circle.
        for (month, n) in &months {
            let values = self.cell_values(month, *n);
            self.execute(
                "INSERT INTO months VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (month, channel, event, topic, entry, outcome, action) DO UPDATE SET n = months.n + excluded.n",
                &values,
            )?;
        }
        for (hour, n) in &batch.hours {
            let (channel, event) = (self.id(&hour.channel), self.id(&hour.event));
            self.execute(
                "INSERT INTO hours VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (day, hour, channel, event) DO UPDATE SET n = hours.n + excluded.n",
                &[
                    hour.day.into(),
                    hour.hour.into(),
                    channel,
                    event,
                    (*n).into(),
                ],
            )?;
        }
        for (term, n) in &batch.terms {
            let (event, word) = (self.id(&term.event), self.id(&term.term));
            self.execute(
                "INSERT INTO terms VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (day, event, term) DO UPDATE SET n = terms.n + excluded.n",
                &[term.day.into(), event, word, (*n).into()],
            )?;
        }
        Ok(())
    }

    fn cell_values(&self, cell: &CellRow, n: i64) -> [Value; 8] {
        [
            cell.when.into(),
            self.id(&cell.channel),
            self.id(&cell.event),
            self.id(&cell.topic),
            self.id(&cell.entry),
            self.id(&cell.outcome),
            self.id(&cell.action),
            n.into(),
        ]
    }

    /// The number of a name that was learnt.
    fn id(&self, name: &str) -> Value {
        Value::Int(self.names.get(name).copied().unwrap_or_default())
    }

    /// Sees to it that these names have numbers, and knows them.
    fn learn(&mut self, names: &[&str]) -> Result<(), StoreError> {
        for name in names {
            if self.names.contains_key(*name) {
                continue;
            }
            let known = "SELECT id FROM names WHERE name = ?1";
            let mut rows = self.query(known, &[(*name).into()])?;
            if rows.is_empty() {
                let insert = "INSERT INTO names (name) VALUES (?1) ON CONFLICT DO NOTHING";
                self.execute(insert, &[(*name).into()])?;
                rows = self.query(known, &[(*name).into()])?;
            }
            let id = rows.first().map_or(0, |r| r.int(0));
            self.names.insert((*name).to_owned(), id);
        }
        Ok(())
    }

    /// The cells of these days, both included, by day.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn cells(
        &mut self,
        first: DayNumber,
        last: DayNumber,
    ) -> Result<Vec<(CellRow, u64)>, StoreError> {
        self.cell_rows(
            "cells WHERE day BETWEEN ?1 AND ?2",
            &[first.into(), last.into()],
        )
    }

    /// The sums of these months (202611), both included.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn months(&mut self, first: i64, last: i64) -> Result<Vec<(CellRow, u64)>, StoreError> {
        self.cell_rows(
            "months WHERE month BETWEEN ?1 AND ?2",
            &[first.into(), last.into()],
        )
    }

    /// The months in which something was counted at this event.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn months_of_event(&mut self, event: &str) -> Result<Vec<i64>, StoreError> {
        let rows = self.query(
            "SELECT DISTINCT month FROM months WHERE event = (SELECT id FROM names WHERE name = ?1) ORDER BY month",
            &[event.into()],
        )?;
        Ok(rows.iter().map(|r| r.int(0)).collect())
    }

    fn cell_rows(&mut self, of: &str, values: &[Value]) -> Result<Vec<(CellRow, u64)>, StoreError> {
        let names = self.all_names()?;
        let rows = self.query(&format!("SELECT * FROM {of}"), values)?;
        let name = |id: i64| names.get(&id).cloned().unwrap_or_else(|| Arc::from(""));
        let row = |r: &super::value::Row| {
            let row = CellRow {
                when: r.int(0),
                channel: name(r.int(1)),
                event: name(r.int(2)),
                topic: name(r.int(3)),
                entry: name(r.int(4)),
                outcome: name(r.int(5)),
                action: name(r.int(6)),
            };
            // A sum of increments is never negative.
            (row, u64::try_from(r.int(7)).unwrap_or(0))
        };
        Ok(rows.iter().map(row).collect())
    }

    /// The hours of these days, both included.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn hours(
        &mut self,
        first: DayNumber,
        last: DayNumber,
    ) -> Result<Vec<(HourRow, u64)>, StoreError> {
        let rows = self.query(
            "SELECT day, hour, c.name, e.name, n FROM hours
             JOIN names c ON c.id = channel JOIN names e ON e.id = event WHERE day BETWEEN ?1 AND ?2",
            &[first.into(), last.into()],
        )?;
        let row = |r: &super::value::Row| {
            let row = HourRow {
                day: r.int(0),
                hour: r.int(1),
                channel: r.text(2).into(),
                event: r.text(3).into(),
            };
            (row, u64::try_from(r.int(4)).unwrap_or(0))
        };
        Ok(rows.iter().map(row).collect())
    }

    /// The words of these days, both included.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn terms(
        &mut self,
        first: DayNumber,
        last: DayNumber,
    ) -> Result<Vec<(TermRow, u64)>, StoreError> {
        let rows = self.query(
            "SELECT day, e.name, t.name, n FROM terms
             JOIN names e ON e.id = event JOIN names t ON t.id = term WHERE day BETWEEN ?1 AND ?2",
            &[first.into(), last.into()],
        )?;
        let row = |r: &super::value::Row| {
            let row = TermRow {
                day: r.int(0),
                event: r.text(1).into(),
                term: r.text(2).into(),
            };
            (row, u64::try_from(r.int(3)).unwrap_or(0))
        };
        Ok(rows.iter().map(row).collect())
    }

    fn all_names(&mut self) -> Result<HashMap<i64, Arc<str>>, StoreError> {
        let rows = self.query("SELECT id, name FROM names", &[])?;
        Ok(rows.iter().map(|r| (r.int(0), r.text(1).into())).collect())
    }

    /// Everything that was counted, as one batch.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn everything(&mut self) -> Result<CountBatch, StoreError> {
        let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let (first, last) = (0, DayNumber::MAX);
        Ok(CountBatch {
            cells: self
                .cells(first, last)?
                .into_iter()
                .map(|(r, n)| (r, signed(n)))
                .collect(),
            hours: self
                .hours(first, last)?
                .into_iter()
                .map(|(r, n)| (r, signed(n)))
                .collect(),
            terms: self
                .terms(first, last)?
                .into_iter()
                .map(|(r, n)| (r, signed(n)))
                .collect(),
        })
    }
}
