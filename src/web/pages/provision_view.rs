//! An article as a page shows it: verbatim, 款 and 项 apart, with the part that is meant marked.

use crate::corpus::{Article, ArticleRef, Corpus, Law, Pinpoint};

/// An article on a page.
pub(super) struct ProvisionView {
    /// `xinfang-gongzuo-tiaoli/35`.
    pub(super) id: String,
    /// 《信访工作条例》第三十五条.
    pub(super) label: String,
    /// 第六项, where one is meant.
    pub(super) pinpoint: String,
    /// Path of its page, with the anchor of what is meant.
    pub(super) url: String,
    pub(super) paragraphs: Vec<ParagraphView>,
}

/// 款 on a page.
pub(super) struct ParagraphView {
    /// 第二款, where an article has several.
    pub(super) name: String,
    pub(super) text: String,
    pub(super) marked: bool,
    pub(super) items: Vec<ItemView>,
}

/// 项 on a page.
pub(super) struct ItemView {
    pub(super) text: String,
    pub(super) marked: bool,
}

impl ProvisionView {
    /// Views an article, marking what the pinpoint names.
    pub(super) fn new(law: &Law, article: &Article, pinpoint: Option<Pinpoint>) -> Self {
        let meant = pinpoint.and_then(|p| Some((article.paragraph_of(p).ok()?.no, p.item)));
        let several = article.paragraphs.len() > 1;
        let paragraphs = article
            .paragraphs
            .iter()
            .map(|p| ParagraphView {
                name: if several {
                    Pinpoint {
                        paragraph: Some(p.no),
                        item: None,
                    }
                    .to_string()
                } else {
                    String::new()
                },
                text: p.text.clone(),
                marked: meant == Some((p.no, None)),
                items: p
                    .items
                    .iter()
                    .map(|i| ItemView {
                        text: i.text.clone(),
                        marked: meant == Some((p.no, None)) || meant == Some((p.no, Some(i.no))),
                    })
                    .collect(),
            })
            .collect();
        let id = ArticleRef {
            law: law.id.clone(),
            no: article.no,
        }
        .to_string();
        let anchor = match meant {
            None => String::new(),
            Some((paragraph, None)) => format!("#k{paragraph}"),
            Some((paragraph, Some(item))) => format!("#k{paragraph}x{item}"),
        };
        Self {
            label: law.label(article.no),
            pinpoint: pinpoint.map_or_else(String::new, |p| p.to_string()),
            url: format!("/law/{id}{anchor}"),
            id,
            paragraphs,
        }
    }

    /// The articles a reply rests on.
    pub(super) fn of_reply(corpus: &Corpus, reply: &crate::answer::Reply) -> Vec<Self> {
        reply
            .citations
            .iter()
            .filter_map(|c| {
                let (law, article) = corpus.article(&c.id.parse().ok()?)?;
                let pinpoint = c.pinpoint.as_deref().and_then(|p| p.parse().ok());
                Some(Self::new(law, article, pinpoint))
            })
            .collect()
    }
}
