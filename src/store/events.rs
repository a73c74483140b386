//! Events as rows: a name, a place, days, and the short code that addresses carry.

use super::database::Store;
use super::error::StoreError;
use super::switches::SwitchRow;

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// What addresses carry.
    pub code: String,
    /// As people call it.
    pub name: String,
    /// Where.
    pub place: String,
    /// First day, ISO.
    pub first: String,
    /// Last day, ISO.
    pub last: String,
}

impl Store {
    /// All events, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn events(&mut self) -> Result<Vec<EventRow>, StoreError> {
        let rows = self.query("SELECT code, name, place, first, last FROM events", &[])?;
        let row = |r: &super::value::Row| EventRow {
            code: r.text(0),
            name: r.text(1),
            place: r.text(2),
            first: r.text(3),
            last: r.text(4),
        };
        let mut events: Vec<EventRow> = rows.iter().map(row).collect();
        // Servers sort in ways of their own.
        events.sort_by(|a, b| b.first.cmp(&a.first).then_with(|| a.code.cmp(&b.code)));
        Ok(events)
    }

    /// Adds an event; `false` when its code is taken.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn add_event(&mut self, row: &EventRow) -> Result<bool, StoreError> {
        let added = self.execute(
            "INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
            &[
                (&row.code).into(),
                (&row.name).into(),
                (&row.place).into(),
                (&row.first).into(),
                (&row.last).into(),
            ],
        )?;
        Ok(added > 0)
    }

    /// Changes all of an event but its code, which stands in addresses; `false` when there is none of this code.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn change_event(&mut self, row: &EventRow) -> Result<bool, StoreError> {
        let changed = self.execute(
            "UPDATE events SET name = ?2, place = ?3, first = ?4, last = ?5 WHERE code = ?1",
            &[
                (&row.code).into(),
                (&row.name).into(),
                (&row.place).into(),
                (&row.first).into(),
                (&row.last).into(),
            ],
        )?;
        Ok(changed > 0)
    }

    /// Keeps these events and switches and no others: the spool's copy for the time when the server is away.
    ///
    /// # Errors
    /// When the database cannot be written; it keeps what it had then.
    pub fn keep_notices(
        &mut self,
        events: &[EventRow],
        switches: &[SwitchRow],
    ) -> Result<(), StoreError> {
        if self.events()? == events && self.switches()? == switches {
            return Ok(());
        }
        self.transaction(|s| {
            s.execute("DELETE FROM events", &[])?;
            s.execute("DELETE FROM switches", &[])?;
            for row in events {
                s.add_event(row)?;
            }
            for row in switches {
                s.switch_off(row)?;
            }
            Ok(())
        })
    }
}
