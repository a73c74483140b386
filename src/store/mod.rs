//! The database: SQLite, embedded. Opens, migrates, adds counts, reads sums. Knows neither what is counted
//! nor where it is shown.

mod migrations;
mod sqlite;

pub use sqlite::{Store, StoreError};
