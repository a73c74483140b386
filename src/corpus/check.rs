//! The rule that every statement has a checked basis: citations resolve to 条, 款 and 项, quoted words
//! stand where they are said to stand, lengths of time come from `limits.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::citation::{ArticleRef, Citation, Pinpoint};
use super::duration;
use super::fault::Fault;
use super::guide::is_slug;
use super::law::{Article, Law};
use super::limit::Limit;
use super::toml_file::TomlFile;
use crate::text::numeral;

/// A citation as it is written in a data file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCitation {
    pub(super) article: Spanned<String>,
    pub(super) pinpoint: Option<Spanned<String>>,
    pub(super) quote: Option<Spanned<String>>,
}

/// Resolves what data files refer to.
pub(super) struct Resolver<'a> {
    laws: &'a [Law],
    limits: BTreeMap<String, Limit>,
    /// In a corpus of laws alone, the built-in texts lose citations it cannot hold, without a fault.
    lenient: bool,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(laws: &'a [Law], lenient: bool) -> Self {
        Self {
            laws,
            limits: BTreeMap::new(),
            lenient,
        }
    }

    pub(super) fn with_limits(mut self, limits: BTreeMap<String, Limit>) -> Self {
        self.limits = limits;
        self
    }

    pub(super) fn into_limits(self) -> BTreeMap<String, Limit> {
        self.limits
    }

    pub(super) fn article(&self, article: &ArticleRef) -> Option<&'a Article> {
        self.laws
            .iter()
            .find(|l| l.id == article.law)?
            .article(article.no)
    }

    /// Whether the article is there, or need not be.
    pub(super) fn holds(&self, article: &ArticleRef) -> bool {
        self.lenient || self.article(article).is_some()
    }

    /// All citations of a place; an article may stand there once.
    pub(super) fn citations(
        &self,
        file: &TomlFile<'_>,
        raw: &[RawCitation],
        faults: &mut Vec<Fault>,
    ) -> Vec<Citation> {
        let mut out: Vec<Citation> = Vec::new();
        for citation in raw {
            let Some(checked) = self.citation(file, citation, faults) else {
                continue;
            };
            if out.iter().any(|c| c.article == checked.article) {
                faults
                    .push(file.fault(&citation.article, format!("{} 引用了两次", checked.article)));
            }
            out.push(checked);
        }
        out
    }

    /// All citations of a place that may name several parts of one article.
    pub(super) fn places(
        &self,
        file: &TomlFile<'_>,
        raw: &[RawCitation],
        faults: &mut Vec<Fault>,
    ) -> Vec<Citation> {
        raw.iter()
            .filter_map(|c| self.citation(file, c, faults))
            .collect()
    }

    /// One citation, or a fault and nothing.
    pub(super) fn citation(
        &self,
        file: &TomlFile<'_>,
        raw: &RawCitation,
        faults: &mut Vec<Fault>,
    ) -> Option<Citation> {
        let article_ref: ArticleRef = parse_at(file, &raw.article, faults)?;
        let Some(article) = self.article(&article_ref) else {
            if !self.lenient {
                faults.push(file.fault(&raw.article, format!("没有条文 {article_ref}")));
            }
            return None;
        };
        let mut part = article.text.clone();
        let mut pinpoint = None;
        if let Some(raw) = &raw.pinpoint {
            let parsed: Pinpoint = parse_at(file, raw, faults)?;
            match article.pinpointed(parsed) {
                Ok(text) => part = text,
                Err(reason) => {
                    faults.push(file.fault(raw, format!("{article_ref}：{reason}")));
                    return None;
                }
            }
            pinpoint = Some(parsed);
        }
        if let Some(quote) = &raw.quote
            && !part.contains(quote.get_ref().as_str())
        {
            let place = pinpoint.map_or_else(String::new, |p| p.to_string());
            faults.push(file.fault(
                quote,
                format!("引文不在 {article_ref}{place} 里：“{}”", quote.get_ref()),
            ));
        }
        Some(Citation {
            article: article_ref,
            pinpoint,
            quote: raw.quote.as_ref().map(|q| q.get_ref().clone()),
        })
    }

    /// The limit with this id.
    pub(super) fn limit_of(&self, id: &str) -> Option<&Limit> {
        self.limits.get(id)
    }

    /// Notes a limit that does not exist.
    pub(super) fn limit(&self, file: &TomlFile<'_>, id: &Spanned<String>, faults: &mut Vec<Fault>) {
        if !self.lenient && !self.limits.contains_key(id.get_ref()) {
            faults.push(file.fault(id, format!("limits.toml 里没有期限 {}", id.get_ref())));
        }
    }

    /// Running text that people will read: limits inserted, quotations and numbers checked against `cited`.
    pub(super) fn text(
        &self,
        file: &TomlFile<'_>,
        raw: &Spanned<String>,
        cited: &[Citation],
        faults: &mut Vec<Fault>,
    ) -> String {
        let text = raw.get_ref().trim();
        if !self.lenient {
            self.check_quotations(file, raw, cited, faults);
            check_numbers(file, raw, cited, faults);
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (id, tail) = after.split_once('}').unwrap_or((after, ""));
            match self.limits.get(id) {
                Some(limit) => out.push_str(&limit.length),
                // Without the law there is no limit to state, and half a sentence helps nobody.
                None if self.lenient => return String::new(),
                None => faults.push(file.fault(raw, format!("limits.toml 里没有期限 {id}"))),
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }

    fn check_quotations(
        &self,
        file: &TomlFile<'_>,
        raw: &Spanned<String>,
        cited: &[Citation],
        faults: &mut Vec<Fault>,
    ) {
        for quote in quotations(raw.get_ref()) {
            let stands = cited
                .iter()
                .filter_map(|c| self.article(&c.article))
                .any(|a| a.text.contains(quote));
            if !stands {
                faults.push(file.fault(raw, format!("“{quote}”不在所引的任何条文里")));
            }
        }
    }
}

/// Lengths of time outside quotations must be inserted; articles that are named must be cited.
fn check_numbers(
    file: &TomlFile<'_>,
    raw: &Spanned<String>,
    cited: &[Citation],
    faults: &mut Vec<Fault>,
) {
    let bare = without_quotations(raw.get_ref());
    for found in duration::find(&bare) {
        faults.push(file.fault(
            raw,
            format!("「{}」应写成 {{期限编号}}，由 limits.toml 填入", found.text),
        ));
    }
    for no in articles_named(&bare) {
        if !cited.iter().any(|c| u32::from(c.article.no.main) == no) {
            faults.push(file.fault(
                raw,
                format!("提到第{}条，但没有引用它", numeral::to_chinese(no)),
            ));
        }
    }
}

fn articles_named(text: &str) -> Vec<u32> {
    text.split('第')
        .skip(1)
        .filter_map(|after| after.split_once('条'))
        .filter_map(|(number, _)| numeral::parse(number))
        .collect()
}

fn quotations(text: &str) -> impl Iterator<Item = &str> {
    text.split('“')
        .skip(1)
        .filter_map(|s| s.split_once('”'))
        .map(|(q, _)| q)
}

fn without_quotations(text: &str) -> String {
    let mut parts = text.split('“');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push(' ');
        out.push_str(part.split_once('”').map_or(part, |(_, after)| after));
    }
    out
}

/// Notes an id that is no slug, or is among those `taken`; it is taken from now on.
pub(super) fn claim_id(
    file: &TomlFile<'_>,
    id: &Spanned<String>,
    what: &str,
    taken: &mut Vec<String>,
    faults: &mut Vec<Fault>,
) {
    let text = id.get_ref();
    if !is_slug(text) || taken.contains(text) {
        faults.push(file.fault(
            id,
            format!("{what}编号「{text}」重复，或者不是小写字母、数字和短横"),
        ));
    }
    taken.push(text.clone());
}

/// Parses a value, or notes why it cannot be.
pub(super) fn parse_at<T: std::str::FromStr<Err = String>>(
    file: &TomlFile<'_>,
    raw: &Spanned<String>,
    faults: &mut Vec<Fault>,
) -> Option<T> {
    match raw.get_ref().parse() {
        Ok(value) => Some(value),
        Err(reason) => {
            faults.push(file.fault(raw, reason));
            None
        }
    }
}
