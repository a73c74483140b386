//! Sessions of staff as rows, by the digest of their token. Times are seconds since 1970.

use super::database::Store;
use super::error::StoreError;

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
        self.execute(
            "INSERT INTO sessions VALUES (?1, ?2, ?3, ?4, ?5)",
            &[
                (&row.token).into(),
                (&row.name).into(),
                (&row.csrf).into(),
                row.opened.into(),
                row.seen.into(),
            ],
        )?;
        Ok(())
    }

    /// The session with this digest.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn session(&mut self, token: &str) -> Result<Option<SessionRow>, StoreError> {
        let rows = self.query(
            "SELECT token, name, csrf, opened, seen FROM sessions WHERE token = ?1",
            &[token.into()],
        )?;
        Ok(rows.first().map(|r| SessionRow {
            token: r.text(0),
            name: r.text(1),
            csrf: r.text(2),
            opened: r.int(3),
            seen: r.int(4),
        }))
    }

    /// Notes that a session was used.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn touch_session(&mut self, token: &str, seen: i64) -> Result<(), StoreError> {
        let sql = "UPDATE sessions SET seen = ?2 WHERE token = ?1";
        self.execute(sql, &[token.into(), seen.into()])?;
        Ok(())
    }

    /// Ends one session.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn end_session(&mut self, token: &str) -> Result<(), StoreError> {
        self.execute("DELETE FROM sessions WHERE token = ?1", &[token.into()])?;
        Ok(())
    }

    /// Ends all sessions of a person.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn end_sessions_of(&mut self, name: &str) -> Result<(), StoreError> {
        self.execute("DELETE FROM sessions WHERE name = ?1", &[name.into()])?;
        Ok(())
    }

    /// Removes sessions opened or last used before these times.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn end_old_sessions(&mut self, opened: i64, seen: i64) -> Result<(), StoreError> {
        let sql = "DELETE FROM sessions WHERE opened < ?1 OR seen < ?2";
        self.execute(sql, &[opened.into(), seen.into()])?;
        Ok(())
    }
}
