//! 这事归不归信访: the decision tree of `/start`, `start.toml`. Steps ask, ends say where to go; every one rests on
//! an article. Two or three taps lead from the first step to any end.

use serde::Deserialize;
use toml::Spanned;

use super::check::{RawCitation, Resolver, claim_id};
use super::citation::Citation;
use super::door::{self, Door};
use super::fault::Fault;
use super::guide::GuideEntry;
use super::matter::{REGULATION, check_entries};
use super::toml_file::TomlFile;

/// Most taps from the first step to an end.
const MOST_TAPS: usize = 3;
/// Longest reply of an end, in characters.
const LONGEST: usize = 300;

/// The tree; the first step begins it.
#[derive(Debug, Clone, Default)]
pub struct StartTree {
    /// Questions.
    pub steps: Vec<StartStep>,
    /// Where they lead.
    pub ends: Vec<StartEnd>,
}

/// A question with choices.
#[derive(Debug, Clone)]
pub struct StartStep {
    /// Slug.
    pub id: String,
    /// The question.
    pub ask: String,
    /// A sentence beside it; may be empty.
    pub note: String,
    /// Why it is asked.
    pub citations: Vec<Citation>,
    /// What can be tapped.
    pub choices: Vec<StartChoice>,
}

/// A choice.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StartChoice {
    /// In everyday words.
    pub say: String,
    /// Examples; may be empty.
    #[serde(default)]
    pub hint: String,
    /// Id of a step or an end.
    pub to: String,
}

/// Whether a petition is the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Petition {
    /// A petition proper.
    Yes,
    /// A petition and another procedure.
    Partly,
    /// Another procedure first.
    Not,
}

/// Where a path ends.
#[derive(Debug, Clone)]
pub struct StartEnd {
    /// Slug.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Whether a petition is the way.
    pub petition: Petition,
    /// Where to go, until when, and what a petition can still do.
    pub reply: String,
    /// Ids of doors, the one to go to first.
    pub doors: Vec<String>,
    /// Ids of entries to read on.
    pub entries: Vec<String>,
    /// Why.
    pub citations: Vec<Citation>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    step: Vec<RawStep>,
    #[serde(default)]
    end: Vec<RawEnd>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStep {
    id: Spanned<String>,
    ask: String,
    #[serde(default)]
    note: Option<Spanned<String>>,
    citations: Vec<RawCitation>,
    choices: Vec<StartChoice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEnd {
    id: Spanned<String>,
    title: String,
    petition: Petition,
    reply: Spanned<String>,
    doors: Vec<Spanned<String>>,
    #[serde(default)]
    entries: Vec<Spanned<String>>,
    citations: Vec<RawCitation>,
}

/// Reads and checks the file: every choice leads somewhere, every step and end is reached, and soon.
pub(super) fn parse(
    file: &TomlFile<'_>,
    resolver: &Resolver<'_>,
    doors: &[Door],
    entries: &[GuideEntry],
    faults: &mut Vec<Fault>,
) -> StartTree {
    let raw: RawFile = file.read(faults);
    let mut taken = Vec::new();
    let places: Vec<Spanned<String>> = raw
        .step
        .iter()
        .map(|s| &s.id)
        .chain(raw.end.iter().map(|e| &e.id))
        .cloned()
        .collect();
    for id in &places {
        claim_id(file, id, "步骤", &mut taken, faults);
    }
    let steps = raw.step.into_iter();
    let tree = StartTree {
        steps: steps.map(|s| step(file, resolver, s, faults)).collect(),
        ends: raw
            .end
            .into_iter()
            .map(|e| end(file, resolver, doors, entries, e, faults))
            .collect(),
    };
    check_paths(file, &tree, &places, faults);
    tree
}

fn step(
    file: &TomlFile<'_>,
    resolver: &Resolver<'_>,
    raw: RawStep,
    faults: &mut Vec<Fault>,
) -> StartStep {
    let citations = resolver.places(file, &raw.citations, faults);
    if citations.is_empty() {
        faults.push(file.fault(&raw.id, "每一步都要有依据"));
    }
    StartStep {
        id: raw.id.into_inner(),
        ask: raw.ask,
        note: raw
            .note
            .map_or_else(String::new, |n| resolver.text(file, &n, &citations, faults)),
        citations,
        choices: raw.choices,
    }
}

fn end(
    file: &TomlFile<'_>,
    resolver: &Resolver<'_>,
    doors: &[Door],
    entries: &[GuideEntry],
    raw: RawEnd,
    faults: &mut Vec<Fault>,
) -> StartEnd {
    let citations = resolver.places(file, &raw.citations, faults);
    if !citations.iter().any(|c| c.article.law.0 == REGULATION) {
        faults.push(file.fault(&raw.id, "依据里应有把它送到那里的《信访工作条例》条文"));
    }
    check_entries(file, &raw.entries, entries, faults);
    let reply = resolver.text(file, &raw.reply, &citations, faults);
    if reply.chars().count() > LONGEST {
        faults.push(file.fault(&raw.reply, format!("应在 {LONGEST} 字以内")));
    }
    StartEnd {
        id: raw.id.into_inner(),
        title: raw.title,
        petition: raw.petition,
        reply,
        doors: door::known(file, raw.doors, doors, faults),
        entries: raw.entries.into_iter().map(Spanned::into_inner).collect(),
        citations,
    }
}

/// Walks from the first step, a tap at a time.
fn check_paths(
    file: &TomlFile<'_>,
    tree: &StartTree,
    places: &[Spanned<String>],
    faults: &mut Vec<Fault>,
) {
    let Some(first) = tree.steps.first() else {
        return;
    };
    let mut reached = vec![first.id.clone()];
    let mut front = vec![first.id.clone()];
    for _ in 0..MOST_TAPS {
        let steps = tree.steps.iter().filter(|s| front.contains(&s.id));
        let next: Vec<String> = steps
            .flat_map(|s| s.choices.iter().map(|c| c.to.clone()))
            .collect();
        front = next;
        reached.extend(front.iter().cloned());
    }
    for id in places {
        if !reached.contains(id.get_ref()) {
            let reason = format!("从第一步点 {MOST_TAPS} 下到不了 {}", id.get_ref());
            faults.push(file.fault(id, reason));
        }
    }
    for id in &reached {
        if !places.iter().any(|p| p.get_ref() == id) {
            faults.push(file.fault(&places[0], format!("有个选项通向没有的步骤 {id}")));
        }
    }
}
