//! The schema, step by step. A step that has been released is never changed; the database holds how many of them it has
//! seen. Steps are written in the SQL of SQLite and translated where PostgreSQL differs.

use super::backend::{Backend, Dialect};
use super::error::StoreError;

/// What each version adds. Cells hold numbers only: no time finer than the day stands beside a topic,
/// and nothing here could name an asker.
const STEPS: [&str; 3] = [
    "CREATE TABLE cells (
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
        first TEXT NOT NULL, last TEXT NOT NULL) WITHOUT ROWID;",
    // Cells by the numbers of their names, so that a busy county's year stays small; beside them their sums by month,
    // so that its page is quick. Days are numbers like 20261123. Then switches, and what the spool needs.
    "CREATE TABLE names (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE);
     INSERT INTO names (name) SELECT channel FROM cells UNION SELECT event FROM cells UNION SELECT topic FROM cells
        UNION SELECT entry FROM cells UNION SELECT outcome FROM cells UNION SELECT action FROM cells
        UNION SELECT channel FROM hours UNION SELECT event FROM hours
        UNION SELECT event FROM terms UNION SELECT term FROM terms;
     ALTER TABLE cells RENAME TO old_cells;
     ALTER TABLE hours RENAME TO old_hours;
     ALTER TABLE terms RENAME TO old_terms;
     CREATE TABLE cells (
        day INTEGER NOT NULL, channel INTEGER NOT NULL, event INTEGER NOT NULL, topic INTEGER NOT NULL,
        entry INTEGER NOT NULL, outcome INTEGER NOT NULL, action INTEGER NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (day, channel, event, topic, entry, outcome, action)) WITHOUT ROWID;
     CREATE TABLE months (
        month INTEGER NOT NULL, channel INTEGER NOT NULL, event INTEGER NOT NULL, topic INTEGER NOT NULL,
        entry INTEGER NOT NULL, outcome INTEGER NOT NULL, action INTEGER NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (month, channel, event, topic, entry, outcome, action)) WITHOUT ROWID;
     CREATE TABLE hours (
        day INTEGER NOT NULL, hour INTEGER NOT NULL, channel INTEGER NOT NULL, event INTEGER NOT NULL,
        n INTEGER NOT NULL, PRIMARY KEY (day, hour, channel, event)) WITHOUT ROWID;
     CREATE TABLE terms (
        day INTEGER NOT NULL, event INTEGER NOT NULL, term INTEGER NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (day, event, term)) WITHOUT ROWID;
     INSERT INTO cells SELECT CAST(REPLACE(day, '-', '') AS INTEGER), c.id, e.id, t.id, y.id, o.id, a.id, n
        FROM old_cells JOIN names c ON c.name = channel JOIN names e ON e.name = event JOIN names t ON t.name = topic
        JOIN names y ON y.name = entry JOIN names o ON o.name = outcome JOIN names a ON a.name = action;
     INSERT INTO months SELECT day / 100, channel, event, topic, entry, outcome, action, SUM(n)
        FROM cells GROUP BY day / 100, channel, event, topic, entry, outcome, action;
     INSERT INTO hours SELECT CAST(REPLACE(day, '-', '') AS INTEGER), hour, c.id, e.id, n
        FROM old_hours JOIN names c ON c.name = channel JOIN names e ON e.name = event;
     INSERT INTO terms SELECT CAST(REPLACE(day, '-', '') AS INTEGER), e.id, t.id, n
        FROM old_terms JOIN names e ON e.name = event JOIN names t ON t.name = term;
     DROP TABLE old_cells;
     DROP TABLE old_hours;
     DROP TABLE old_terms;
     CREATE TABLE switches (
        channel TEXT PRIMARY KEY, reason TEXT NOT NULL, since INTEGER NOT NULL) WITHOUT ROWID;
     CREATE TABLE batches (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
     CREATE TABLE sealed (id TEXT PRIMARY KEY, payload TEXT NOT NULL) WITHOUT ROWID;",
];

fn newest() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

/// That a database of this version is none of a newer program.
pub(super) fn refuse_newer(version: i64) -> Result<(), StoreError> {
    let known = newest();
    if version > known {
        return Err(StoreError::Newer {
            found: version,
            known,
        });
    }
    Ok(())
}

/// Brings a database to the newest version, inside the caller's transaction.
pub(super) fn migrate(backend: &mut dyn Backend) -> Result<(), StoreError> {
    let version = backend.version()?;
    refuse_newer(version)?;
    let newest = newest();
    let seen = usize::try_from(version).unwrap_or(0);
    for step in STEPS.iter().skip(seen) {
        let sql = match backend.dialect() {
            Dialect::Sqlite => (*step).to_owned(),
            Dialect::Postgres => in_postgres(step),
        };
        backend.batch(&sql)?;
    }
    if version < newest {
        backend.set_version(newest)?;
    }
    Ok(())
}

/// A step as PostgreSQL wants it.
fn in_postgres(step: &str) -> String {
    step.replace(
        "INTEGER PRIMARY KEY AUTOINCREMENT",
        "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
    )
    .replace(" WITHOUT ROWID", "")
    .replace("INTEGER", "BIGINT")
}
