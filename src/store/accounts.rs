//! Accounts as rows: who may sign in, with what role, and the hash of the password.

use rusqlite::{OptionalExtension, Row, params};

use super::sqlite::{Store, StoreError};

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// What is typed to sign in.
    pub name: String,
    /// viewer, editor or admin.
    pub role: String,
    /// PHC string of argon2id.
    pub password: String,
    /// ISO day.
    pub created: String,
}

impl Store {
    /// Adds an account; `false` when the name is taken.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn add_account(&mut self, row: &AccountRow) -> Result<bool, StoreError> {
        let added = self.connection.execute(
            "INSERT INTO accounts VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            params![row.name, row.role, row.password, row.created],
        )?;
        Ok(added > 0)
    }

    /// The account with this name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn account(&self, name: &str) -> Result<Option<AccountRow>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT name, role, password, created FROM accounts WHERE name = ?1")?;
        Ok(statement.query_row([name], account).optional()?)
    }

    /// All accounts by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn accounts(&self) -> Result<Vec<AccountRow>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT name, role, password, created FROM accounts ORDER BY name")?;
        let rows = statement.query_map([], account)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Gives an account another password and ends its sessions; `false` when there is none of this name.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_password(&mut self, name: &str, password: &str) -> Result<bool, StoreError> {
        let transaction = self.connection.transaction()?;
        let changed = transaction.execute(
            "UPDATE accounts SET password = ?2 WHERE name = ?1",
            params![name, password],
        )?;
        transaction.execute("DELETE FROM sessions WHERE name = ?1", [name])?;
        transaction.commit()?;
        Ok(changed > 0)
    }

    /// Removes an account and its sessions; `false` when there is none of this name.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn remove_account(&mut self, name: &str) -> Result<bool, StoreError> {
        let transaction = self.connection.transaction()?;
        let removed = transaction.execute("DELETE FROM accounts WHERE name = ?1", [name])?;
        transaction.execute("DELETE FROM sessions WHERE name = ?1", [name])?;
        transaction.commit()?;
        Ok(removed > 0)
    }
}

fn account(row: &Row<'_>) -> rusqlite::Result<AccountRow> {
    Ok(AccountRow {
        name: row.get(0)?,
        role: row.get(1)?,
        password: row.get(2)?,
        created: row.get(3)?,
    })
}
