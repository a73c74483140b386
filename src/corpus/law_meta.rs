//! `laws/laws.toml`: what a law's own text does not say (short names, shelf, kind, in-force date where
//! verified, origin). All of it is optional.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::date::IsoDate;
use super::fault::Fault;
use super::law::{Law, Shelf};
use super::toml_file::TomlFile;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LawMeta {
    name: Option<String>,
    #[serde(default)]
    short: Vec<String>,
    shelf: Option<Shelf>,
    kind: Option<String>,
    in_force: Option<IsoDate>,
    source: Option<String>,
    taken_over: Option<IsoDate>,
}

/// Adds the metadata to the laws it names.
pub(super) fn apply(file: &TomlFile<'_>, laws: &mut [Law], faults: &mut Vec<Fault>) {
    let table: BTreeMap<toml::Spanned<String>, LawMeta> = match file.parse() {
        Ok(table) => table,
        Err(fault) => return faults.push(fault),
    };
    for (id, meta) in table {
        let Some(law) = laws.iter_mut().find(|l| l.id.0 == *id.get_ref()) else {
            faults.push(file.fault(&id, format!("没有名为 {} 的法律文本", id.get_ref())));
            continue;
        };
        if let Some(name) = meta.name {
            law.name = name;
        }
        law.short = meta.short;
        law.shelf = meta.shelf.unwrap_or(law.shelf);
        law.kind = meta.kind;
        law.in_force = meta.in_force;
        law.source = meta.source;
        law.taken_over = meta.taken_over;
    }
}
