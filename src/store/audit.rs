//! The audit log: rows are added and read; nothing here changes or removes one.

use super::database::Store;
use super::error::StoreError;

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
        self.execute(
            "INSERT INTO audit (at, name, action, detail) VALUES (?1, ?2, ?3, ?4)",
            &[
                row.at.into(),
                (&row.name).into(),
                (&row.action).into(),
                (&row.detail).into(),
            ],
        )?;
        Ok(())
    }

    /// The newest rows first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn audit(&mut self, limit: i64, offset: i64) -> Result<Vec<AuditRow>, StoreError> {
        let rows = self.query(
            "SELECT at, name, action, detail FROM audit ORDER BY id DESC LIMIT ?1 OFFSET ?2",
            &[limit.into(), offset.into()],
        )?;
        let row = |r: &super::value::Row| AuditRow {
            at: r.int(0),
            name: r.text(1),
            action: r.text(2),
            detail: r.text(3),
        };
        Ok(rows.iter().map(row).collect())
    }
}
