//! 阶段: where a grievance stands, by what people say of it, and what a petition can still do there:
//! `stages.toml`. What it is about is another question (`matter.rs`).

use serde::Deserialize;
use toml::Spanned;

use super::check::{RawCitation, Resolver, claim_id};
use super::citation::Citation;
use super::door::{self, Door};
use super::fault::Fault;
use super::guide::{GuideEntry, MAX_REPLY};
use super::matter::{Matter, MatterPath, check_entries};
use super::toml_file::TomlFile;

/// All paths a stage must have words for.
const PATHS: [MatterPath; 3] = [MatterPath::Xinfang, MatterPath::Tujing, MatterPath::Jubao];

/// A stage.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Pinyin slug.
    pub id: String,
    /// As on a button: 对答复不满意.
    pub name: String,
    /// Whether it decides what is asked, whatever else the question speaks of: words of the procedure itself
    /// (复查意见, 处理意见书) leave no doubt.
    pub decisive: bool,
    /// Ids of the guide entries about it, whatever the matter.
    pub entries: Vec<String>,
    /// Wordings it is heard from: the parts of one must occur in this order, close together.
    pub cues: Vec<Vec<String>>,
    /// Wordings that rule it out.
    pub not: Vec<Vec<String>>,
    /// What a petition can still do, by the path of the matter.
    pub replies: Vec<StageReply>,
}

/// What a petition can still do at a stage.
#[derive(Debug, Clone)]
pub struct StageReply {
    /// Paths it holds for.
    pub paths: Vec<MatterPath>,
    /// Limits inserted.
    pub text: String,
    /// What to do.
    pub steps: Vec<String>,
    /// Ids of doors.
    pub doors: Vec<String>,
    /// Ids of entries to read next.
    pub suggest: Vec<String>,
    /// The decisive article of the stage first.
    pub citations: Vec<Citation>,
}

impl Stage {
    /// What holds for matters of this path.
    pub fn reply(&self, path: MatterPath) -> Option<&StageReply> {
        self.replies.iter().find(|r| r.paths.contains(&path))
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    stage: Vec<RawStage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStage {
    id: Spanned<String>,
    name: String,
    #[serde(default)]
    decisive: bool,
    #[serde(default)]
    entries: Vec<Spanned<String>>,
    #[serde(default)]
    cues: Vec<Vec<String>>,
    #[serde(default)]
    not: Vec<Vec<String>>,
    reply: Vec<RawReply>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReply {
    paths: Vec<MatterPath>,
    text: Spanned<String>,
    #[serde(default)]
    steps: Vec<Spanned<String>>,
    #[serde(default)]
    doors: Vec<Spanned<String>>,
    #[serde(default)]
    suggest: Vec<Spanned<String>>,
    citations: Vec<RawCitation>,
}

/// Reads and checks the file, each stage also together with every matter it may be composed with.
pub(super) fn parse(
    file: &TomlFile<'_>,
    resolver: &Resolver<'_>,
    doors: &[Door],
    entries: &[GuideEntry],
    matters: &[Matter],
    faults: &mut Vec<Fault>,
) -> Vec<Stage> {
    let raw: RawFile = file.read(faults);
    let (mut stages, mut taken) = (Vec::new(), Vec::new());
    for raw in raw.stage {
        claim_id(file, &raw.id, "阶段", &mut taken, faults);
        check_entries(file, &raw.entries, entries, faults);
        let mut covered: Vec<MatterPath> = raw.reply.iter().flat_map(|r| r.paths.clone()).collect();
        covered.sort_unstable();
        if covered != PATHS {
            faults.push(file.fault(&raw.id, "三类途径（xinfang、tujing、jubao）应各有一段话"));
        }
        let mut replies = Vec::new();
        for reply in raw.reply {
            check_entries(file, &reply.suggest, entries, faults);
            let at = reply.text.clone();
            let reply = stage_reply(file, resolver, doors, reply, faults);
            check_lengths(file, &at, &reply, matters, faults);
            replies.push(reply);
        }
        stages.push(Stage {
            id: raw.id.into_inner(),
            name: raw.name,
            decisive: raw.decisive,
            entries: raw.entries.into_iter().map(Spanned::into_inner).collect(),
            cues: raw.cues,
            not: raw.not,
            replies,
        });
    }
    stages
}

fn stage_reply(
    file: &TomlFile<'_>,
    resolver: &Resolver<'_>,
    doors: &[Door],
    raw: RawReply,
    faults: &mut Vec<Fault>,
) -> StageReply {
    let citations = resolver.citations(file, &raw.citations, faults);
    let steps = raw.steps.iter();
    StageReply {
        paths: raw.paths,
        text: resolver.text(file, &raw.text, &citations, faults),
        steps: steps
            .map(|s| resolver.text(file, s, &citations, faults))
            .collect(),
        doors: door::known(file, raw.doors, doors, faults),
        suggest: raw.suggest.into_iter().map(Spanned::into_inner).collect(),
        citations,
    }
}

/// A reply has at most [`MAX_REPLY`] characters, a composed one too.
fn check_lengths(
    file: &TomlFile<'_>,
    at: &Spanned<String>,
    reply: &StageReply,
    matters: &[Matter],
    faults: &mut Vec<Fault>,
) {
    let own = reply.text.chars().count();
    for matter in matters.iter().filter(|m| reply.paths.contains(&m.path)) {
        let length = own + matter.reply.chars().count() + 1;
        if length > MAX_REPLY {
            let id = &matter.id;
            faults.push(file.fault(
                at,
                format!("与事项 {id} 合起来有 {length} 字，应在 {MAX_REPLY} 字以内"),
            ));
        }
    }
}
