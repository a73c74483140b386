//! 接着问: what a short question asks that leans on the answer before it (多久, 要钱吗, 不服呢), and which entry says it
//! after which: `follow_ups.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::check::claim_id;
use super::fault::Fault;
use super::guide::GuideEntry;
use super::matter::check_entries;
use super::toml_file::TomlFile;
use super::topic::Topic;

/// The entry shown before answers it itself.
const ITSELF: &str = "itself";

/// One thing people ask on about.
#[derive(Debug, Clone)]
pub struct Facet {
    /// Slug.
    pub id: String,
    /// Everyday wordings that ask it.
    pub cues: Vec<String>,
    /// Wordings that make it something else.
    pub not: Vec<String>,
    /// Where it leads; the first that fits.
    pub after: Vec<FacetAfter>,
}

/// Where a facet leads after these entries, or entries of these topics; after any where both are empty.
#[derive(Debug, Clone)]
pub struct FacetAfter {
    /// Ids of entries.
    pub entries: Vec<String>,
    /// Ids of topics.
    pub topics: Vec<String>,
    /// The entry that answers; `None` for the one shown before.
    pub to: Option<String>,
}

impl Facet {
    /// Where the facet leads after this entry: the rule that names the entry, or its topic, or none. The inner
    /// `None` is the entry itself.
    pub fn leads(&self, entry: &GuideEntry) -> Option<Option<&str>> {
        let by_entry = |a: &&FacetAfter| a.entries.contains(&entry.id);
        let by_topic = |a: &&FacetAfter| a.topics.contains(&entry.topic);
        let always = |a: &&FacetAfter| a.entries.is_empty() && a.topics.is_empty();
        let mut after = self.after.iter();
        let rule = after
            .clone()
            .find(by_entry)
            .or_else(|| after.clone().find(by_topic))
            .or_else(|| after.find(always));
        rule.map(|r| r.to.as_deref())
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    facet: Vec<RawFacet>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFacet {
    id: Spanned<String>,
    cues: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    after: Vec<RawAfter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAfter {
    #[serde(default)]
    entries: Vec<Spanned<String>>,
    #[serde(default)]
    topics: Vec<Spanned<String>>,
    to: Spanned<String>,
}

/// Reads and checks the file: entries and topics exist.
pub(super) fn parse(
    file: &TomlFile<'_>,
    topics: &[Topic],
    entries: &[GuideEntry],
    faults: &mut Vec<Fault>,
) -> Vec<Facet> {
    let raw: RawFile = file.read(faults);
    let mut taken = Vec::new();
    let mut facets = Vec::new();
    for facet in raw.facet {
        claim_id(file, &facet.id, "问法", &mut taken, faults);
        let mut after = Vec::new();
        for rule in facet.after {
            check_entries(file, &rule.entries, entries, faults);
            if rule.to.get_ref() != ITSELF {
                check_entries(file, std::slice::from_ref(&rule.to), entries, faults);
            }
            for topic in &rule.topics {
                if !topics.iter().any(|t| t.id == *topic.get_ref()) {
                    faults.push(file.fault(topic, format!("没有主题 {}", topic.get_ref())));
                }
            }
            let owned = |l: Vec<Spanned<String>>| l.into_iter().map(Spanned::into_inner).collect();
            after.push(FacetAfter {
                entries: owned(rule.entries),
                topics: owned(rule.topics),
                to: Some(rule.to.into_inner()).filter(|to| to != ITSELF),
            });
        }
        facets.push(Facet {
            id: facet.id.into_inner(),
            cues: facet.cues,
            not: facet.not,
            after,
        });
    }
    facets
}
