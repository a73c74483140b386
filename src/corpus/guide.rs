//! 指南条目: the reviewed answers of 《信访法治化宣传指南》. One topic a file, entries with question
//! variants, reply, steps, doors and citations.

use std::collections::HashMap;

use serde::Deserialize;
use toml::Spanned;

use super::check::{RawCitation, Resolver};
use super::citation::Citation;
use super::date::IsoDate;
use super::door::{self, Door};
use super::fault::Fault;
use super::toml_file::TomlFile;

/// A reply may be this long, in characters.
pub(super) const MAX_REPLY: usize = 400;
/// An entry is found by at least so many other ways of asking.
const MIN_VARIANTS: usize = 8;

/// What an entry tells the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryOutcome {
    /// The question is answered.
    Answered,
    /// Another door's matter; that door first.
    Redirected,
}

/// A reviewed answer.
#[derive(Debug, Clone)]
pub struct GuideEntry {
    /// Pinyin slug, stable for ever: it is in shared links.
    pub id: String,
    /// Slug of its topic.
    pub topic: String,
    /// Canonical question.
    pub title: String,
    /// Answered or redirected.
    pub outcome: EntryOutcome,
    /// Day on which a person last checked it.
    pub checked: IsoDate,
    /// At most 400 characters, decisive facts first, limits inserted.
    pub reply: String,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// Ids of doors, the one to go to first.
    pub doors: Vec<String>,
    /// Ids of entries people ask next.
    pub related: Vec<String>,
    /// Other ways people ask it.
    pub variants: Vec<String>,
    /// How people tell it at length: for the matcher alone.
    pub stories: Vec<String>,
    /// In order of weight.
    pub citations: Vec<Citation>,
    /// Ids it had before; they redirect with a notice.
    pub formerly: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    entry: Vec<RawEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    id: Spanned<String>,
    title: Spanned<String>,
    outcome: EntryOutcome,
    checked: IsoDate,
    reply: Spanned<String>,
    #[serde(default)]
    steps: Vec<Spanned<String>>,
    #[serde(default)]
    doors: Vec<Spanned<String>>,
    #[serde(default)]
    related: Vec<Spanned<String>>,
    variants: Vec<Spanned<String>>,
    #[serde(default)]
    citations: Vec<RawCitation>,
    #[serde(default)]
    no_basis: bool,
    #[serde(default)]
    formerly: Vec<Spanned<String>>,
}

/// Collects the entries of all files and checks what can only be checked across them.
pub(super) struct GuideReader<'a> {
    resolver: &'a Resolver<'a>,
    doors: &'a [Door],
    entries: Vec<GuideEntry>,
    /// Question in bare form → id of the entry that asks it.
    questions: HashMap<String, String>,
    /// References to other entries, checked at the end: (fault to raise, id).
    references: Vec<(Fault, String)>,
}

impl<'a> GuideReader<'a> {
    pub(super) fn new(resolver: &'a Resolver<'a>, doors: &'a [Door]) -> Self {
        Self {
            resolver,
            doors,
            entries: Vec::new(),
            questions: HashMap::new(),
            references: Vec::new(),
        }
    }

    /// Reads one topic's file.
    pub(super) fn read(&mut self, topic: &str, file: &TomlFile<'_>, faults: &mut Vec<Fault>) {
        match file.parse::<RawFile>() {
            Err(fault) => faults.push(fault),
            Ok(raw) => {
                for entry in raw.entry {
                    self.entry(topic, file, entry, faults);
                }
            }
        }
    }

    /// All entries, once every file is read.
    pub(super) fn finish(self, faults: &mut Vec<Fault>) -> Vec<GuideEntry> {
        for (fault, id) in self.references {
            if !self.entries.iter().any(|e| e.id == id) {
                faults.push(fault);
            }
        }
        self.entries
    }

    fn entry(&mut self, topic: &str, file: &TomlFile<'_>, raw: RawEntry, faults: &mut Vec<Fault>) {
        self.check_ids(file, &raw, faults);
        self.check_questions(file, &raw, faults);
        let citations = self.resolver.citations(file, &raw.citations, faults);
        if raw.citations.is_empty() && !raw.no_basis {
            faults.push(file.fault(&raw.id, "没有依据；语料未收录依据时写 no_basis = true"));
        }
        let mut reply = self.resolver.text(file, &raw.reply, &citations, faults);
        if raw.no_basis && citations.is_empty() {
            reply.push_str("（本库未收录依据）");
        }
        let length = reply.chars().count();
        if length > MAX_REPLY || length == 0 {
            faults.push(file.fault(
                &raw.reply,
                format!("答复有 {length} 字，应为 1 到 {MAX_REPLY} 字"),
            ));
        }
        let steps = raw
            .steps
            .iter()
            .map(|s| self.resolver.text(file, s, &citations, faults))
            .collect();
        self.entries.push(GuideEntry {
            id: raw.id.into_inner(),
            topic: topic.to_owned(),
            title: raw.title.into_inner(),
            outcome: raw.outcome,
            checked: raw.checked,
            reply,
            steps,
            doors: door::known(file, raw.doors, self.doors, faults),
            related: raw.related.into_iter().map(Spanned::into_inner).collect(),
            variants: raw.variants.into_iter().map(Spanned::into_inner).collect(),
            stories: Vec::new(),
            citations,
            formerly: raw.formerly.into_iter().map(Spanned::into_inner).collect(),
        });
    }

    fn check_ids(&mut self, file: &TomlFile<'_>, raw: &RawEntry, faults: &mut Vec<Fault>) {
        for id in std::iter::once(&raw.id).chain(&raw.formerly) {
            let name = id.get_ref();
            if !is_slug(name) {
                faults.push(file.fault(id, format!("编号「{name}」应由小写字母、数字和短横组成")));
            }
            if self
                .entries
                .iter()
                .any(|e| e.id == *name || e.formerly.contains(name))
            {
                faults.push(file.fault(id, format!("条目编号 {name} 重复")));
            }
        }
        for related in &raw.related {
            let fault = file.fault(related, format!("没有条目 {}", related.get_ref()));
            self.references.push((fault, related.get_ref().clone()));
        }
    }

    fn check_questions(&mut self, file: &TomlFile<'_>, raw: &RawEntry, faults: &mut Vec<Fault>) {
        if raw.variants.len() < MIN_VARIANTS {
            faults.push(file.fault(
                &raw.id,
                format!(
                    "只有 {} 种问法，至少要 {MIN_VARIANTS} 种",
                    raw.variants.len()
                ),
            ));
        }
        for question in std::iter::once(&raw.title).chain(&raw.variants) {
            let bare: String = question
                .get_ref()
                .chars()
                .filter(|c| c.is_alphanumeric())
                .collect();
            if bare.is_empty() {
                faults.push(file.fault(question, "问法是空的"));
            }
            if let Some(other) = self.questions.insert(bare, raw.id.get_ref().clone()) {
                faults.push(file.fault(
                    question,
                    format!("问法与条目 {other} 重复：{}", question.get_ref()),
                ));
            }
        }
    }
}

/// Whether this can be a part of an address: small letters, digits and single hyphens.
pub(super) fn is_slug(s: &str) -> bool {
    !s.is_empty()
        && s.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}
