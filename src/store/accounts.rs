//! Accounts as rows: who may sign in, with what role, and the hash of the password.

use super::database::Store;
use super::error::StoreError;
use super::value::Row;

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
        let added = self.execute(
            "INSERT INTO accounts VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            &[
                (&row.name).into(),
                (&row.role).into(),
                (&row.password).into(),
                (&row.created).into(),
            ],
        )?;
        Ok(added > 0)
    }

    /// The account with this name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn account(&mut self, name: &str) -> Result<Option<AccountRow>, StoreError> {
        let rows = self.query(
            "SELECT name, role, password, created FROM accounts WHERE name = ?1",
            &[name.into()],
        )?;
        Ok(rows.first().map(account))
    }

    /// All accounts by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn accounts(&mut self) -> Result<Vec<AccountRow>, StoreError> {
        let mut rows: Vec<AccountRow> = self
            .query("SELECT name, role, password, created FROM accounts", &[])?
            .iter()
            .map(account)
            .collect();
        // Servers sort Chinese in ways of their own.
        rows.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(rows)
    }

    /// Gives an account another password and ends its sessions; `false` when there is none of this name.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_password(&mut self, name: &str, password: &str) -> Result<bool, StoreError> {
        self.transaction(|s| {
            let sql = "UPDATE accounts SET password = ?2 WHERE name = ?1";
            let changed = s.execute(sql, &[name.into(), password.into()])?;
            s.end_sessions_of(name)?;
            Ok(changed > 0)
        })
    }

    /// Removes an account and its sessions; `false` when there is none of this name.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn remove_account(&mut self, name: &str) -> Result<bool, StoreError> {
        self.transaction(|s| {
            let removed = s.execute("DELETE FROM accounts WHERE name = ?1", &[name.into()])?;
            s.end_sessions_of(name)?;
            Ok(removed > 0)
        })
    }
}

fn account(row: &Row) -> AccountRow {
    AccountRow {
        name: row.text(0),
        role: row.text(1),
        password: row.text(2),
        created: row.text(3),
    }
}
