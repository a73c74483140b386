//! Articles in the reading room: 款 and 项 with anchors, the places they name as links, and what the copy buttons
//! hold.

use crate::citations::Link;
use crate::corpus::{Article, ArticleNo, ArticleRef, Law, Pinpoint};
use crate::snapshot::Snapshot;

/// An article to read.
pub(super) struct ReadingArticle {
    /// `xinfang-gongzuo-tiaoli/31`.
    pub(super) id: String,
    /// Where it stands on a page that holds several: `a31`.
    pub(super) anchor: String,
    /// 第三十一条; empty for a preamble.
    pub(super) no: String,
    /// 《信访工作条例》第三十一条.
    pub(super) label: String,
    pub(super) paragraphs: Vec<ReadingParagraph>,
    /// The article, verbatim.
    pub(super) text: String,
    /// The same with its citation below.
    pub(super) cited: String,
}

/// 款 to read.
pub(super) struct ReadingParagraph {
    /// `k2`.
    pub(super) anchor: String,
    /// 第二款, where an article has several.
    pub(super) name: String,
    pub(super) pieces: Vec<TextPiece>,
    /// Words and citation, for copying.
    pub(super) cited: String,
    pub(super) items: Vec<ReadingItem>,
}

/// 项 to read.
pub(super) struct ReadingItem {
    /// `k1x6`.
    pub(super) anchor: String,
    pub(super) pieces: Vec<TextPiece>,
    pub(super) cited: String,
}

/// A stretch of text, and where it leads; empty for nowhere.
pub(super) struct TextPiece {
    pub(super) text: String,
    pub(super) url: String,
}

impl ReadingArticle {
    /// Views an article; anchors begin with `prefix`, so that a page may hold several.
    pub(super) fn new(snapshot: &Snapshot, law: &Law, article: &Article, prefix: &str) -> Self {
        let several = article.paragraphs.len() > 1;
        let view = View {
            snapshot,
            law,
            no: article.no,
        };
        let paragraphs = article.paragraphs.iter().map(|p| {
            let named = several.then_some(p.no);
            let pinpoint = |item| Pinpoint {
                paragraph: named,
                item,
            };
            let items = p.items.iter().map(|i| ReadingItem {
                anchor: format!("{prefix}k{}x{}", p.no, i.no),
                pieces: view.pieces(p.no, &i.text),
                cited: view.cited(&i.text, Some(pinpoint(Some(i.no)))),
            });
            ReadingParagraph {
                anchor: format!("{prefix}k{}", p.no),
                name: named.map_or_else(String::new, |_| pinpoint(None).to_string()),
                pieces: view.pieces(p.no, &p.text),
                cited: view.cited(&p.full_text(), named.map(|_| pinpoint(None))),
                items: items.collect(),
            }
        });
        Self {
            id: view.id().to_string(),
            anchor: prefix.to_owned(),
            no: if article.no == ArticleNo::PREAMBLE {
                String::new()
            } else {
                article.no.label()
            },
            label: law.label(article.no),
            paragraphs: paragraphs.collect(),
            text: article.text.clone(),
            cited: view.cited(&article.text, None),
        }
    }
}

/// What the parts of one article share.
struct View<'a> {
    snapshot: &'a Snapshot,
    law: &'a Law,
    no: ArticleNo,
}

impl View<'_> {
    fn id(&self) -> ArticleRef {
        ArticleRef {
            law: self.law.id.clone(),
            no: self.no,
        }
    }

    /// Words, and below them 《信访工作条例》第二十条第一款（2022年5月1日起施行）; the day only where it is verified.
    fn cited(&self, words: &str, pinpoint: Option<Pinpoint>) -> String {
        let pinpoint = pinpoint.map_or_else(String::new, |p| p.to_string());
        let since = self
            .law
            .in_force
            .map_or_else(String::new, |day| format!("（{}起施行）", day.to_chinese()));
        format!("{words}\n——{}{pinpoint}{since}", self.law.label(self.no))
    }

    /// Cuts a text at the edges of its links.
    fn pieces(&self, paragraph: u16, text: &str) -> Vec<TextPiece> {
        let corpus = &self.snapshot.corpus;
        let links = self
            .snapshot
            .citations
            .links(corpus, self.law, self.no, paragraph, text);
        let chars: Vec<char> = text.chars().collect();
        let cut = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
        let (mut pieces, mut at) = (Vec::new(), 0);
        for link in links.iter().filter(|l| !self.is_here(l)) {
            if link.range.start < at {
                continue;
            }
            pieces.push(TextPiece {
                text: cut(at, link.range.start),
                url: String::new(),
            });
            pieces.push(TextPiece {
                text: cut(link.range.start, link.range.end),
                url: self.address(link),
            });
            at = link.range.end;
        }
        pieces.push(TextPiece {
            text: cut(at, chars.len()),
            url: String::new(),
        });
        pieces.retain(|p| !p.text.is_empty());
        pieces
    }

    /// A link to the article itself says nothing, unless to one of its parts.
    fn is_here(&self, link: &Link) -> bool {
        link.target.article == self.id() && link.target.pinpoint.is_none()
    }

    fn address(&self, link: &Link) -> String {
        let target = &link.target;
        let anchor = target.pinpoint.map_or_else(String::new, |p| {
            let paragraph = p.paragraph.unwrap_or(1);
            let item = p.item.map_or_else(String::new, |i| format!("x{i}"));
            format!("#k{paragraph}{item}")
        });
        format!("/law/{}{anchor}", target.article)
    }
}
