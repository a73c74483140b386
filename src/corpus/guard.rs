//! `guards.toml`: what makes a question urgent, forbidden or foreign. Cues are lists of wordings; a rule
//! fires when one wording of each of its `all` cues stands in the question and none of its `none` cues.
//! Beside it, `examples.toml`: whole questions of each kind, which the matcher learns as classes of their own,
//! so that what no wording foresaw is still heard; and harmless questions that look like them.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::fault::Fault;
use super::outcome_text::OutcomeTexts;
use super::toml_file::TomlFile;

/// Outcomes a guard may call for.
const OUTCOMES: [&str; 3] = ["urgent", "declined", "out_of_scope"];

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

/// Cues, rules in order, and example questions.
#[derive(Debug, Clone, Default)]
pub struct Guards {
    /// Name → wordings.
    pub cues: BTreeMap<String, Vec<String>>,
    /// The first rule that fires decides.
    pub rules: Vec<GuardRule>,
    /// Kinds of questions that are no entry's.
    pub examples: Vec<ExampleKind>,
}

/// A kind of question that is no entry's, by examples.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleKind {
    /// `urgent`, `declined`, `out_of_scope`, or `harmless` for what only looks like one of them.
    pub outcome: String,
    /// Key of its reply in `outcomes.toml`; empty for `harmless`.
    #[serde(default)]
    pub reply: String,
    /// Longest question it decides, in characters: a greeting opens many a long story.
    #[serde(default = "unlimited")]
    pub longest: usize,
    /// Whole questions.
    pub questions: Vec<String>,
}

fn unlimited() -> usize {
    usize::MAX
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    cues: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    rule: Vec<RawRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExamples {
    kind: Vec<Spanned<ExampleKind>>,
}

/// Reads and checks the examples.
pub(super) fn parse_examples(
    file: &TomlFile<'_>,
    texts: &OutcomeTexts,
    faults: &mut Vec<Fault>,
) -> Vec<ExampleKind> {
    let raw: RawExamples = match file.parse() {
        Ok(raw) => raw,
        Err(fault) => {
            faults.push(fault);
            return Vec::new();
        }
    };
    let mut seen = BTreeMap::new();
    for kind in &raw.kind {
        let ExampleKind {
            outcome,
            reply,
            questions,
            ..
        } = kind.get_ref();
        let harmless = outcome == "harmless";
        if !harmless && !OUTCOMES.contains(&outcome.as_str()) {
            faults.push(file.fault(kind, format!("未知的结果 {outcome}")));
        }
        if !harmless && !texts.0.contains_key(reply) {
            faults.push(file.fault(kind, format!("outcomes.toml 里没有答复 {reply}")));
        }
        for question in questions {
            if seen.insert(question, ()).is_some() {
                faults.push(file.fault(kind, format!("例句重复：{question}")));
            }
        }
    }
    raw.kind.into_iter().map(Spanned::into_inner).collect()
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
        if !OUTCOMES.contains(&rule.outcome.get_ref().as_str()) {
            faults.push(file.fault(
                &rule.outcome,
                format!("未知的结果 {}", rule.outcome.get_ref()),
            ));
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
    for key in raw.rule.iter().map(|r| &r.reply) {
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
        examples: Vec::new(),
    }
}
