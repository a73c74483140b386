//! The schema, step by step. A step that has been released is never changed; `user_version` holds how many
//! of them a file has seen.

use rusqlite::{Connection, TransactionBehavior};

use super::sqlite::StoreError;

/// What each version adds. Cells hold numbers only: no time finer than the day stands beside a topic,
/// and nothing here could name an asker.
const STEPS: [&str; 2] = ["CREATE TABLE cells (
        day TEXT NOT NULL, channel TEXT NOT NULL, event TEXT NOT NULL, topic TEXT NOT NULL,
        entry TEXT NOT NULL, outcome TEXT NOT NULL, action TEXT NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (day, channel, event, topic, entry, outcome, action)) WITHOUT ROWID;
     CREATE TABLE hours (
        day TEXT NOT NULL, hour INTEGER NOT NULL, channel TEXT NOT NULL, event TEXT NOT NULL,
        n INTEGER NOT NULL, PRIMARY KEY (day, hour, channel, event)) WITHOUT ROWID;
     CREATE TABLE terms (
        day TEXT NOT NULL, event TEXT NOT NULL, term TEXT NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (day, event, term)) WITHOUT ROWID;",
    // Staff and events. A session is kept by the digest of its token: the file alone signs nobody in.
    "CREATE TABLE accounts (
        name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, created TEXT NOT NULL) WITHOUT ROWID;
     CREATE TABLE sessions (
        token TEXT PRIMARY KEY, name TEXT NOT NULL, csrf TEXT NOT NULL,
        opened INTEGER NOT NULL, seen INTEGER NOT NULL) WITHOUT ROWID;
     CREATE TABLE audit (
        id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, name TEXT NOT NULL,
        action TEXT NOT NULL, detail TEXT NOT NULL);
     CREATE TABLE events (
        code TEXT PRIMARY KEY, name TEXT NOT NULL, place TEXT NOT NULL,
        first TEXT NOT NULL, last TEXT NOT NULL) WITHOUT ROWID;"];

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
