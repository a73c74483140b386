//! From a decision to a reply. Nothing is written here but the order of things: every sentence is the
//! corpus's. Replies that are always the same are composed once, at load.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::composition::compose_matter;
use super::outcome::Outcome;
use super::reply::{CitationView, DoorView, EntryLink, Reply, TopicLink};
use crate::corpus::{
    ArticleRef, Citation, Corpus, Door, EntryOutcome, GuideEntry, Law, OutcomeText, Pinpoint,
};

/// Longest `answer`, in characters.
const MAX_ANSWER: usize = 400;
/// Key of what is said when personal numbers were masked.
pub const PERSONAL_DATA: &str = "personal-data";
/// Choices offered by `clarify`.
const MAX_CHOICES: usize = 3;

/// Every reply that does not depend on more than the entry or key, and the parts of those that do.
pub struct Composer {
    corpus: Arc<Corpus>,
    entries: Vec<Arc<Reply>>,
    texts: BTreeMap<String, Arc<Reply>>,
}

impl Composer {
    /// Composes what can be composed ahead.
    pub fn new(corpus: Arc<Corpus>) -> Self {
        let entries = corpus
            .entries
            .iter()
            .map(|e| Arc::new(entry_reply(&corpus, e)))
            .collect();
        let texts = corpus
            .texts
            .0
            .iter()
            .map(|(key, text)| {
                (
                    key.clone(),
                    Arc::new(text_reply(&corpus, text, Outcome::OutOfScope)),
                )
            })
            .collect();
        Self {
            corpus,
            entries,
            texts,
        }
    }

    /// The corpus everything is composed from.
    pub fn corpus(&self) -> &Arc<Corpus> {
        &self.corpus
    }

    /// The reply of an entry, by its position in the corpus.
    pub fn entry(&self, entry: usize) -> &Arc<Reply> {
        &self.entries[entry]
    }

    /// The reply with this key of `outcomes.toml`, under the outcome that called for it.
    pub fn text(&self, key: &str, outcome: Outcome) -> Arc<Reply> {
        let reply = self
            .texts
            .get(key)
            .or_else(|| self.texts.get("out-of-scope"));
        match reply {
            Some(reply) if reply.outcome == outcome => reply.clone(),
            Some(reply) => Arc::new(Reply {
                outcome,
                ..Reply::clone(reply)
            }),
            None => Arc::new(bare_reply(outcome)),
        }
    }

    /// A matter at a stage, by their positions in the corpus.
    pub fn matter(&self, matter: usize, stage: usize) -> Arc<Reply> {
        let (matter, stage) = (&self.corpus.matters[matter], &self.corpus.stages[stage]);
        match compose_matter(&self.corpus, matter, stage) {
            Some(reply) => Arc::new(reply),
            None => self.text("out-of-scope", Outcome::OutOfScope),
        }
    }

    /// A choice between entries.
    pub(super) fn clarify(&self, entries: &[usize]) -> Arc<Reply> {
        let mut reply = Reply::clone(&self.text("clarify", Outcome::Clarify));
        reply.suggestions = entries
            .iter()
            .take(MAX_CHOICES)
            .map(|e| EntryLink::of(&self.corpus.entries[*e]))
            .collect();
        Arc::new(reply)
    }

    /// A provision by itself: the words of the article are the answer.
    pub(super) fn provision(
        &self,
        law: &Law,
        position: usize,
        pinpoint: Option<Pinpoint>,
        asked_for: bool,
    ) -> Arc<Reply> {
        let article = &law.articles[position];
        let citation = Citation {
            article: ArticleRef {
                law: law.id.clone(),
                no: article.no,
            },
            pinpoint,
            quote: None,
        };
        let mut reply = Reply::clone(&self.text("provision", Outcome::Answered));
        if asked_for {
            let words = pinpoint
                .and_then(|p| article.pinpointed(p).ok())
                .unwrap_or_else(|| article.text.clone());
            let place = pinpoint.map_or_else(String::new, |p| p.to_string());
            reply.answer = shorten(&format!("{}{place}：{words}", law.label(article.no)));
        }
        reply
            .citations
            .extend(citation_view(&self.corpus, &citation));
        reply.suggestions = self
            .corpus
            .entries
            .iter()
            .filter(|e| e.citations.iter().any(|c| c.article == citation.article))
            .take(MAX_CHOICES)
            .map(EntryLink::of)
            .collect();
        Arc::new(reply)
    }
}

