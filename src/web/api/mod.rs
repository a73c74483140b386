//! JSON, `/api/v1`: the stable contract.

mod actions;
mod ask;
mod deadlines;
mod laws;
mod search;
mod suggest;

pub(super) use actions::act;
pub(super) use ask::ask;
pub(super) use deadlines::deadlines;
pub(super) use laws::{article, law, laws};
pub(super) use search::search;
pub(super) use suggest::suggest;
