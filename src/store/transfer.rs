//! One database copied into another, of whatever kind: counters, events, accounts, switches and the log. Sessions stay
//! behind: whoever was signed in signs in again.

use super::database::Store;
use super::error::StoreError;

/// What was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// Cells by day.
    pub cells: usize,
    /// Sum of their counts.
    pub total: i64,
    /// Events.
    pub events: usize,
    /// Accounts.
    pub accounts: usize,
    /// Rows of the log.
    pub audit: usize,
}

impl Store {
    /// Copies everything into an empty database, compares, and keeps it only when both agree.
    ///
    /// # Errors
    /// When the other is not empty, one of the two cannot be used, or the counts differ; the other is left as it was.
    pub fn copy_into(&mut self, other: &mut Self) -> Result<Copied, StoreError> {
        other.transaction(|to| self.copy_inside(to))
    }

    fn copy_inside(&mut self, to: &mut Self) -> Result<Copied, StoreError> {
        if !to.is_empty()? {
            return Err(StoreError::Exists("目标数据库里的数据".to_owned()));
        }
        let mut counts = self.everything()?;
        to.add_inside(counts.clone())?;
        let events = self.events()?;
        for event in &events {
            to.add_event(event)?;
        }
        let accounts = self.accounts()?;
        for account in &accounts {
            to.add_account(account)?;
        }
        for switch in self.switches()? {
            to.switch_off(&switch)?;
        }
        let mut log = self.audit(i64::MAX, 0)?;
        log.reverse();
        for row in &log {
            to.add_audit(row)?;
        }
        let mut there = to.everything()?;
        for batch in [&mut counts, &mut there] {
            batch.cells.sort();
            batch.hours.sort();
            batch.terms.sort();
        }
        let mut there_log = to.audit(i64::MAX, 0)?;
        there_log.reverse();
        let same = counts == there
            && to.events()? == events
            && to.accounts()? == accounts
            && there_log == log;
        if !same {
            return Err(StoreError::Differs(format!(
                "{} 与 {}",
                counts.total(),
                there.total()
            )));
        }
        Ok(Copied {
            cells: counts.cells.len(),
            total: counts.total(),
            events: events.len(),
            accounts: accounts.len(),
            audit: log.len(),
        })
    }

    fn is_empty(&mut self) -> Result<bool, StoreError> {
        for table in ["cells", "hours", "terms", "events", "accounts", "audit"] {
            let rows = self.query(&format!("SELECT COUNT(*) FROM {table}"), &[])?;
            if rows.first().is_some_and(|r| r.int(0) > 0) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
