//! An open database of either kind: opened, brought up to date, changed in transactions.

use std::collections::HashMap;
use std::path::Path;

use super::backend::{Backend, Dialect};
use super::error::StoreError;
use super::migrations::migrate;
use super::place::Place;
use super::postgres::Postgres;
use super::sqlite::Sqlite;
use super::value::{Row, Value};

/// An open database.
pub struct Store {
    backend: Box<dyn Backend>,
    /// Ids of names that this connection has met.
    pub(super) names: HashMap<String, i64>,
}

impl Store {
    /// Opens the database, making what is not there, and brings it up to date.
    ///
    /// # Errors
    /// When it cannot be opened, is damaged, or comes from a newer program.
    pub fn open(place: &Place) -> Result<Self, StoreError> {
        let backend: Box<dyn Backend> = match place {
            Place::Sqlite(file) => Box::new(Sqlite::open(file)?),
            Place::Postgres(url) => Box::new(Postgres::open(url)?),
        };
        let mut store = Self::over(backend);
        store.transaction(|s| migrate(s.backend.as_mut()))?;
        Ok(store)
    }

    /// Opens an existing database for reading alone. A file of an older program is not brought up to date.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    pub fn open_read_only(place: &Place) -> Result<Self, StoreError> {
        match place {
            Place::Sqlite(file) => Ok(Self::over(Box::new(Sqlite::open_read_only(file)?))),
            Place::Postgres(_) => Self::open(place),
        }
    }

    /// Looks through a whole file for damage; a server looks after its own.
    ///
    /// # Errors
    /// When it is damaged or cannot be read.
    pub fn check(place: &Place) -> Result<(), StoreError> {
        match place {
            Place::Sqlite(file) if file.exists() => Sqlite::open(file)?.check(),
            _ => Ok(()),
        }
    }

    /// Writes a whole copy of a SQLite database into a new file, while others write.
    ///
    /// # Errors
    /// When the new file is there already or one of the two cannot be used.
    pub fn copy_file(from: &Path, to: &Path) -> Result<(), StoreError> {
        if to.exists() {
            return Err(StoreError::Exists(to.display().to_string()));
        }
        let source = Sqlite::open_read_only(from)?;
        let copied = source.copy_to(to);
        if copied.is_err() && std::fs::remove_file(to).is_err() {
            tracing::warn!("an unfinished copy is left behind");
        }
        copied
    }

    /// Whether the connection still stands; who holds one that does not opens another.
    pub fn is_alive(&mut self) -> bool {
        self.backend.is_alive()
    }

    fn over(backend: Box<dyn Backend>) -> Self {
        Self {
            backend,
            names: HashMap::new(),
        }
    }

    /// All of what is done inside, or nothing.
    pub(super) fn transaction<T>(
        &mut self,
        act: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.backend.batch(match self.backend.dialect() {
            Dialect::Sqlite => "BEGIN IMMEDIATE",
            Dialect::Postgres => "BEGIN",
        })?;
        let done = act(self).and_then(|done| {
            self.backend.batch("COMMIT")?;
            Ok(done)
        });
        if done.is_err() {
            // Names that were made inside are not there after all.
            self.names.clear();
            if let Err(error) = self.backend.batch("ROLLBACK") {
                tracing::debug!(%error, "nothing to roll back");
            }
        }
        done
    }

    /// Keeps other machines from writing a table until the transaction ends. A file has one writer anyway.
    pub(super) fn alone_with(&mut self, table: &str) -> Result<(), StoreError> {
        match self.backend.dialect() {
            Dialect::Sqlite => Ok(()),
            Dialect::Postgres => {
                let lock = format!("LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE");
                self.backend.batch(&lock)
            }
        }
    }

    pub(super) fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        self.backend.execute(sql, values)
    }

    pub(super) fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.backend.query(sql, values)
    }
}
