//! SQLite: one file, written ahead and synced to disk with every transaction.

use std::path::Path;
use std::time::Duration;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, ToSql, params_from_iter};

use super::backend::{Backend, Dialect};
use super::error::StoreError;
use super::migrations::refuse_newer;
use super::value::{Row, Value};

/// How long to wait for another process that is writing.
const BUSY: Duration = Duration::from_secs(5);
/// Statements that are kept ready.
const READY: usize = 64;

/// An open file.
pub(super) struct Sqlite {
    connection: Connection,
}

impl Sqlite {
    /// Opens the file, making it and its folder if they are not there.
    pub(super) fn open(file: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = file.parent().filter(|f| !f.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        make_private(file)?;
        let connection = Connection::open(file)?;
        connection.busy_timeout(BUSY)?;
        // Before anything is written: a file of a newer program stays as it is.
        refuse_newer(version(&connection)?)?;
        connection.set_prepared_statement_cache_capacity(READY);
        write_ahead(&connection)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        Ok(Self { connection })
    }

    /// Opens an existing file for reading alone.
    pub(super) fn open_read_only(file: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.busy_timeout(BUSY)?;
        refuse_newer(version(&connection)?)?;
        Ok(Self { connection })
    }

    /// Looks through the whole file.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        let said: String = self
            .connection
            .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if said == "ok" {
            Ok(())
        } else {
            Err(StoreError::Damaged(said))
        }
    }

    /// Writes a whole and sound copy while others write.
    pub(super) fn copy_to(&self, file: &Path) -> Result<(), StoreError> {
        make_private(file)?;
        let path = file.to_string_lossy().into_owned();
        self.connection.execute("VACUUM INTO ?1", [path])?;
        Ok(())
    }
}

/// A file that is not there yet is made for its owner alone: it will hold digests of passwords.
fn make_private(file: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = std::fs::OpenOptions::new();
    match options.write(true).create_new(true).mode(0o600).open(file) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error.into()),
        _ => Ok(()),
    }
}

/// Switches to writing ahead. SQLite does not wait its turn for this, so several processes that begin at once do.
fn write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    const TRIES: u32 = 50;
    let mode = |sql| connection.query_row(sql, [], |row| row.get::<_, String>(0));
    for left in (0..TRIES).rev() {
        if mode("PRAGMA journal_mode")? == "wal" {
            return Ok(());
        }
        match mode("PRAGMA journal_mode = WAL") {
            Err(error) if left > 0 && is_busy(&error) => {
                std::thread::sleep(Duration::from_millis(20));
            }
            done => return done.map(|_| ()),
        }
    }
    Ok(())
}

fn is_busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode as Code;
    matches!(
        error.sqlite_error_code(),
        Some(Code::DatabaseBusy | Code::DatabaseLocked)
    )
}

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        match self {
            Self::Int(n) => n.to_sql(),
            Self::Text(text) => text.to_sql(),
        }
    }
}

impl Backend for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let changed = statement.execute(params_from_iter(values))?;
        Ok(u64::try_from(changed).unwrap_or(u64::MAX))
    }

    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let columns = statement.column_count();
        let rows = statement.query_map(params_from_iter(values), |row| {
            let value = |i| -> rusqlite::Result<Value> {
                Ok(match row.get_ref(i)? {
                    ValueRef::Integer(n) => Value::Int(n),
                    ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
                    _ => Value::Int(0),
                })
            };
            (0..columns).map(value).collect::<Result<_, _>>().map(Row)
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        Ok(self.connection.execute_batch(sql)?)
    }

    fn version(&mut self) -> Result<i64, StoreError> {
        Ok(version(&self.connection)?)
    }

    fn is_alive(&mut self) -> bool {
        true
    }

    fn set_version(&mut self, version: i64) -> Result<(), StoreError> {
        Ok(self
            .connection
            .pragma_update(None, "user_version", version)?)
    }
}
