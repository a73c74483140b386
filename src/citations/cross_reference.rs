//! References inside the laws: 本条例第三十一条第六项, 第二十条、第二十六条, 前款, other laws in 书名号. Out of an
//! article they are links; the other way round they tell which articles name it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::check::CitationChecker;
use super::draft::Draft;
use super::names::NamedLaw;
use super::scan::{Mention, Scan};
use crate::corpus::{ArticleNo, ArticleRef, Corpus, Law, Pinpoint};
use crate::text::numeral;

/// A stretch of a 款 or 项 that names another place of the law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The stretch, in characters.
    pub range: Range<usize>,
    /// What it names.
    pub target: LinkTarget,
}

/// A place that exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkTarget {
    /// The article.
    pub article: ArticleRef,
    /// 款 and 项 in it.
    pub pinpoint: Option<Pinpoint>,
}

/// Who names whom, over the whole corpus: the articles that name an article, in order.
#[derive(Debug, Default)]
pub struct CrossReferences {
    named_by: BTreeMap<ArticleRef, Vec<ArticleRef>>,
}

impl CrossReferences {
    /// Reads every article of the corpus.
    pub fn of(checker: &CitationChecker, corpus: &Corpus) -> Self {
        let mut named_by: BTreeMap<ArticleRef, Vec<ArticleRef>> = BTreeMap::new();
        for law in &corpus.laws {
            for article in &law.articles {
                let from = ArticleRef {
                    law: law.id.clone(),
                    no: article.no,
                };
                for link in checker.links(corpus, law, article.no, 1, &article.text) {
                    let named = link.target.article;
                    let namers = named_by.entry(named.clone()).or_default();
                    if named != from && namers.last() != Some(&from) {
                        namers.push(from.clone());
                    }
                }
            }
        }
        Self { named_by }
    }

    /// The articles that name this one.
    pub fn naming(&self, article: &ArticleRef) -> &[ArticleRef] {
        self.named_by.get(article).map_or(&[], Vec::as_slice)
    }
}

impl CitationChecker {
    /// The places that a text inside an article names; `paragraph` is the 款 it stands in, for 前款.
    pub fn links(
        &self,
        corpus: &Corpus,
        law: &Law,
        article: ArticleNo,
        paragraph: u16,
        text: &str,
    ) -> Vec<Link> {
        let Some(own) = corpus.laws.iter().position(|l| l.id == law.id) else {
            return Vec::new();
        };
        let draft = Draft::new(text);
        let mut links: Vec<Link> = Vec::new();
        for mention in Scan::run(&self.names, &draft, Some(own)) {
            let apart = links.last().is_none_or(|l| l.range.end <= mention.start);
            if let Some(target) = target(corpus, &mention).filter(|_| apart) {
                let range = mention.start..mention.end;
                links.push(Link { range, target });
            }
        }
        links.extend(backward(&draft, law, article, paragraph));
        links.sort_by_key(|l| l.range.start);
        links
    }
}

/// The place a mention names, when it exists.
fn target(corpus: &Corpus, mention: &Mention) -> Option<LinkTarget> {
    let NamedLaw::Known(law) = mention.law else {
        return None;
    };
    let law = &corpus.laws[law];
    let article = law.article(mention.article)?;
    let named = mention.paragraph.is_some() || mention.item.is_some();
    let pinpoint = Pinpoint {
        paragraph: mention.paragraph.filter(|_| article.paragraphs.len() > 1),
        item: mention.item,
    };
    let there = named && article.pinpointed(pinpoint).is_ok();
    Some(LinkTarget {
        article: ArticleRef {
            law: law.id.clone(),
            no: article.no,
        },
        pinpoint: there.then_some(pinpoint),
    })
}

/// 前款, 前两款, 前条: counted back from where they stand; 前款 with its 第…项.
fn backward(draft: &Draft, law: &Law, article: ArticleNo, paragraph: u16) -> Vec<Link> {
    let mut links = Vec::new();
    for at in 0..draft.chars.len() {
        if draft.chars[at] != '前' {
            continue;
        }
        let (count, after) = numeral::read_at(&draft.chars, at + 1);
        let back = count.and_then(|n| u16::try_from(n).ok()).unwrap_or(1);
        let target = match draft.chars.get(after) {
            Some('款') => paragraph
                .checked_sub(back)
                .filter(|n| *n > 0)
                .map(|n| LinkTarget {
                    article: ArticleRef {
                        law: law.id.clone(),
                        no: article,
                    },
                    pinpoint: Some(Pinpoint {
                        paragraph: Some(n),
                        item: None,
                    }),
                }),
            Some('条') => law
                .position(article)
                .and_then(|i| i.checked_sub(back.into()))
                .map(|i| LinkTarget {
                    article: ArticleRef {
                        law: law.id.clone(),
                        no: law.articles[i].no,
                    },
                    pinpoint: None,
                }),
            _ => None,
        };
        links.extend(target.map(|target| Link {
            range: at..after + 1,
            target,
        }));
    }
    links
}
