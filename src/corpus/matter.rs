//! 事项: what a grievance is about, by its everyday names, with the door it belongs to: `matters.toml`.
//! Where it stands is another question (`stage.rs`); the two are matched apart and composed.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::check::{RawCitation, Resolver, claim_id};
use super::citation::Citation;
use super::door::{self, Door};
use super::fault::Fault;
use super::guide::GuideEntry;
use super::toml_file::TomlFile;

/// The regulation that sends a matter to its door.
pub(super) const REGULATION: &str = "xinfang-gongzuo-tiaoli";

/// Which procedure a matter ends in; it decides what a petition can do at a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatterPath {
    /// A petition proper (条例 第三十一条第六项): its limits, 复查 and 复核 hold.
    Xinfang,
    /// Another legal procedure (第三十一条第一项至第五项) or a private dispute.
    Tujing,
    /// A report on officials (第三十条).
    Jubao,
}

/// A matter.
#[derive(Debug, Clone)]
pub struct Matter {
    /// Pinyin slug.
    pub id: String,
    /// Everyday name: 拖欠工资.
    pub name: String,
    /// Which procedure it ends in.
    pub path: MatterPath,
    /// Everyday wordings that name it.
    pub words: Vec<String>,
    /// Ids of the guide entries about it, the one that opens it first.
    pub entries: Vec<String>,
    /// The door in a few sentences, limits inserted.
    pub reply: String,
    /// What to do.
    pub steps: Vec<String>,
    /// Ids of doors, the one to go to first.
    pub doors: Vec<String>,
    /// The door's basis, and the article of the 条例 that sends the matter there.
    pub citations: Vec<Citation>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    matter: Vec<RawMatter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMatter {
    id: Spanned<String>,
    name: String,
    path: MatterPath,
    words: Vec<Spanned<String>>,
    entries: Vec<Spanned<String>>,
    reply: Spanned<String>,
    #[serde(default)]
    steps: Vec<Spanned<String>>,
    doors: Vec<Spanned<String>>,
    citations: Vec<RawCitation>,
}

/// Reads and checks the file.
pub(super) fn parse(
    file: &TomlFile<'_>,
    resolver: &Resolver<'_>,
    doors: &[Door],
    entries: &[GuideEntry],
    faults: &mut Vec<Fault>,
) -> Vec<Matter> {
    let raw: RawFile = file.read(faults);
    let mut ids: Vec<String> = Vec::new();
    let mut words: BTreeMap<String, String> = BTreeMap::new();
    raw.matter
        .into_iter()
        .map(|m| {
            check_id(file, &m, &mut ids, faults);
            check_words(file, &m, &mut words, faults);
            check_entries(file, &m.entries, entries, faults);
            matter(file, resolver, doors, m, faults)
        })
        .collect()
}

fn matter(
    file: &TomlFile<'_>,
    resolver: &Resolver<'_>,
    doors: &[Door],
    raw: RawMatter,
    faults: &mut Vec<Fault>,
) -> Matter {
    let citations = resolver.citations(file, &raw.citations, faults);
    if !citations
        .iter()
        .take(2)
        .any(|c| c.article.law.0 == REGULATION)
    {
        faults.push(file.fault(
            &raw.id,
            "前两条依据里应有把它送到那里的《信访工作条例》条文",
        ));
    }
    let steps = raw.steps.iter();
    Matter {
        reply: resolver.text(file, &raw.reply, &citations, faults),
        steps: steps
            .map(|s| resolver.text(file, s, &citations, faults))
            .collect(),
        doors: door::known(file, raw.doors, doors, faults),
        id: raw.id.into_inner(),
        name: raw.name,
        path: raw.path,
        words: raw.words.into_iter().map(Spanned::into_inner).collect(),
        entries: raw.entries.into_iter().map(Spanned::into_inner).collect(),
        citations,
    }
}

fn check_id(file: &TomlFile<'_>, raw: &RawMatter, ids: &mut Vec<String>, faults: &mut Vec<Fault>) {
    claim_id(file, &raw.id, "事项", ids, faults);
    if raw.entries.is_empty() {
        faults.push(file.fault(&raw.id, "事项至少要有一个指南条目"));
    }
}

fn check_words(
    file: &TomlFile<'_>,
    raw: &RawMatter,
    words: &mut BTreeMap<String, String>,
    faults: &mut Vec<Fault>,
) {
    for word in &raw.words {
        let text = word.get_ref();
        if text.chars().count() < 2 || !text.chars().all(char::is_alphanumeric) {
            faults.push(file.fault(word, format!("说法「{text}」应是两个字以上、没有标点的词")));
        }
        if let Some(other) = words.insert(text.clone(), raw.id.get_ref().clone()) {
            faults.push(file.fault(word, format!("说法「{text}」也写在事项 {other} 里")));
        }
    }
}

/// Notes entries the guide does not have.
pub(super) fn check_entries(
    file: &TomlFile<'_>,
    ids: &[Spanned<String>],
    entries: &[GuideEntry],
    faults: &mut Vec<Fault>,
) {
    for id in ids {
        if !entries.iter().any(|e| e.id == *id.get_ref()) {
            faults.push(file.fault(id, format!("没有条目 {}", id.get_ref())));
        }
    }
}
