//! What a search names by number: the articles, the 款 and 项 in them, and what of it does not exist.

use super::request::DeskRequest;
use crate::corpus::{Article, Law, Pinpoint};
use crate::search::{Provision, Reference};
use crate::snapshot::Snapshot;

/// Articles named by number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// Best first.
    pub provisions: Vec<Provision>,
    /// 款 and 项, where the first article has them.
    pub pinpoint: Option<Pinpoint>,
    /// Whether the number is all there is in the search.
    pub whole: bool,
    /// How it was understood, also when it names nothing; empty where there is no number.
    pub understood: String,
}

/// Reads the reference in a search, if there is one.
pub fn named(snapshot: &Snapshot, request: &DeskRequest) -> Named {
    let corpus = &snapshot.corpus;
    let Some(reference) = snapshot.answerer.references().read(&request.text) else {
        return Named::default();
    };
    let allows = |law: &Law| {
        request.law.as_ref().is_none_or(|id| *id == law.id.0)
            && request.shelf.is_none_or(|s| s == law.shelf)
    };
    let mut resolved = reference.resolve(corpus);
    resolved.retain(|(law, _)| allows(law));
    let Some((law, position)) = resolved.first().copied() else {
        return Named {
            whole: reference.whole,
            understood: missing(&reference, &reference.laws(corpus)),
            ..Named::default()
        };
    };
    let article = &law.articles[position];
    let asked = reference.pinpoint.map(|p| (p, pinpointed(article, p)));
    let understood = match (&asked, reference.chapter) {
        (_, Some(_)) => {
            let headings = law.headings_of(position);
            format!(
                "《{}》{}",
                law.name,
                headings.first().map_or("", |h| h.text.as_str())
            )
        }
        (Some((asked, None)), _) => format!("{}，没有{asked}", law.label(article.no)),
        (Some((asked, Some(_))), _) => format!("{}{asked}", law.label(article.no)),
        (None, _) => law.label(article.no),
    };
    let position_of = |law: &Law| corpus.laws.iter().position(|l| l.id == law.id);
    let provisions = resolved.iter().filter_map(|(law, article)| {
        Some(Provision {
            law: position_of(law)?,
            article: *article,
        })
    });
    Named {
        provisions: provisions.collect(),
        pinpoint: asked.and_then(|(_, found)| found),
        whole: reference.whole,
        understood,
    }
}

/// The 款 and 项 as the article has them: 第一款第六项 of an article with one 款 is its 第六项, 第二项 alone is that of
/// the only 款 with such 项.
fn pinpointed(article: &Article, asked: Pinpoint) -> Option<Pinpoint> {
    let several = article.paragraphs.len() > 1;
    let mut paragraphs = article.paragraphs.iter().filter(|p| {
        asked.paragraph.is_none_or(|no| p.no == no)
            && asked
                .item
                .is_none_or(|no| p.items.iter().any(|i| i.no == no))
    });
    let paragraph = paragraphs.next()?;
    Some(Pinpoint {
        paragraph: (several || asked.item.is_none()).then_some(paragraph.no),
        item: asked.item,
    })
}

fn missing(reference: &Reference, laws: &[&Law]) -> String {
    let Some(law) = laws.first().filter(|_| reference.law.is_some()) else {
        return "没有这一条".to_owned();
    };
    if reference.chapter.is_some() {
        return format!("没有这一章：《{}》里没有", law.name);
    }
    let last = law
        .articles
        .last()
        .map_or_else(String::new, |a| a.no.label());
    format!("没有这一条：《{}》到{last}为止", law.name)
}
