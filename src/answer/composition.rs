//! A matter and a stage composed into one reply: the door first, then what a petition can still do, with
//! the article that sends the matter there among the first three bases. Texts and limits of length are the
//! corpus's; only the order of things is decided here.

use super::compose::{citation_views, door_views};
use super::outcome::Outcome;
use super::reply::{EntryLink, Reply, TopicLink};
use crate::corpus::{Citation, Corpus, Matter, MatterPath, Stage, StageReply};

/// Most doors, steps and suggestions of a composed reply.
const MOST: usize = 4;

/// The reply for a matter at a stage; `None` when the stage has no words for its path, which the checks of
/// the corpus rule out.
pub(super) fn compose_matter(corpus: &Corpus, matter: &Matter, stage: &Stage) -> Option<Reply> {
    let at_stage = stage.reply(matter.path)?;
    let opening = matter.entries.first().and_then(|e| corpus.entry(e));
    let topic = opening.and_then(|e| corpus.topic(&e.topic));
    // The opening entry is what is being read: it leads nowhere from itself.
    let others: Vec<String> = matter.entries.iter().skip(1).cloned().collect();
    let mut suggested = joined(&at_stage.suggest, &others);
    suggested.retain(|id| matter.entries.first() != Some(id));
    Some(Reply {
        outcome: match matter.path {
            MatterPath::Xinfang => Outcome::Answered,
            MatterPath::Tujing | MatterPath::Jubao => Outcome::Redirected,
        },
        entry: opening.map(EntryLink::of),
        topic: topic.map(TopicLink::of),
        answer: format!("{}\n{}", matter.reply, at_stage.text),
        steps: joined(&at_stage.steps, &matter.steps),
        doors: door_views(corpus, &joined(&matter.doors, &at_stage.doors)),
        citations: citation_views(corpus, &citations(matter, at_stage)),
        suggestions: EntryLink::of_ids(corpus, &suggested),
    })
}

/// The door's basis and the article that sends the matter there, then the stage's, then the rest of the
/// matter's. One row an article: where both rest on one, the first stays.
fn citations(matter: &Matter, stage: &StageReply) -> Vec<Citation> {
    let (first, rest) = matter.citations.split_at(matter.citations.len().min(2));
    let mut out: Vec<Citation> = Vec::new();
    for citation in first.iter().chain(&stage.citations).chain(rest) {
        if !out.iter().any(|c| c.article == citation.article) {
            out.push(citation.clone());
        }
    }
    out
}

/// Both lists, each thing once, the first [`MOST`].
fn joined(first: &[String], second: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for item in first.iter().chain(second) {
        if !out.contains(item) {
            out.push(item.clone());
        }
    }
    out.truncate(MOST);
    out
}
