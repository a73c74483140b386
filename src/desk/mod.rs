//! The staff's desk: a search in, provisions out, the same for page, JSON and terminal. Numbers first, then words and
//! signs; what was understood is always said. Knows nothing of pages.

mod facet;
mod find;
mod mending;
mod named;
mod ranking;
mod request;

pub use facet::{ChapterCount, Facets, LawCount};
pub use find::{Found, Hit, find};
pub use named::{Named, named};
pub use request::{DeskRequest, RequestFault, Sort};
