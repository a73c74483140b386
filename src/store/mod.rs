//! The database: a SQLite file or a PostgreSQL server. Opens, migrates, adds counts, reads sums; keeps accounts, sessions,
//! the audit log, events and switches as plain rows. Knows neither what is counted, nor what a role may do, nor where
//! anything is shown.

mod accounts;
mod audit;
mod backend;
mod counts;
mod database;
mod error;
mod events;
mod migrations;
mod place;
mod postgres;
mod retention;
mod sessions;
mod spool;
mod sqlite;
mod switches;
mod transfer;
mod value;

pub use accounts::AccountRow;
pub use audit::AuditRow;
pub use counts::{CellRow, CountBatch, DayNumber, HourRow, TermRow};
pub use database::Store;
pub use error::StoreError;
pub use events::EventRow;
pub use place::Place;
pub use retention::Pruned;
pub use sessions::SessionRow;
pub use spool::Sealed;
pub use switches::SwitchRow;
pub use transfer::Copied;
