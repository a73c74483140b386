//! `petition-guide`: how and where to petition lawfully, answered verbatim and cited.
//!
//! ```text
//! corpus/ ─► corpus ─► search ─► answer (guard → match → route → compose) ─► web · cli ─► topics
//! ```
//!
//! - [`text`]: numerals, normal form, words, syllables, masking
//! - [`corpus`]: laws, guide, limits, doors; parsed and checked

pub mod corpus;
pub mod search;
pub mod text;
