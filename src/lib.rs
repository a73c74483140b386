//! `petition-guide`: how and where to petition lawfully, answered verbatim and cited.
//!
//! ```text
//! corpus/ ─► corpus ─► search ─► answer (guard → match → route → compose) ─► web · cli ─► topics
//! ```
//!
//! - [`text`]: numerals, normal form, words, syllables, masking
//! - [`corpus`]: laws, guide, limits, doors; parsed and checked
//! - [`search`]: the index of provisions
//! - [`answer`]: from a question to a reply
//! - [`citations`]: citations in a draft, checked; references between articles
//! - [`deadlines`]: from dates to the next right and its last day
//! - [`desk`]: the staff's search, the same for page, JSON and terminal
//! - [`snapshot`]: one edition of all of the above, immutable
//! - [`staff`]: accounts, signing in, sessions, the audit log
//! - [`store`]: the database and its migrations
//! - [`topics`]: counters, events, periods, switches
//! - [`outreach`]: what planners see of the counters, under the rule of small numbers
//! - [`web`]: pages, kiosk and JSON
//! - [`config`]: settings, from four sources to one checked value
//! - [`cli`]: the commands
//! - [`embedded`]: files inside the binary

pub mod answer;
pub mod citations;
pub mod cli;
pub mod config;
pub mod corpus;
pub mod deadlines;
pub mod desk;
pub mod embedded;
pub mod outreach;
pub mod search;
pub mod snapshot;
pub mod staff;
pub mod store;
pub mod text;
pub mod topics;
pub mod web;
