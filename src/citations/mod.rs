//! 依据 in running text: finding every citation of a draft, resolving it to the exact law and article, comparing
//! the words quoted beside it, and the cross-references inside the laws. Knows nothing of pages or of the index.

mod check;
mod cross_reference;
mod draft;
mod names;
mod naming;
mod number;
mod place;
mod quote;
mod scan;

pub use check::{CheckedCitation, CitationChecker, CitationStatus, Quoted};
pub use cross_reference::{CrossReferences, Link, LinkTarget};
pub use quote::{DifferenceKind, Piece};
