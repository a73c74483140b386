//! The data the product stands on: laws, the guide, limits, doors, matters, topics, guards, lexicon. Everything is
//! parsed and checked here, all faults of a run are listed together, and nothing is ever half-loaded.
//!
//! Compiled a second time into the build script, so that a faulty corpus stops the build: no dependency
//! beyond serde, toml, sha2 and thiserror, no embedded files, no index, no HTTP.

mod check;
mod citation;
mod date;
mod deadline;
mod digest;
mod door;
mod duration;
mod fault;
mod follow_up;
mod gloss;
mod guard;
mod guide;
mod law;
mod law_meta;
mod law_parse;
mod letter;
mod lexicon;
mod limit;
mod load;
mod lookup;
mod matter;
mod outcome_text;
mod renumbering;
mod screen;
mod source;
mod stage;
mod start;
mod story;
mod threshold;
mod toml_file;
mod topic;

pub use citation::{ArticleRef, Citation, Pinpoint};
pub use date::IsoDate;
pub use deadline::{DeadlineRight, DeadlineStage, DeadlineWords, Deadlines};
pub use digest::article_digest;
pub use door::Door;
pub use fault::{Fault, Faults};
pub use follow_up::{Facet, FacetAfter};
pub use gloss::Gloss;
pub use guard::{ExampleKind, GuardRule, Guards};
pub use guide::{EntryOutcome, GuideEntry};
pub use law::{Article, ArticleNo, Heading, HeadingKind, Item, Law, LawId, Paragraph, Shelf};
pub use law_parse::parse_law;
pub use letter::{FieldKind, Letter, LetterField};
pub use lexicon::{Concept, Lexicon};
pub use limit::{Limit, LimitUnit};
pub use load::Corpus;
pub use matter::{Matter, MatterPath};
pub use outcome_text::{OutcomeText, OutcomeTexts};
pub use renumbering::{Moved, Renumbering};
pub use screen::{Screen, ScreenRow, ScreenSection};
pub use source::{Source, SourceFile};
pub use stage::{Stage, StageReply};
pub use start::{Petition, StartChoice, StartEnd, StartStep, StartTree};
pub use threshold::Thresholds;
pub use topic::Topic;
