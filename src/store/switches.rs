//! Channels that are switched off, as rows.

use super::database::Store;
use super::error::StoreError;

/// A channel that is off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwitchRow {
    /// Key of the channel.
    pub channel: String,
    /// Why, as visitors read it.
    pub reason: String,
    /// Seconds since 1970.
    pub since: i64,
}

impl Store {
    /// All channels that are off.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn switches(&mut self) -> Result<Vec<SwitchRow>, StoreError> {
        let rows = self.query(
            "SELECT channel, reason, since FROM switches ORDER BY channel",
            &[],
        )?;
        let row = |r: &super::value::Row| SwitchRow {
            channel: r.text(0),
            reason: r.text(1),
            since: r.int(2),
        };
        Ok(rows.iter().map(row).collect())
    }

    /// Switches a channel off, or gives another reason.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn switch_off(&mut self, row: &SwitchRow) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO switches VALUES (?1, ?2, ?3)
             ON CONFLICT (channel) DO UPDATE SET reason = excluded.reason, since = excluded.since",
            &[
                (&row.channel).into(),
                (&row.reason).into(),
                row.since.into(),
            ],
        )?;
        Ok(())
    }

    /// Switches a channel on again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn switch_on(&mut self, channel: &str) -> Result<(), StoreError> {
        self.execute("DELETE FROM switches WHERE channel = ?1", &[channel.into()])?;
        Ok(())
    }
}
