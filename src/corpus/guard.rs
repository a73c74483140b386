//! `guards.toml`: what makes a question urgent, forbidden or foreign. Cues are lists of wordings; a rule
//! fires when one wording of each of its `all` cues stands in the question and none of its `none` cues.
//! Examples are whole questions of what this service does not answer.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::fault::Fault;
use super::outcome_text::OutcomeTexts;
use super::toml_file::TomlFile;

/// A rule over cues.
#[derive(Debug, Clone)]
pub struct GuardRule {
    /// `urgent`, `declined` or `out_of_scope`.
    pub outcome: String,
    /// Key of its reply in `outcomes.toml`.
    pub reply: String,
    /// Names of cues that must all be met.
    pub all: Vec<String>,
    /// Names of cues that must not be met.
    pub none: Vec<String>,
}

/// Cues, rules in order, and examples of foreign questions by reply key.
#[derive(Debug, Clone, Default)]
pub struct Guards {
    /// Name → wordings.
    pub cues: BTreeMap<String, Vec<String>>,
    /// The first rule that fires decides.
    pub rules: Vec<GuardRule>,
    /// Key of a reply → whole questions it is the reply to.
    pub foreign: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    cues: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    rule: Vec<RawRule>,
    #[serde(default)]
    foreign: BTreeMap<Spanned<String>, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    outcome: Spanned<String>,
    reply: Spanned<String>,
    all: Vec<Spanned<String>>,
    #[serde(default)]
    none: Vec<Spanned<String>>,
}

/// Reads and checks the file: every cue and reply that is named exists.
pub(super) fn parse(file: &TomlFile<'_>, texts: &OutcomeTexts, faults: &mut Vec<Fault>) -> Guards {
    let raw: RawFile = match file.parse() {
        Ok(raw) => raw,
        Err(fault) => {
            faults.push(fault);
            return Guards::default();
        }
    };
    for rule in &raw.rule {
        if !["urgent", "declined", "out_of_scope"].contains(&rule.outcome.get_ref().as_str()) {
            faults.push(file.fault(&rule.outcome, format!("未知的结果 {}", rule.outcome.get_ref())));
        }
        for cue in rule.all.iter().chain(&rule.none) {
            if !raw.cues.contains_key(cue.get_ref()) {
                faults.push(file.fault(cue, format!("没有线索词表 {}", cue.get_ref())));
            }
        }
        if rule.all.is_empty() {
            faults.push(file.fault(&rule.reply, "规则至少要有一个 all 线索"));
        }
    }
    for key in raw.rule.iter().map(|r| &r.reply).chain(raw.foreign.keys()) {
        if !texts.0.contains_key(key.get_ref()) {
            faults.push(file.fault(key, format!("outcomes.toml 里没有答复 {}", key.get_ref())));
        }
    }
    let names = |list: Vec<Spanned<String>>| list.into_iter().map(Spanned::into_inner).collect();
    Guards {
        cues: raw.cues,
        rules: raw
            .rule
            .into_iter()
            .map(|r| GuardRule {
                outcome: r.outcome.into_inner(),
                reply: r.reply.into_inner(),
                all: names(r.all),
                none: names(r.none),
            })
            .collect(),
        foreign: raw.foreign.into_iter().map(|(k, v)| (k.into_inner(), v)).collect(),
    }
}
