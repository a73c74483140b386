//! The spool: counts wait in a file of their own until the server takes them. What is sent is sealed under an id first
//! and taken out of the open counts in the same transaction; it is sent again under that id until the server has it.

use super::counts::CountBatch;
use super::database::Store;
use super::error::StoreError;

/// Cells that are sent at once, at most.
const MOST_SENT: usize = 20_000;

/// What is on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Names it for ever.
    pub id: String,
    /// The counts.
    pub batch: CountBatch,
}

impl Store {
    /// What is to be sent next: what was sealed before and not confirmed, else what has gathered, sealed now.
    ///
    /// # Errors
    /// When the spool cannot be used.
    pub fn seal(&mut self) -> Result<Option<Sealed>, StoreError> {
        self.transaction(|s| {
            let waiting = s.query("SELECT id, payload FROM sealed LIMIT 1", &[])?;
            if let Some(row) = waiting.first() {
                let batch = serde_json::from_str(&row.text(1))?;
                return Ok(Some(Sealed {
                    id: row.text(0),
                    batch,
                }));
            }
            let all = s.everything()?;
            if all.is_empty() {
                return Ok(None);
            }
            let (batch, later) = split(all);
            for table in ["cells", "months", "hours", "terms"] {
                s.execute(&format!("DELETE FROM {table}"), &[])?;
            }
            s.add_inside(later)?;
            let id = random_id()?;
            let payload = serde_json::to_string(&batch)?;
            s.execute(
                "INSERT INTO sealed VALUES (?1, ?2)",
                &[(&id).into(), (&payload).into()],
            )?;
            Ok(Some(Sealed { id, batch }))
        })
    }

    /// The server has it.
    ///
    /// # Errors
    /// When the spool cannot be written; it is sent again then, and the server knows it.
    pub fn unseal(&mut self, id: &str) -> Result<(), StoreError> {
        self.execute("DELETE FROM sealed WHERE id = ?1", &[id.into()])?;
        Ok(())
    }
}

/// What is sent now, and what stays.
fn split(mut all: CountBatch) -> (CountBatch, CountBatch) {
    let cells = all.cells.split_off(all.cells.len().min(MOST_SENT));
    let later = CountBatch {
        cells,
        ..CountBatch::default()
    };
    (all, later)
}

fn random_id() -> Result<String, StoreError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|b| format!("{b:02x}")).collect())
}
