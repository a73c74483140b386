//! A search that is mistyped: homophone slips and pinyin, read the way questions are, and taken only when what comes
//! out stands in the laws better than what was typed.

use crate::snapshot::Snapshot;
use crate::text::normalize::{is_han, normalize};

/// What was probably meant by a text, when it is something else.
pub(super) fn meant(snapshot: &Snapshot, text: &str) -> Option<String> {
    let typed = normalize(text);
    let meant = snapshot.answerer.meant(&typed)?;
    let unknown = |text: &str| snapshot.provisions.unknown_pairs(text);
    let read_back = !typed.chars().any(is_han) && meant.chars().any(is_han);
    (read_back || unknown(&meant) < unknown(&typed)).then_some(meant)
}
