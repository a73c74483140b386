//! The audit log: rows are added and read; nothing here changes or removes one.

use rusqlite::params;

use super::sqlite::{Store, StoreError};

/// What somebody of the staff did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Seconds since 1970.
    pub at: i64,
    /// Who.
    pub name: String,
    /// Key of the action.
    pub action: String,
    /// What it was done to.
    pub detail: String,
}

impl Store {
    /// Adds a row.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn add_audit(&mut self, row: &AuditRow) -> Result<(), StoreError> {
        self.connection.execute(
            "INSERT INTO audit (at, name, action, detail) VALUES (?1, ?2, ?3, ?4)",
            params![row.at, row.name, row.action, row.detail],
        )?;
        Ok(())
    }

    /// The newest rows first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn audit(&self, limit: u32, offset: u32) -> Result<Vec<AuditRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT at, name, action, detail FROM audit ORDER BY id DESC LIMIT ?1 OFFSET ?2",
        )?;
        let rows = statement.query_map(params![limit, offset], |row| {
            Ok(AuditRow {
                at: row.get(0)?,
                name: row.get(1)?,
                action: row.get(2)?,
                detail: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
