//! 我走到哪一步了: from the dates a person knows to the stage, the next right and its last day. What is said
//! stands in the corpus (`deadlines.toml`, `limits.toml`); here are the calendar and the order of things.
//! Nothing is kept, and the clock is not read: today is an argument.

mod calendar;
mod dates;
mod reckon;

pub use dates::{DateFault, Dates, FIELDS};
pub use reckon::{Reckoned, Right, reckon};
