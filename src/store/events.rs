//! Events as rows: a name, a place, days, and the short code that addresses carry.

use rusqlite::params;

use super::sqlite::{Store, StoreError};

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
    pub fn events(&self) -> Result<Vec<EventRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT code, name, place, first, last FROM events ORDER BY first DESC, code",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(EventRow {
                code: row.get(0)?,
                name: row.get(1)?,
                place: row.get(2)?,
                first: row.get(3)?,
                last: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Adds an event; `false` when its code is taken.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn add_event(&mut self, row: &EventRow) -> Result<bool, StoreError> {
        let added = self.connection.execute(
            "INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
            params![row.code, row.name, row.place, row.first, row.last],
        )?;
        Ok(added > 0)
    }

    /// Changes all of an event but its code, which stands in addresses; `false` when there is none of this code.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn change_event(&mut self, row: &EventRow) -> Result<bool, StoreError> {
        let changed = self.connection.execute(
            "UPDATE events SET name = ?2, place = ?3, first = ?4, last = ?5 WHERE code = ?1",
            params![row.code, row.name, row.place, row.first, row.last],
        )?;
        Ok(changed > 0)
    }
}
