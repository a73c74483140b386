//! `laws/glosses.toml`: what staff type when they look for an article and do not have its words. For finding it
//! alone; shown nowhere, and no statement of law.

use std::collections::{BTreeMap, HashSet};

use toml::Spanned;

use super::citation::ArticleRef;
use super::fault::Fault;
use super::law::Law;
use super::toml_file::TomlFile;

/// Longest gloss, in characters.
const LONGEST: usize = 40;

/// A phrase that leads to an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gloss {
    /// Where it leads.
    pub article: ArticleRef,
    /// The phrase.
    pub text: String,
}

/// Reads the file; every article must exist and no phrase stand twice.
pub(super) fn parse(file: &TomlFile<'_>, laws: &[Law], faults: &mut Vec<Fault>) -> Vec<Gloss> {
    let rows: BTreeMap<String, Vec<Spanned<String>>> = file.read(faults);
    let mut seen = HashSet::new();
    let mut glosses = Vec::new();
    for (id, phrases) in rows {
        let article = id.parse::<ArticleRef>().ok().filter(|a| {
            let law = laws.iter().find(|l| l.id == a.law);
            law.is_some_and(|l| l.article(a.no).is_some())
        });
        for phrase in phrases {
            let text = phrase.get_ref().clone();
            let length = text.chars().count();
            if !(2..=LONGEST).contains(&length) || !seen.insert(text.clone()) {
                faults.push(file.fault(&phrase, format!("“{text}”太短、太长，或者写了两次")));
            }
            match &article {
                Some(article) => glosses.push(Gloss {
                    article: article.clone(),
                    text,
                }),
                None => faults.push(file.fault(&phrase, format!("没有条文 {id}"))),
            }
        }
    }
    glosses
}
