//! Sessions of staff as rows, by the digest of their token. Times are seconds since 1970.

use rusqlite::{OptionalExtension, params};

use super::sqlite::{Store, StoreError};

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// SHA-256 of the token in the cookie, hexadecimal.
    pub token: String,
    /// Whose it is.
    pub name: String,
    /// What its forms must carry.
    pub csrf: String,
    /// When it was opened.
    pub opened: i64,
    /// When it was last used.
    pub seen: i64,
}

impl Store {
    /// Opens a session.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn open_session(&mut self, row: &SessionRow) -> Result<(), StoreError> {
        self.connection.execute(
            "INSERT INTO sessions VALUES (?1, ?2, ?3, ?4, ?5)",
            params![row.token, row.name, row.csrf, row.opened, row.seen],
        )?;
        Ok(())
    }

    /// The session with this digest.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn session(&self, token: &str) -> Result<Option<SessionRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT token, name, csrf, opened, seen FROM sessions WHERE token = ?1",
        )?;
        let row = statement.query_row([token], |row| {
            Ok(SessionRow {
                token: row.get(0)?,
                name: row.get(1)?,
                csrf: row.get(2)?,
                opened: row.get(3)?,
                seen: row.get(4)?,
            })
        });
        Ok(row.optional()?)
    }

    /// Notes that a session was used.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn touch_session(&mut self, token: &str, seen: i64) -> Result<(), StoreError> {
        self.connection.execute(
            "UPDATE sessions SET seen = ?2 WHERE token = ?1",
            params![token, seen],
        )?;
        Ok(())
    }

    /// Ends one session.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn end_session(&mut self, token: &str) -> Result<(), StoreError> {
        self.connection
            .execute("DELETE FROM sessions WHERE token = ?1", [token])?;
        Ok(())
    }

    /// Ends all sessions of a person.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn end_sessions_of(&mut self, name: &str) -> Result<(), StoreError> {
        self.connection
            .execute("DELETE FROM sessions WHERE name = ?1", [name])?;
        Ok(())
    }

    /// Removes sessions opened or last used before these times.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn end_old_sessions(&mut self, opened: i64, seen: i64) -> Result<(), StoreError> {
        self.connection.execute(
            "DELETE FROM sessions WHERE opened < ?1 OR seen < ?2",
            params![opened, seen],
        )?;
        Ok(())
    }
}
