//! What both databases can do. Statements are written once, with `?1` for what is filled in.

use super::error::StoreError;
use super::value::{Row, Value};

/// Which SQL is spoken, where it differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// An open connection to a database.
pub(super) trait Backend: Send {
    /// Which SQL it speaks.
    fn dialect(&self) -> Dialect;

    /// Changes rows; how many.
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError>;

    /// Reads rows.
    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError>;

    /// Runs several statements that take and give nothing.
    fn batch(&mut self, sql: &str) -> Result<(), StoreError>;

    /// The version of the schema, 0 for an empty database.
    fn version(&mut self) -> Result<i64, StoreError>;

    /// Whether the connection still stands.
    fn is_alive(&mut self) -> bool;

    /// Notes the version of the schema.
    fn set_version(&mut self, version: i64) -> Result<(), StoreError>;
}
