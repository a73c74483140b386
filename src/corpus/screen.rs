//! 专页: pages that lay one matter of the regulation out whole, such as 走访去哪一级: `screens.toml`. What
//! each says and what it rests on; how it looks is the business of its template.

use serde::Deserialize;
use toml::Spanned;

use super::check::{RawCitation, Resolver, claim_id};
use super::citation::Citation;
use super::fault::Fault;
use super::guide::GuideEntry;
use super::matter::check_entries;
use super::toml_file::TomlFile;

/// A page.
#[derive(Debug, Clone)]
pub struct Screen {
    /// Pinyin slug.
    pub id: String,
    /// Heading.
    pub title: String,
    /// The decisive facts, in a few sentences.
    pub lead: String,
    /// What the lead rests on.
    pub citations: Vec<Citation>,
    /// In the order shown.
    pub sections: Vec<ScreenSection>,
    /// Ids of entries to read next.
    pub entries: Vec<String>,
}

/// A part of a page under its own heading.
#[derive(Debug, Clone)]
pub struct ScreenSection {
    /// Heading.
    pub heading: String,
    /// Running text; may be empty.
    pub text: String,
    /// What the text rests on.
    pub citations: Vec<Citation>,
    /// The situations it tells apart.
    pub rows: Vec<ScreenRow>,
}

/// A situation, what the regulation says of it, and what the person can do.
#[derive(Debug, Clone)]
pub struct ScreenRow {
    /// 您的情况.
    pub when: String,
    /// What the regulation says.
    pub text: String,
    /// What the person can do; may be empty.
    pub advice: String,
    /// What both rest on.
    pub citations: Vec<Citation>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    screen: Vec<RawScreen>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScreen {
    id: Spanned<String>,
    title: String,
    lead: Spanned<String>,
    #[serde(default)]
    citations: Vec<RawCitation>,
    section: Vec<RawSection>,
    #[serde(default)]
    entries: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSection {
    heading: String,
    text: Option<Spanned<String>>,
    #[serde(default)]
    citations: Vec<RawCitation>,
    #[serde(default)]
    row: Vec<RawRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRow {
    when: Spanned<String>,
    text: Spanned<String>,
    #[serde(rename = "do")]
    advice: Option<Spanned<String>>,
    citations: Vec<RawCitation>,
}

/// Reads and checks the file.
pub(super) fn parse(
    file: &TomlFile<'_>,
    resolver: &Resolver<'_>,
    entries: &[GuideEntry],
    faults: &mut Vec<Fault>,
) -> Vec<Screen> {
    let raw: RawFile = file.read(faults);
    let (mut screens, mut taken) = (Vec::new(), Vec::new());
    for raw in raw.screen {
        claim_id(file, &raw.id, "专页", &mut taken, faults);
        check_entries(file, &raw.entries, entries, faults);
        let citations = resolver.citations(file, &raw.citations, faults);
        let sections = raw.section.into_iter();
        screens.push(Screen {
            id: raw.id.into_inner(),
            title: raw.title,
            lead: resolver.text(file, &raw.lead, &citations, faults),
            citations,
            sections: sections
                .map(|s| section(file, resolver, s, faults))
                .collect(),
            entries: raw.entries.into_iter().map(Spanned::into_inner).collect(),
        });
    }
    screens
}

fn section(
    file: &TomlFile<'_>,
    resolver: &Resolver<'_>,
    raw: RawSection,
    faults: &mut Vec<Fault>,
) -> ScreenSection {
    let citations = resolver.citations(file, &raw.citations, faults);
    let text = raw.text.as_ref();
    ScreenSection {
        heading: raw.heading,
        text: text.map_or_else(String::new, |t| resolver.text(file, t, &citations, faults)),
        citations,
        rows: raw
            .row
            .iter()
            .map(|r| row(file, resolver, r, faults))
            .collect(),
    }
}

fn row(
    file: &TomlFile<'_>,
    resolver: &Resolver<'_>,
    raw: &RawRow,
    faults: &mut Vec<Fault>,
) -> ScreenRow {
    let citations = resolver.citations(file, &raw.citations, faults);
    let mut text = |t: &Spanned<String>| resolver.text(file, t, &citations, faults);
    ScreenRow {
        when: text(&raw.when),
        text: text(&raw.text),
        advice: raw.advice.as_ref().map_or_else(String::new, &mut text),
        citations,
    }
}
