//! What people read when no guide entry answers: `outcomes.toml`, a closed set of replies with a stable
//! key each, so that all such text stands in one place.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::check::{RawCitation, Resolver};
use super::citation::Citation;
use super::door::{self, Door};
use super::fault::Fault;
use super::toml_file::TomlFile;

/// Keys every corpus must have a text for; the answer pipeline names them.
const REQUIRED: [&str; 5] = [
    "clarify",
    "provision",
    "out-of-scope",
    "no-such-article",
    "personal-data",
];

/// A reply that is not a guide entry.
#[derive(Debug, Clone)]
pub struct OutcomeText {
    /// What people read first.
    pub reply: String,
    /// What to do.
    pub steps: Vec<String>,
    /// Ids of doors.
    pub doors: Vec<String>,
    /// Basis, where there is one.
    pub citations: Vec<Citation>,
    /// Ids of entries to read next; those the guide does not have are left out.
    pub related: Vec<String>,
}

/// All such replies by key.
#[derive(Debug, Clone, Default)]
pub struct OutcomeTexts(pub BTreeMap<String, OutcomeText>);

impl OutcomeTexts {
    /// The reply with this key; an unknown key reads as out of scope.
    pub fn get(&self, key: &str) -> Option<&OutcomeText> {
        self.0.get(key).or_else(|| self.0.get("out-of-scope"))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawText {
    reply: Spanned<String>,
    #[serde(default)]
    steps: Vec<Spanned<String>>,
    #[serde(default)]
    doors: Vec<Spanned<String>>,
    #[serde(default)]
    citations: Vec<RawCitation>,
    #[serde(default)]
    related: Vec<String>,
}

/// Reads and checks the file.
pub(super) fn parse(
    file: &TomlFile<'_>,
    resolver: &Resolver<'_>,
    doors: &[Door],
    faults: &mut Vec<Fault>,
) -> OutcomeTexts {
    let raw: BTreeMap<String, RawText> = match file.parse() {
        Ok(raw) => raw,
        Err(fault) => {
            faults.push(fault);
            return OutcomeTexts::default();
        }
    };
    for key in REQUIRED.iter().filter(|k| !raw.contains_key(**k)) {
        faults.push(Fault::new(file.path, 0, format!("缺少答复 {key}")));
    }
    let mut texts = BTreeMap::new();
    for (key, raw) in raw {
        let citations = resolver.citations(file, &raw.citations, faults);
        let reply = resolver.text(file, &raw.reply, &citations, faults);
        let steps = raw
            .steps
            .iter()
            .map(|s| resolver.text(file, s, &citations, faults))
            .collect();
        let doors = door::known(file, raw.doors, doors, faults);
        texts.insert(
            key,
            OutcomeText {
                reply,
                steps,
                doors,
                citations,
                related: raw.related,
            },
        );
    }
    OutcomeTexts(texts)
}
