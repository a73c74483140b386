//! 去处: where to go. Organ, phone, what for, time limits, basis. Local addresses are not here; they are
//! the operator's own.

use serde::Deserialize;
use toml::Spanned;

use super::check::{RawCitation, Resolver};
use super::citation::Citation;
use super::fault::Fault;
use super::toml_file::TomlFile;

/// A door.
#[derive(Debug, Clone)]
pub struct Door {
    /// Slug.
    pub id: String,
    /// What people call it, with the formal name.
    pub name: String,
    /// Number where certain, else empty.
    pub phone: String,
    /// Site where certain.
    pub site: Option<String>,
    /// What it is for, decisive words first.
    pub note: String,
    /// What it is not for.
    pub not_for: Option<String>,
    /// Ids of the limits that run at this door.
    pub limits: Vec<String>,
    /// What to bring.
    pub bring: Vec<String>,
    /// What it costs, where the law says so.
    pub cost: Option<String>,
    /// Why this door; empty where the corpus holds no basis.
    pub basis: Vec<Citation>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    door: Vec<RawDoor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDoor {
    id: Spanned<String>,
    name: String,
    #[serde(default)]
    phone: String,
    site: Option<String>,
    note: Spanned<String>,
    not_for: Option<Spanned<String>>,
    #[serde(default)]
    limits: Vec<Spanned<String>>,
    #[serde(default)]
    bring: Vec<Spanned<String>>,
    cost: Option<Spanned<String>>,
    #[serde(default)]
    basis: Vec<RawCitation>,
}

/// Reads and checks the file; limits are inserted into the texts.
pub(super) fn parse(
    file: &TomlFile<'_>,
    resolver: &Resolver<'_>,
    faults: &mut Vec<Fault>,
) -> Vec<Door> {
    let raw: RawFile = file.read(faults);
    let mut doors: Vec<Door> = Vec::new();
    for door in raw.door {
        let id = door.id.get_ref().clone();
        if doors.iter().any(|d| d.id == id) {
            faults.push(file.fault(&door.id, format!("去处编号 {id} 重复")));
        }
        for limit in &door.limits {
            resolver.limit(file, limit, faults);
        }
        let basis = resolver.citations(file, &door.basis, faults);
        let mut text = |t: &Spanned<String>| resolver.text(file, t, &basis, faults);
        doors.push(Door {
            note: text(&door.note),
            not_for: door.not_for.as_ref().map(&mut text),
            bring: door.bring.iter().map(&mut text).collect(),
            cost: door.cost.as_ref().map(&mut text),
            id,
            name: door.name,
            phone: door.phone,
            site: door.site,
            limits: door.limits.into_iter().map(Spanned::into_inner).collect(),
            basis,
        });
    }
    doors
}

/// The ids of doors, with a fault for each that the file does not have.
pub(super) fn known(
    file: &TomlFile<'_>,
    ids: Vec<Spanned<String>>,
    doors: &[Door],
    faults: &mut Vec<Fault>,
) -> Vec<String> {
    ids.into_iter()
        .map(|id| {
            if !doors.iter().any(|d| d.id == *id.get_ref()) {
                faults.push(file.fault(&id, format!("doors.toml 里没有去处 {}", id.get_ref())));
            }
            id.into_inner()
        })
        .collect()
}
