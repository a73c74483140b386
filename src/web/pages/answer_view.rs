//! A reply as pages show it, on the web and at the kiosk: headed, with doors and provisions in full, and where
//! to go on from it.

use super::door_view::DoorDetail;
use super::place::Place;
use super::provision_view::ProvisionView;
use crate::answer::{EntryLink, Outcome, Reply};
use crate::corpus::Corpus;

/// A reply as pages show it.
pub(super) struct AnswerView {
    pub(super) outcome: Outcome,
    /// Id of the entry, empty for none.
    pub(super) entry: String,
    /// Heading: the canonical question, or what came of it.
    pub(super) heading: String,
    pub(super) topic: String,
    /// Paragraphs of the reply.
    pub(super) reply: Vec<String>,
    pub(super) steps: Vec<String>,
    pub(super) doors: Vec<DoorDetail>,
    pub(super) provisions: Vec<ProvisionView>,
    pub(super) suggestions: Vec<EntryLink>,
    /// 2026年11月22日; empty where no entry answers.
    pub(super) checked: String,
    /// Stages of the matter the reply is about, the present one marked.
    pub(super) stages: Vec<StageLink>,
    /// Titles and addresses of pages that lay the subject of the entry out whole.
    pub(super) screens: Vec<(String, String)>,
    /// The path this very answer has for everyone; empty where it has none.
    pub(super) address: String,
    /// Where links lead: the web pages or the kiosk's own.
    pub(super) place: Place,
}

impl AnswerView {
    /// Views a reply; `heard` are the matter and stage it is composed of, if it is.
    pub(super) fn new(
        corpus: &Corpus,
        reply: &Reply,
        heard: Option<(usize, usize)>,
        place: Place,
    ) -> Self {
        let entry = reply.entry.as_ref();
        let (heading, address) = match (heard, entry) {
            (Some((matter, stage)), _) => {
                let heading = corpus.heading_at_stage(matter, stage);
                let (matter, stage) = (&corpus.matters[matter], &corpus.stages[stage]);
                (heading, format!("/matter/{}/{}", matter.id, stage.id))
            }
            (None, Some(entry)) => (entry.title.clone(), entry.url.clone()),
            (None, None) => (reply.outcome.title().to_owned(), String::new()),
        };
        Self {
            outcome: reply.outcome,
            entry: entry.map_or_else(String::new, |e| e.id.clone()),
            heading,
            address,
            stages: stages(corpus, reply, heard),
            screens: screens(corpus, reply),
            topic: reply
                .topic
                .as_ref()
                .map_or_else(String::new, |t| t.title.clone()),
            reply: reply
                .answer
                .lines()
                .filter(|l| !l.trim().is_empty())
                .map(str::to_owned)
                .collect(),
            steps: reply.steps.clone(),
            doors: reply
                .doors
                .iter()
                .map(|d| DoorDetail::new(corpus, d))
                .collect(),
            provisions: ProvisionView::of_reply(corpus, reply),
            suggestions: reply.suggestions.clone(),
            checked: entry
                .and_then(|e| corpus.entry(&e.id))
                .map_or_else(String::new, |e| e.checked.to_chinese()),
            place,
        }
    }

    /// Whether it is about danger: nothing else stands beside it then.
    pub(super) fn is_urgent(&self) -> bool {
        self.outcome == Outcome::Urgent
    }

    /// Whether the suggestions are choices to pick from.
    pub(super) fn is_choice(&self) -> bool {
        self.outcome == Outcome::Clarify
    }
}

/// A stage of a matter to go on to.
pub(super) struct StageLink {
    pub(super) name: String,
    pub(super) url: String,
    /// Whether this is the stage that is shown.
    pub(super) here: bool,
}

/// Stages of the matter of a reply: the one it is composed of, or the one its entry opens. The first stage,
/// nothing raised yet, is the entry itself.
fn stages(corpus: &Corpus, reply: &Reply, heard: Option<(usize, usize)>) -> Vec<StageLink> {
    let opens = || {
        let entry = reply.entry.as_ref()?;
        let mut matters = corpus.matters.iter();
        matters.find(|m| m.entries.first() == Some(&entry.id))
    };
    let matter = heard.map(|(m, _)| &corpus.matters[m]).or_else(opens);
    let Some(matter) = matter else {
        return Vec::new();
    };
    corpus
        .stages
        .iter()
        .enumerate()
        .skip(1)
        .map(|(i, stage)| StageLink {
            name: stage.name.clone(),
            url: format!("/matter/{}/{}", matter.id, stage.id),
            here: heard.is_some_and(|(_, s)| s == i),
        })
        .collect()
}

/// Pages that name the entry of a reply among their own.
fn screens(corpus: &Corpus, reply: &Reply) -> Vec<(String, String)> {
    let names_it = |ids: &[String]| reply.entry.as_ref().is_some_and(|e| ids.contains(&e.id));
    let screens = corpus.screens.iter().filter(|s| names_it(&s.entries));
    screens
        .map(|s| (s.title.clone(), format!("/screen/{}", s.id)))
        .collect()
}
