//! A law as it is printed: 条, 款 and 项 with their printed numbers, and the headings above them.
//! Addressed by number, never by position.

use std::fmt;
use std::str::FromStr;

use super::citation::Pinpoint;
use super::date::IsoDate;
use crate::text::numeral;

/// The slug of a law, its file name: `xinfang-gongzuo-tiaoli`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LawId(pub String);

impl fmt::Display for LawId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A printed article number: 第三十五条 is `35`, 第十七条之一 is `17-1`, a preamble is `0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleNo {
    /// The number before 条.
    pub main: u16,
    /// The number after 之, else 0.
    pub sub: u16,
}

impl ArticleNo {
    /// The preamble, which the shared contract addresses as article 0.
    pub const PREAMBLE: Self = Self { main: 0, sub: 0 };

    /// As statutes print it: 第三十五条, 第十七条之一, 序言.
    pub fn label(self) -> String {
        if self == Self::PREAMBLE {
            return "序言".to_owned();
        }
        let mut label = format!("第{}条", numeral::to_chinese(self.main.into()));
        if self.sub > 0 {
            label.push('之');
            label.push_str(&numeral::to_chinese(self.sub.into()));
        }
        label
    }
}

impl From<u16> for ArticleNo {
    fn from(main: u16) -> Self {
        Self { main, sub: 0 }
    }
}

impl fmt::Display for ArticleNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sub {
            0 => write!(f, "{}", self.main),
            sub => write!(f, "{}-{sub}", self.main),
        }
    }
}

impl FromStr for ArticleNo {
    type Err = ();

    /// Reads the form of addresses: ASCII digits without leading zeros, `35` or `17-1`.
    fn from_str(s: &str) -> Result<Self, ()> {
        let number = |part: &str| -> Result<u16, ()> {
            let plain =
                part.bytes().all(|b| b.is_ascii_digit()) && (part == "0" || !part.starts_with('0'));
            if plain {
                part.parse().map_err(|_| ())
            } else {
                Err(())
            }
        };
        match s.split_once('-') {
            None => Ok(Self::from(number(s)?)),
            Some((main, sub)) => match number(sub)? {
                0 => Err(()),
                sub => Ok(Self {
                    main: number(main)?,
                    sub,
                }),
            },
        }
    }
}

/// Which shelf a law stands on. The core shelf answers citizens; the related shelf is cited by doors.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Shelf {
    /// 条例 and 宪法.
    Core,
    /// Other laws.
    Related,
}

/// 项: its printed number and its text, marker included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// From 1.
    pub no: u16,
    /// Verbatim, with （一）.
    pub text: String,
}

/// 款: a paragraph of an article and the 项 under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// From 1.
    pub no: u16,
    /// Verbatim.
    pub text: String,
    /// In order; empty for most.
    pub items: Vec<Item>,
}

impl Paragraph {
    /// The 款 with its 项, a line each, verbatim.
    pub fn full_text(&self) -> String {
        let mut out = self.text.clone();
        for item in &self.items {
            out.push('\n');
            out.push_str(&item.text);
        }
        out
    }
}

/// 条, or the preamble.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Printed number.
    pub no: ArticleNo,
    /// At least one.
    pub paragraphs: Vec<Paragraph>,
    /// Line of the file it begins on, from 1.
    pub line: usize,
    /// Verbatim without its number, a line a 款 or 项; computed once at load.
    pub text: String,
}

impl Article {
    /// The part a pinpoint names, or why it names none. 款 is named only where there are several.
    ///
    /// # Errors
    /// A Chinese sentence that says what does not exist.
    pub fn pinpointed(&self, pinpoint: Pinpoint) -> Result<String, String> {
        let paragraph = self.paragraph_of(pinpoint)?;
        let Some(no) = pinpoint.item else {
            return Ok(paragraph.full_text());
        };
        paragraph
            .items
            .iter()
            .find(|i| i.no == no)
            .map(|i| i.text.clone())
            .ok_or_else(|| format!("{}没有{pinpoint}", self.no.label()))
    }

    /// The 款 a pinpoint speaks of.
    ///
    /// # Errors
    /// A Chinese sentence that says what does not exist.
    pub fn paragraph_of(&self, pinpoint: Pinpoint) -> Result<&Paragraph, String> {
        match (pinpoint.paragraph, &self.paragraphs[..]) {
            (None, [only]) => Ok(only),
            (Some(_), [_]) => Err(format!(
                "{}只有一款，引用时不写款（这里写了{pinpoint}）",
                self.no.label()
            )),
            (None, _) => Err(format!(
                "{}有多款，{pinpoint}前要写明第几款",
                self.no.label()
            )),
            (Some(no), all) => all.iter().find(|p| p.no == no).ok_or_else(|| {
                format!(
                    "{}没有第{}款",
                    self.no.label(),
                    numeral::to_chinese(no.into())
                )
            }),
        }
    }
}

/// What a heading opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeadingKind {
    /// 序言.
    Preamble,
    /// 编.
    Part,
    /// 章.
    Chapter,
    /// 节.
    Section,
}

/// A heading and the articles under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 编, 章, 节 or 序言.
    pub kind: HeadingKind,
    /// Verbatim: 第三章 信访事项的提出和受理.
    pub text: String,
    /// Position in [`Law::articles`] of the first article under it.
    pub first: usize,
}

/// A law, regulation or constitution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Law {
    /// Slug.
    pub id: LawId,
    /// Full title: 中华人民共和国宪法.
    pub title: String,
    /// Title as it is cited: 宪法, 信访工作条例.
    pub name: String,
    /// Further names people use: 条例, 信访条例.
    pub short: Vec<String>,
    /// Where it stands.
    pub shelf: Shelf,
    /// 党内法规, 法律 …, where known.
    pub kind: Option<String>,
    /// Date it came into force, where verified.
    pub in_force: Option<IsoDate>,
    /// Lines of history below the title, verbatim.
    pub history: Vec<String>,
    /// Where the text was taken from.
    pub source: Option<String>,
    /// When the text was taken over.
    pub taken_over: Option<IsoDate>,
    /// Headings in order.
    pub headings: Vec<Heading>,
    /// Articles in order of their numbers, a preamble first.
    pub articles: Vec<Article>,
}

impl Law {
    /// The article with this printed number.
    pub fn article(&self, no: ArticleNo) -> Option<&Article> {
        self.position(no).map(|i| &self.articles[i])
    }

    /// Where in [`Law::articles`] the article with this printed number stands.
    pub fn position(&self, no: ArticleNo) -> Option<usize> {
        self.articles.binary_search_by_key(&no, |a| a.no).ok()
    }

    /// 《信访工作条例》第三十五条.
    pub fn label(&self, no: ArticleNo) -> String {
        if no == ArticleNo::PREAMBLE {
            return format!("《{}》序言", self.name);
        }
        format!("《{}》{}", self.name, no.label())
    }

    /// The headings an article stands under, widest first.
    pub fn headings_of(&self, position: usize) -> Vec<&Heading> {
        let mut path: Vec<&Heading> = Vec::new();
        for heading in self.headings.iter().take_while(|h| h.first <= position) {
            path.retain(|h| h.kind < heading.kind && h.kind != HeadingKind::Preamble);
            path.push(heading);
        }
        path
    }
}
