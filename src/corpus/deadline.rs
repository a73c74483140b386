//! 我走到哪一步了: what comes after each step of a petition, which limit runs and towards whom, what closes
//! for good, and the limits outside that run on meanwhile: `deadlines.toml`. Days are reckoned elsewhere.

use serde::Deserialize;
use toml::Spanned;

use super::check::{RawCitation, Resolver, claim_id};
use super::citation::Citation;
use super::fault::Fault;
use super::limit::Limit;
use super::matter::MatterPath;
use super::toml_file::TomlFile;

/// Everything the tool says.
#[derive(Debug, Clone, Default)]
pub struct Deadlines {
    /// From nothing done to the last reply.
    pub stages: Vec<DeadlineStage>,
    /// What is said instead of reviews for matters of another path.
    pub elsewhere: Vec<(Vec<MatterPath>, DeadlineRight)>,
    /// Limits of other procedures that run on.
    pub outside: Vec<DeadlineRight>,
    /// How days are counted and for what it holds; each with what it rests on.
    pub assumptions: Vec<(String, Vec<Citation>)>,
    /// Sentences said beside results.
    pub words: DeadlineWords,
}

/// Where a petition stands.
#[derive(Debug, Clone)]
pub struct DeadlineStage {
    /// Slug.
    pub id: String,
    /// The date that marks it, by its name in the request; empty for the first.
    pub after: String,
    /// As people read it.
    pub title: String,
    /// What comes next.
    pub next: Vec<DeadlineRight>,
    /// What can be done when an organ's limit has passed.
    pub late: Vec<DeadlineRight>,
    /// What is closed for good.
    pub closed: Vec<DeadlineRight>,
}

/// Something that may be done or expected.
#[derive(Debug, Clone)]
pub struct DeadlineRight {
    /// What.
    pub right: String,
    /// From whom; may be empty.
    pub organ: String,
    /// The limit that runs, if one does.
    pub limit: Option<Limit>,
    /// The limit that may be added to it.
    pub longer: Option<Limit>,
    /// Whether the limit binds an organ, not the person.
    pub duty: bool,
    /// Whether the limit starts when the decision became known.
    pub known: bool,
    /// A caution; may be empty.
    pub note: String,
    /// What it rests on, first of all.
    pub basis: Citation,
}

/// Sentences said beside results.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineWords {
    /// Beside a limit of another procedure that has passed.
    pub past: String,
    /// Where the date that starts a limit is not known.
    pub unknown: String,
    /// Beside an organ's limit that has passed.
    pub overdue: String,
    /// Beside a person's limit that has passed.
    pub missed: String,
    /// Beside dates before the regulation came into force.
    pub before: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    stage: Vec<RawStage>,
    #[serde(default)]
    elsewhere: Vec<RawElsewhere>,
    #[serde(default)]
    outside: Vec<RawRight>,
    #[serde(default)]
    assumption: Vec<RawAssumption>,
    #[serde(default)]
    words: DeadlineWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStage {
    id: Spanned<String>,
    #[serde(default)]
    after: String,
    title: String,
    #[serde(default)]
    next: Vec<RawRight>,
    #[serde(default)]
    late: Vec<RawRight>,
    #[serde(default)]
    closed: Vec<RawRight>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawElsewhere {
    paths: Vec<MatterPath>,
    instead: RawRight,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRight {
    right: Spanned<String>,
    #[serde(default)]
    organ: String,
    limit: Option<Spanned<String>>,
    longer: Option<Spanned<String>>,
    #[serde(default)]
    duty: bool,
    #[serde(default)]
    known: bool,
    note: Option<Spanned<String>>,
    basis: Option<RawCitation>,
    #[serde(default)]
    citations: Vec<RawCitation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAssumption {
    text: Spanned<String>,
    #[serde(default)]
    citations: Vec<RawCitation>,
}

/// Reads and checks the file: every right has a basis, its own or that of its limit.
pub(super) fn parse(
    file: &TomlFile<'_>,
    resolver: &Resolver<'_>,
    faults: &mut Vec<Fault>,
) -> Deadlines {
    let raw: RawFile = file.read(faults);
    let mut taken = Vec::new();
    let rights = |list: Vec<RawRight>, faults: &mut Vec<Fault>| -> Vec<DeadlineRight> {
        list.into_iter()
            .filter_map(|r| right(file, resolver, r, faults))
            .collect()
    };
    let stages = raw.stage.into_iter().map(|stage| {
        claim_id(file, &stage.id, "阶段", &mut taken, faults);
        DeadlineStage {
            id: stage.id.into_inner(),
            after: stage.after,
            title: stage.title,
            next: rights(stage.next, faults),
            late: rights(stage.late, faults),
            closed: rights(stage.closed, faults),
        }
    });
    let stages = stages.collect();
    Deadlines {
        stages,
        outside: rights(raw.outside, faults),
        elsewhere: raw
            .elsewhere
            .into_iter()
            .filter_map(|e| Some((e.paths, right(file, resolver, e.instead, faults)?)))
            .collect(),
        assumptions: raw
            .assumption
            .iter()
            .map(|a| {
                let citations = resolver.citations(file, &a.citations, faults);
                (resolver.text(file, &a.text, &citations, faults), citations)
            })
            .collect(),
        words: raw.words,
    }
}

fn right(
    file: &TomlFile<'_>,
    resolver: &Resolver<'_>,
    raw: RawRight,
    faults: &mut Vec<Fault>,
) -> Option<DeadlineRight> {
    let mut limit = |id: &Option<Spanned<String>>| {
        let id = id.as_ref()?;
        resolver.limit(file, id, faults);
        resolver.limit_of(id.get_ref()).cloned()
    };
    let (limit, longer) = (limit(&raw.limit), limit(&raw.longer));
    let basis = match (&raw.basis, &limit) {
        (Some(basis), _) => resolver.citation(file, basis, faults)?,
        (None, Some(limit)) => limit.basis.clone(),
        (None, None) => {
            faults.push(file.fault(&raw.right, "没有依据：写 basis，或者写 limit"));
            return None;
        }
    };
    let mut cited = resolver.citations(file, &raw.citations, faults);
    cited.push(basis.clone());
    Some(DeadlineRight {
        right: resolver.text(file, &raw.right, &cited, faults),
        organ: raw.organ,
        limit,
        longer,
        duty: raw.duty,
        known: raw.known,
        note: raw
            .note
            .as_ref()
            .map_or_else(String::new, |n| resolver.text(file, n, &cited, faults)),
        basis,
    })
}
