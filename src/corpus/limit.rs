//! 期限: time limits stand once, in `limits.toml`: length, what starts it, basis, quoted words. Replies,
//! doors and the deadline tool insert from here.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::check::{RawCitation, Resolver};
use super::citation::Citation;
use super::duration;
use super::fault::Fault;
use super::toml_file::TomlFile;

/// A time limit.
#[derive(Debug, Clone)]
pub struct Limit {
    /// Pinyin slug.
    pub id: String,
    /// As people read it: 30日, 5个工作日, 1年.
    pub length: String,
    /// What starts it, in the statute's words: 自收到书面答复之日起.
    pub starts: String,
    /// For what it holds, where not for all.
    pub condition: Option<String>,
    /// The article, with the words that state it.
    pub basis: Citation,
}

/// What a length is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitUnit {
    /// Calendar days.
    Day,
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
    /// Working days and hours, which a calendar alone does not tell.
    Other,
}

impl Limit {
    /// The length as a number and its unit.
    pub fn count(&self) -> (u32, LimitUnit) {
        let found = duration::find(&self.length);
        found.first().map_or((0, LimitUnit::Other), |d| {
            let unit = match bare(d.unit) {
                "日" | "天" => LimitUnit::Day,
                "月" => LimitUnit::Month,
                "年" => LimitUnit::Year,
                _ => LimitUnit::Other,
            };
            (d.count, unit)
        })
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    limit: Vec<RawLimit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLimit {
    id: Spanned<String>,
    length: Spanned<String>,
    starts: String,
    condition: Option<String>,
    basis: Spanned<String>,
    pinpoint: Option<Spanned<String>>,
    quote: Spanned<String>,
}

/// Reads and checks the file: the quoted words stand in the basis and state the length.
pub(super) fn parse(
    file: &TomlFile<'_>,
    resolver: &Resolver<'_>,
    faults: &mut Vec<Fault>,
) -> BTreeMap<String, Limit> {
    let raw: RawFile = file.read(faults);
    let mut limits = BTreeMap::new();
    for limit in raw.limit {
        if !states(limit.quote.get_ref(), limit.length.get_ref()) {
            faults.push(file.fault(
                &limit.length,
                format!("所引原文里没有「{}」这个期限", limit.length.get_ref()),
            ));
        }
        let id = limit.id.get_ref().clone();
        let citation = RawCitation {
            article: limit.basis,
            pinpoint: limit.pinpoint,
            quote: Some(limit.quote),
        };
        let Some(basis) = resolver.citation(file, &citation, faults) else {
            continue;
        };
        let parsed = Limit {
            id: id.clone(),
            length: limit.length.into_inner(),
            starts: limit.starts,
            condition: limit.condition,
            basis,
        };
        if limits.insert(id.clone(), parsed).is_some() {
            faults.push(file.fault(&limit.id, format!("期限编号 {id} 重复")));
        }
    }
    limits
}

/// Whether the quoted words hold a length of the same number and unit, in whatever numerals.
fn states(quote: &str, length: &str) -> bool {
    let found = duration::find(quote);
    matches!(&duration::find(length)[..], [wanted]
        if found.iter().any(|d| d.count == wanted.count && bare(d.unit) == bare(wanted.unit)))
}

fn bare(unit: &str) -> &str {
    unit.trim_start_matches('个')
}
