//! The schema, step by step. A step that has been released is never changed; `user_version` holds how many
//! of them a file has seen.

use rusqlite::{Connection, TransactionBehavior};

use super::sqlite::StoreError;

/// What each version adds. Cells hold numbers only: no time finer than the day stands beside a topic,
/// and nothing here could name an asker.
const STEPS: [&str; 1] = ["CREATE TABLE cells (
        day TEXT NOT NULL, channel TEXT NOT NULL, event TEXT NOT NULL, topic TEXT NOT NULL,
        entry TEXT NOT NULL, outcome TEXT NOT NULL, action TEXT NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (day, channel, event, topic, entry, outcome, action)) WITHOUT ROWID;
     CREATE TABLE hours (
        day TEXT NOT NULL, hour INTEGER NOT NULL, channel TEXT NOT NULL, event TEXT NOT NULL,
        n INTEGER NOT NULL, PRIMARY KEY (day, hour, channel, event)) WITHOUT ROWID;
     CREATE TABLE terms (
        day TEXT NOT NULL, event TEXT NOT NULL, term TEXT NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (day, event, term)) WITHOUT ROWID;"];

/// Brings a file to the newest version, in one transaction.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let newest = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    if version > newest {
        return Err(StoreError::Newer {
            found: version,
            known: newest,
        });
    }
    let seen = usize::try_from(version).unwrap_or(0);
    for step in STEPS.iter().skip(seen) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", newest)?;
    transaction.commit()?;
    Ok(())
}
