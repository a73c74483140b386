//! 写一封信: the letters of `/letter`, `letters.toml`: what each must hold, what to leave out, what to remember.
//! They are filled in and printed in the browser; nothing of them ever comes here.

use serde::Deserialize;
use toml::Spanned;

use super::check::{RawCitation, Resolver, claim_id};
use super::citation::Citation;
use super::fault::Fault;
use super::toml_file::TomlFile;

/// A kind of letter.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Slug.
    pub id: String,
    /// What people pick it by.
    pub name: String,
    /// Printed heading.
    pub title: String,
    /// Whom to address.
    pub to_hint: String,
    /// In the order of printing.
    pub fields: Vec<LetterField>,
    /// Printed before the fields.
    pub opening: String,
    /// Printed after them.
    pub closing: String,
    /// What not to write.
    pub leave_out: Vec<String>,
    /// What to do with it.
    pub reminders: Vec<String>,
    /// What it rests on.
    pub citations: Vec<Citation>,
}

/// How much room a field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line.
    Line,
    /// Paragraphs.
    Text,
}

/// A field.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterField {
    /// Slug.
    pub id: String,
    /// As it is printed.
    pub label: String,
    /// What to write there.
    pub hint: String,
    /// How much room it has.
    pub kind: FieldKind,
    /// Whether the regulation asks for it.
    pub required: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    letter: Vec<RawLetter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLetter {
    id: Spanned<String>,
    name: String,
    title: String,
    to_hint: Spanned<String>,
    fields: Vec<LetterField>,
    opening: Spanned<String>,
    closing: Spanned<String>,
    #[serde(default)]
    leave_out: Vec<String>,
    #[serde(default)]
    reminders: Vec<Spanned<String>>,
    citations: Vec<RawCitation>,
}

/// Reads and checks the file.
pub(super) fn parse(
    file: &TomlFile<'_>,
    resolver: &Resolver<'_>,
    faults: &mut Vec<Fault>,
) -> Vec<Letter> {
    let raw: RawFile = file.read(faults);
    let mut taken = Vec::new();
    raw.letter
        .into_iter()
        .map(|l| {
            claim_id(file, &l.id, "信件", &mut taken, faults);
            let citations = resolver.places(file, &l.citations, faults);
            let mut text = |t: &Spanned<String>| resolver.text(file, t, &citations, faults);
            Letter {
                to_hint: text(&l.to_hint),
                opening: text(&l.opening),
                closing: text(&l.closing),
                reminders: l.reminders.iter().map(&mut text).collect(),
                id: l.id.into_inner(),
                name: l.name,
                title: l.title,
                fields: l.fields,
                leave_out: l.leave_out,
                citations,
            }
        })
        .collect()
}
