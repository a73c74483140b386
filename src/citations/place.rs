//! Whether an article has the 款 and 项 that a citation names, and what to say when it does not.

use super::check::CitationStatus;
use super::scan::Mention;
use crate::corpus::{Article, Pinpoint};

/// Status, 款项 found, and why.
pub(super) type Verdict = (CitationStatus, Option<Pinpoint>, String);

/// Whether the article has the 款 and 项 that are named.
pub(super) fn place(article: &Article, mention: &Mention) -> Verdict {
    use CitationStatus as S;
    let label = article.no.label();
    let paragraphs = &article.paragraphs;
    let pinpoint = |paragraph, item| Some(Pinpoint { paragraph, item });
    let several = paragraphs.len() > 1;
    let Some(paragraph) = mention.paragraph else {
        let Some(item) = mention.item else {
            return (S::Ok, None, String::new());
        };
        let mut holders = paragraphs
            .iter()
            .filter(|p| p.items.iter().any(|i| i.no == item));
        return match (holders.next(), holders.next()) {
            (None, _) => {
                let all = paragraphs.iter().map(|p| p.items.len()).max().unwrap_or(0);
                let why = if all == 0 {
                    format!("{label}没有分项。")
                } else {
                    format!("{label}只有{all}项。")
                };
                (S::NoSuchItem, None, why)
            }
            (Some(p), None) if several => {
                let note = format!("{label}有{}款，建议写明是第几款。", paragraphs.len());
                (S::Ok, pinpoint(Some(p.no), Some(item)), note)
            }
            (Some(_), None) => (S::Ok, pinpoint(None, Some(item)), String::new()),
            (Some(_), Some(_)) => {
                let note = format!("{label}不止一款有这一项，请写明是第几款。");
                (S::Ok, None, note)
            }
        };
    };
    let Some(found) = paragraphs.iter().find(|p| p.no == paragraph) else {
        return (
            S::NoSuchParagraph,
            None,
            format!("{label}只有{}款。", paragraphs.len()),
        );
    };
    let shown = several.then_some(paragraph);
    match mention.item {
        None => (
            S::Ok,
            several.then_some(Pinpoint {
                paragraph: shown,
                item: None,
            }),
            String::new(),
        ),
        Some(item) if found.items.iter().any(|i| i.no == item) => {
            (S::Ok, pinpoint(shown, Some(item)), String::new())
        }
        Some(_) if found.items.is_empty() => {
            (S::NoSuchItem, None, format!("{label}的这一款没有分项。"))
        }
        Some(_) => (
            S::NoSuchItem,
            None,
            format!("{label}的这一款只有{}项。", found.items.len()),
        ),
    }
}
