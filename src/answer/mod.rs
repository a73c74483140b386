//! From a question to a lawful answer, as a list of steps: question (validate, mask, normalise) → guard →
//! match → route → compose. Every text comes from the corpus; nothing is generated.

mod alarm;
mod asking;
mod belonging;
mod compose;
mod composition;
mod features;
mod follow_up;
mod glosses;
mod guard;
mod hearing;
mod homophones;
mod leave_one_out;
mod letters;
mod matcher;
mod model;
mod outcome;
mod passages;
mod pinyin_reading;
mod pipeline;
mod plain_speech;
mod question;
mod reply;
mod ridge;
mod route;
mod wordings;

pub use compose::{Composer, PERSONAL_DATA, citation_view, door_view};
pub use leave_one_out::{LeaveOneOut, leave_one_out};
pub use matcher::{Class, KeptModel, Matcher, Ranked};
pub use outcome::Outcome;
pub use pipeline::{Answer, Answerer};
pub use question::{MAX_CHARACTERS, Question, QuestionError};
pub use reply::{CitationView, DoorView, EntryLink, Reply, TopicLink};
