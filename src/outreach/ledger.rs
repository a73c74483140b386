//! True counts as the database gives them, month by month, and of each event in them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::catalog::Catalog;
use super::tally::Tally;
use crate::store::{Store, StoreError};

/// The true counts of some months.
#[derive(Debug, Clone, Default)]
pub(super) struct Ledger {
    /// By month: 202611.
    pub(super) months: BTreeMap<i64, Tally>,
    /// By code, then by month.
    pub(super) events: HashMap<Arc<str>, BTreeMap<i64, Tally>>,
}

impl Ledger {
    /// Reads the months from `first` to `last` (202611), both included.
    pub(super) fn load(
        store: &mut Store,
        first: i64,
        last: i64,
        catalog: &Catalog,
    ) -> Result<Self, StoreError> {
        let mut ledger = Self::default();
        let days = (first * 100, last * 100 + 99);
        for (row, n) in store.months(first, last)? {
            ledger.month(row.when).add_cell(&row, n, catalog);
            if let Some(event) = ledger.event(&row.event, row.when) {
                event.add_cell(&row, n, catalog);
            }
        }
        for (row, n) in store.hours(days.0, days.1)? {
            ledger.month(row.day / 100).add_hour(&row, n);
            if let Some(event) = ledger.event(&row.event, row.day / 100) {
                event.add_hour(&row, n);
            }
        }
        for (row, n) in store.terms(days.0, days.1)? {
            ledger.month(row.day / 100).add_term(&row, n);
            if let Some(event) = ledger.event(&row.event, row.day / 100) {
                event.add_term(&row, n);
            }
        }
        Ok(ledger)
    }

    fn month(&mut self, month: i64) -> &mut Tally {
        self.months.entry(month).or_default()
    }

    fn event(&mut self, code: &Arc<str>, month: i64) -> Option<&mut Tally> {
        if code.is_empty() {
            return None;
        }
        let months = self.events.entry(code.clone()).or_default();
        Some(months.entry(month).or_default())
    }
}
