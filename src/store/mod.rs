//! The database: SQLite, embedded. Opens, migrates, adds counts, reads sums; keeps accounts, sessions, the audit log
//! and events as plain rows. Knows neither what is counted, nor what a role may do, nor where anything is shown.

mod accounts;
mod audit;
mod events;
mod migrations;
mod sessions;
mod sqlite;

pub use accounts::AccountRow;
pub use audit::AuditRow;
pub use events::EventRow;
pub use sessions::SessionRow;
pub use sqlite::{Store, StoreError};
