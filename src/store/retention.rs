//! What is kept how long: counts are removed by whole months, hours are folded into days, and ids of batches that nobody
//! can send again go.

use super::counts::DayNumber;
use super::database::Store;
use super::error::StoreError;

/// What was removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Rows of counters.
    pub counters: u64,
}

impl Store {
    /// Removes all counts of months before this one (202611).
    ///
    /// # Errors
    /// When the database cannot be written; nothing is removed then.
    pub fn prune(&mut self, month: i64) -> Result<Pruned, StoreError> {
        self.transaction(|s| {
            let day = month * 100;
            let mut counters = s.execute("DELETE FROM months WHERE month < ?1", &[month.into()])?;
            for table in ["cells", "hours", "terms"] {
                let sql = format!("DELETE FROM {table} WHERE day < ?1");
                counters += s.execute(&sql, &[day.into()])?;
            }
            Ok(Pruned { counters })
        })
    }

    /// Folds the hours of days before this one into their days; how many rows that were.
    ///
    /// # Errors
    /// When the database cannot be written; nothing is folded then.
    pub fn fold_hours(&mut self, before: DayNumber) -> Result<u64, StoreError> {
        self.transaction(|s| {
            s.alone_with("hours")?;
            s.execute(
                "INSERT INTO hours SELECT day, 24, channel, event, CAST(SUM(n) AS BIGINT) FROM hours
                 WHERE day < ?1 AND hour < 24 GROUP BY day, channel, event
                 ON CONFLICT (day, hour, channel, event) DO UPDATE SET n = hours.n + excluded.n",
                &[before.into()],
            )?;
            s.execute(
                "DELETE FROM hours WHERE day < ?1 AND hour < 24",
                &[before.into()],
            )
        })
    }

    /// Forgets ids of batches that were added before this time (seconds since 1970).
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn forget_batches(&mut self, before: i64) -> Result<u64, StoreError> {
        self.execute("DELETE FROM batches WHERE at < ?1", &[before.into()])
    }
}
