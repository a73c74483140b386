//! One SQLite file: counters are added in batches, each batch one transaction, synced to disk.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, ToSql, params_from_iter};

use super::migrations::migrate;

/// How long to wait for another process that is writing.
const BUSY: Duration = Duration::from_secs(5);

/// Why the database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite says no: locked, full, damaged …
    #[error("数据库出错：{0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The folder of the file cannot be made.
    #[error("数据库文件夹建不了：{0}")]
    Folder(#[from] std::io::Error),
    /// The file was written by a newer program.
    #[error("数据库版本是 {found}，本程序只认得到 {known}；请升级程序，数据库没有改动")]
    Newer {
        /// Version of the file.
        found: i64,
        /// Newest version this program knows.
        known: i64,
    },
}

impl StoreError {
    /// Whether waiting may help (locked, full, read-only for now), or the file itself is at fault.
    pub fn is_passing(&self) -> bool {
        use rusqlite::ErrorCode as Code;
        match self {
            Self::Newer { .. } => false,
            Self::Folder(_) => true,
            Self::Sqlite(error) => !matches!(
                error.sqlite_error_code(),
                Some(Code::DatabaseCorrupt | Code::NotADatabase)
            ),
        }
    }
}

/// An open database.
pub struct Store {
    pub(super) connection: Connection,
}

impl Store {
    /// Opens the file, making it and its folder if they are not there, and brings it up to date.
    ///
    /// # Errors
    /// When the file cannot be opened, is damaged, or comes from a newer program.
    pub fn open(file: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = file.parent().filter(|f| !f.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        let mut connection = Connection::open(file)?;
        connection.busy_timeout(BUSY)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        migrate(&mut connection)?;
        Ok(Self { connection })
    }

    /// Opens an existing file for reading alone.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    pub fn open_read_only(file: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.busy_timeout(BUSY)?;
        Ok(Self { connection })
    }

    /// Adds to counters: all of the batch or nothing.
    ///
    /// # Errors
    /// When the batch could not be written; nothing of it is then.
    pub fn add(
        &mut self,
        cells: &[([String; 7], i64)],
        hours: &[([String; 4], i64)],
        terms: &[([String; 3], i64)],
    ) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        {
            let mut cell = transaction.prepare_cached(
                "INSERT INTO cells VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT DO UPDATE SET n = n + excluded.n",
            )?;
            for (key, n) in cells {
                cell.execute(params_from_iter(with_count(key, n)))?;
            }
            let mut hour = transaction.prepare_cached(
                "INSERT INTO hours VALUES (?1, CAST(?2 AS INTEGER), ?3, ?4, ?5)
                 ON CONFLICT DO UPDATE SET n = n + excluded.n",
            )?;
            for (key, n) in hours {
                hour.execute(params_from_iter(with_count(key, n)))?;
            }
            let mut term = transaction.prepare_cached(
                "INSERT INTO terms VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO UPDATE SET n = n + excluded.n",
            )?;
            for (key, n) in terms {
                term.execute(params_from_iter(with_count(key, n)))?;
            }
        }
        transaction.commit()?;
        Ok(())
    }

    /// All cells of the days from `first` to `last` (ISO dates, both included):
    /// channel, event, topic, entry, outcome, action → n, summed over the days.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn cells(&self, first: &str, last: &str) -> Result<Vec<([String; 6], u64)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT channel, event, topic, entry, outcome, action, SUM(n) FROM cells
             WHERE day BETWEEN ?1 AND ?2 GROUP BY 1, 2, 3, 4, 5, 6",
        )?;
        let rows = statement.query_map([first, last], |row| {
            let key = [
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
            ];
            // A sum of increments is never negative.
            let n: i64 = row.get(6)?;
            Ok((key, u64::try_from(n).unwrap_or(0)))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn with_count<'a, const N: usize>(key: &'a [String; N], n: &'a i64) -> Vec<&'a dyn ToSql> {
    key.iter()
        .map(|k| k as &dyn ToSql)
        .chain([n as &dyn ToSql])
        .collect()
}
