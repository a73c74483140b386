//! What was asked and answered before, as the page itself carries it: two form fields a turn, `said` and
//! `got`. The server keeps none of it; what comes back is checked, masked and worded anew.

use crate::answer::{Outcome, Question};
use crate::corpus::Corpus;
use crate::snapshot::Snapshot;
use crate::web::body::Form;

/// Turns that are carried; older ones are let go.
const CARRIED: usize = 6;
/// Turns that stand open; the ones before are folded.
const OPEN: usize = 2;

/// A question and what came of it.
#[derive(Debug, Clone)]
pub(super) struct Turn {
    /// The question, masked; empty where an answer was opened without asking.
    pub(super) said: String,
    /// The address of the answer, or the key of its outcome where it has none.
    pub(super) got: String,
    /// What the answer was headed.
    pub(super) heading: String,
    /// Paragraphs of the answer.
    pub(super) reply: Vec<String>,
}

/// The turns before the present one, oldest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Conversation {
    pub(super) turns: Vec<Turn>,
}

impl Conversation {
    /// Reads what a page carried; turns that cannot be are left out. Where none are carried, the entry that was
    /// open is the turn before.
    pub(super) fn of_form(snapshot: &Snapshot, form: &Form) -> Self {
        let carried = form.all("said").zip(form.all("got"));
        let mut turns: Vec<Turn> = carried
            .filter_map(|(said, got)| Turn::read(snapshot, said, got))
            .collect();
        if turns.is_empty() {
            let opened = format!("/q/{}", form.get("previous"));
            turns.extend(Turn::read(snapshot, "", &opened).filter(Turn::has_page));
        }
        turns.drain(..turns.len().saturating_sub(CARRIED));
        Self { turns }
    }

    /// The turns to carry on beside the present one.
    pub(super) fn carried(&self) -> &[Turn] {
        &self.turns[self.turns.len().saturating_sub(CARRIED - 1)..]
    }

    /// The turns that are folded away.
    pub(super) fn folded(&self) -> &[Turn] {
        &self.turns[..self.turns.len().saturating_sub(OPEN)]
    }

    /// The turns that stand open above the present one.
    pub(super) fn open(&self) -> &[Turn] {
        &self.turns[self.turns.len().saturating_sub(OPEN)..]
    }
}

impl Turn {
    /// The turn that has just been answered.
    pub(super) fn now(said: &str, got: &str, heading: &str) -> Self {
        Self {
            said: said.to_owned(),
            got: got.to_owned(),
            heading: heading.to_owned(),
            reply: Vec::new(),
        }
    }

    /// A turn as a page carried it: nothing in it is believed but the question, which is checked.
    fn read(snapshot: &Snapshot, said: &str, got: &str) -> Option<Self> {
        let said = match said {
            "" => String::new(),
            said => Question::parse(said).ok()?.text,
        };
        let (heading, reply) = worded(snapshot, got)?;
        let lines = reply.lines().filter(|l| !l.trim().is_empty());
        Some(Self {
            said,
            got: got.to_owned(),
            heading,
            reply: lines.map(str::to_owned).collect(),
        })
    }

    /// Whether the answer has a page of its own.
    pub(super) fn has_page(&self) -> bool {
        self.got.starts_with('/')
    }
}

/// Heading and text of the answer at an address, or of an outcome by its key.
fn worded(snapshot: &Snapshot, got: &str) -> Option<(String, String)> {
    let corpus: &Corpus = &snapshot.corpus;
    let composer = snapshot.answerer.composer();
    if let Some(id) = got.strip_prefix("/q/") {
        let entry = corpus.entry(id)?;
        return Some((entry.title.clone(), entry.reply.clone()));
    }
    if let Some((matter, stage)) = got.strip_prefix("/matter/").and_then(|p| p.split_once('/')) {
        let (m, s) = corpus.matter_at_stage(matter, stage)?;
        let reply = composer.matter(m, s);
        return Some((corpus.heading_at_stage(m, s), reply.answer.clone()));
    }
    let outcome = Outcome::from_key(got)?;
    Some((outcome.title().to_owned(), String::new()))
}
