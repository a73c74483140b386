//! Finding provisions: a tantivy index of every article in words and in characters, references by number,
//! and snippets. Knows nothing of pages or of the guide.

mod build;
mod collector;
mod exact;
mod grams;
mod identity;
mod provisions;
mod query;
mod reference;
mod snippet;
mod storage;
mod syntax;

pub use grams::{Gram, grams};
pub use provisions::{Provision, ProvisionHit, Provisions};
pub use reference::{Reference, ReferenceReader};
pub use snippet::{Snippet, snippet};
pub use storage::{IndexPlace, SearchError, index_folder, open_or_build};
pub use syntax::{Bearing, Part, parse as parse_search};