/// The same reply with another question's entry to go on with, first among the suggestions.
pub(super) fn with_second(reply: &Reply, second: &EntryLink) -> Reply {
    let mut out = reply.clone();
    out.suggestions.retain(|s| s.id != second.id);
    out.suggestions.insert(0, second.clone());
    out
}

fn entry_reply(corpus: &Corpus, entry: &GuideEntry) -> Reply {
    let outcome = match entry.outcome {
        EntryOutcome::Answered => Outcome::Answered,
        EntryOutcome::Redirected => Outcome::Redirected,
    };
    Reply {
        outcome,
        entry: Some(EntryLink::of(entry)),
        topic: corpus.topic(&entry.topic).map(TopicLink::of),
        answer: entry.reply.clone(),
        steps: entry.steps.clone(),
        doors: door_views(corpus, &entry.doors),
        citations: citation_views(corpus, &entry.citations),
        suggestions: EntryLink::of_ids(corpus, &entry.related),
    }
}

fn text_reply(corpus: &Corpus, text: &OutcomeText, outcome: Outcome) -> Reply {
    Reply {
        answer: text.reply.clone(),
        steps: text.steps.clone(),
        doors: door_views(corpus, &text.doors),
        citations: citation_views(corpus, &text.citations),
        suggestions: EntryLink::of_ids(corpus, &text.related),
        ..bare_reply(outcome)
    }
}

fn bare_reply(outcome: Outcome) -> Reply {
    Reply {
        outcome,
        entry: None,
        topic: None,
        answer: String::new(),
        steps: Vec::new(),
        doors: Vec::new(),
        citations: Vec::new(),
        suggestions: Vec::new(),
    }
}

pub(super) fn door_views(corpus: &Corpus, ids: &[String]) -> Vec<DoorView> {
    ids.iter()
        .filter_map(|id| corpus.door(id))
        .map(door_view)
        .collect()
}

/// A door as a reply shows it: what it is for, with what it costs and its site.
pub fn door_view(door: &Door) -> DoorView {
    let mut note = door.note.trim_end_matches('。').to_owned();
    let site = door.site.as_ref().map(|s| format!("网址 {s}"));
    for extra in door.cost.iter().chain(&site) {
        note.push('；');
        note.push_str(extra.trim_end_matches('。'));
    }
    note.push('。');
    DoorView {
        id: door.id.clone(),
        name: door.name.clone(),
        phone: door.phone.clone(),
        note,
    }
}

pub(super) fn citation_views(corpus: &Corpus, citations: &[Citation]) -> Vec<CitationView> {
    citations
        .iter()
        .filter_map(|c| citation_view(corpus, c))
        .collect()
}

/// A citation as a reply shows it; `None` when the corpus does not hold the article.
pub fn citation_view(corpus: &Corpus, citation: &Citation) -> Option<CitationView> {
    let (law, article) = corpus.article(&citation.article)?;
    Some(CitationView {
        id: citation.article.to_string(),
        label: law.label(article.no),
        pinpoint: citation.pinpoint.map(|p| p.to_string()),
        text: article.text.clone(),
        url: format!("/law/{}", citation.article),
    })
}

/// Cuts an answer to its greatest length, at the end of a sentence where there is one.
fn shorten(text: &str) -> String {
    const MORE: &str = "（全文见下）";
    if text.chars().count() <= MAX_ANSWER {
        return text.to_owned();
    }
    let room = MAX_ANSWER - MORE.chars().count();
    let head: String = text.chars().take(room).collect();
    let cut = head
        .rfind(['。', '；'])
        .map_or(head.len(), |i| i + '。'.len_utf8());
    format!("{}{MORE}", &head[..cut])
}
