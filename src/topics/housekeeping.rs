//! What is done once a day: old counts go, hours older than ninety days are folded into their days, ids of batches that
//! nobody can send again are forgotten.

use jiff::ToSpan;
use jiff::civil::Date;

use super::period::{day_number, month_number};
use crate::store::{Store, StoreError};

/// How long hours are kept, in days.
const HOURS_KEPT: i32 = 90;
/// How long ids of batches are kept, in seconds: far longer than any server is away.
const BATCHES_KEPT: i64 = 400 * 24 * 60 * 60;

/// Does all of it; `keep` is how many months of counts stay.
///
/// # Errors
/// When the database cannot be written; it is done again the next day.
pub fn keep_house(
    store: &mut Store,
    today: Date,
    now: i64,
    keep: Option<u32>,
) -> Result<(), StoreError> {
    if let Some(months) = keep {
        let first = today.saturating_sub(i64::from(months).months());
        store.prune(month_number(first))?;
    }
    fold_old_hours(store, today)?;
    store.forget_batches(now - BATCHES_KEPT)?;
    Ok(())
}

/// Folds hours older than ninety days; how many rows those were.
///
/// # Errors
/// When the database cannot be written.
pub fn fold_old_hours(store: &mut Store, today: Date) -> Result<u64, StoreError> {
    store.fold_hours(day_number(today.saturating_sub(HOURS_KEPT.days())))
}
