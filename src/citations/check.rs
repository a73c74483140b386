//! Every citation of a draft with what is wrong with it: no such law, article, 款 or 项, words that do not stand
//! there, a number that has moved. Nothing is guessed: a text that is not in the corpus is said to be none.

use std::ops::Range;
use std::sync::Arc;

use super::draft::Draft;
use super::names::{LawNames, NamedLaw};
use super::place::place;
use super::quote::{self, Piece};
use super::scan::{Mention, Scan};
use crate::corpus::{Article, ArticleNo, ArticleRef, Corpus, Law, Pinpoint};

/// What a check of one citation came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CitationStatus {
    /// It exists, and the words quoted beside it stand there.
    Ok,
    /// The text it names is not in the corpus, or it names none.
    NoSuchLaw,
    /// The law has no article of this number.
    NoSuchArticle,
    /// The article has no such 款.
    NoSuchParagraph,
    /// The article has no such 项.
    NoSuchItem,
    /// The words quoted beside it do not stand there.
    QuoteDiffers,
    /// The number is that of a repealed or an older text.
    RepealedNumber,
}

impl CitationStatus {
    /// The key of the JSON contract.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::NoSuchLaw => "no_such_law",
            Self::NoSuchArticle => "no_such_article",
            Self::NoSuchParagraph => "no_such_paragraph",
            Self::NoSuchItem => "no_such_item",
            Self::QuoteDiffers => "quote_differs",
            Self::RepealedNumber => "repealed_number",
        }
    }

    /// What is said of it, in a word or two.
    pub fn title(self) -> &'static str {
        match self {
            Self::Ok => "查到了",
            Self::NoSuchLaw => "本库没有这部法",
            Self::NoSuchArticle => "没有这一条",
            Self::NoSuchParagraph => "没有这一款",
            Self::NoSuchItem => "没有这一项",
            Self::QuoteDiffers => "引文与原文不同",
            Self::RepealedNumber => "是旧条号",
        }
    }
}

/// Words quoted beside a citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// Where they stand, in characters of the draft.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Draft and law side by side; empty when nothing differs.
    pub differences: Vec<Piece>,
}

/// A citation of a draft, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedCitation {
    /// Where it stands, in characters of the draft.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// As it is written.
    pub text: String,
    /// Slug of the law, where it is in the corpus.
    pub law: Option<String>,
    /// The law as it is called: its name, or the name in the draft; empty when none is named.
    pub law_name: String,
    /// The article, where it exists.
    pub id: Option<ArticleRef>,
    /// 款 and 项 as far as they are named and exist.
    pub pinpoint: Option<Pinpoint>,
    /// What the check came to.
    pub status: CitationStatus,
    /// Why, in a sentence; empty when there is nothing to say.
    pub note: String,
    /// The words quoted beside it.
    pub quote: Option<Quoted>,
    /// Where the matter of an old number stands today.
    pub now: Option<ArticleRef>,
}

/// Checks drafts against one corpus.
pub struct CitationChecker {
    corpus: Arc<Corpus>,
    pub(super) names: LawNames,
}

impl CitationChecker {
    /// For this corpus.
    ///
    /// # Errors
    /// When the names of its laws are too many for one automaton.
    pub fn new(corpus: Arc<Corpus>) -> Result<Self, aho_corasick::BuildError> {
        let names = LawNames::new(&corpus)?;
        Ok(Self { corpus, names })
    }

    /// All citations of a draft, in order.
    pub fn check(&self, draft: &str) -> Vec<CheckedCitation> {
        let original: Vec<char> = draft.chars().collect();
        let draft = Draft::new(draft);
        let mentions = Scan::run(&self.names, &draft, None);
        let mut checked = Vec::with_capacity(mentions.len());
        for (i, mention) in mentions.iter().enumerate() {
            let previous = i
                .checked_sub(1)
                .map_or(0, |p| mentions[p].end.min(mention.start));
            let following = mentions[i + 1..].iter().find(|m| m.start >= mention.end);
            let next = following.map_or(draft.chars.len(), |m| m.start);
            let quote = quote::beside(&draft, mention.start, mention.end, previous, next);
            let text = original[mention.start..mention.end].iter().collect();
            checked.push(self.checked(&draft, mention, text, quote, next));
        }
        checked
    }

    fn checked(
        &self,
        draft: &Draft,
        mention: &Mention,
        text: String,
        quote: Option<Range<usize>>,
        next: usize,
    ) -> CheckedCitation {
        let mut checked = CheckedCitation {
            start: mention.start,
            end: mention.end,
            text,
            law: None,
            law_name: String::new(),
            id: None,
            pinpoint: None,
            status: CitationStatus::NoSuchLaw,
            note: String::new(),
            quote: None,
            now: None,
        };
        match &mention.law {
            NamedLaw::Unnamed => {
                checked.note = "没有写明是哪部法的条文，请写上法律的名称。".to_owned()
            }
            NamedLaw::Unknown(name) => {
                checked.law_name.clone_from(name);
                checked.note = format!("本库没有收录《{name}》，没有核对；请查原文。");
            }
            NamedLaw::Repealed(change) => self.repealed(&mut checked, *change, mention),
            NamedLaw::Known(law) => {
                self.known(&mut checked, *law, mention, draft, quote);
                self.renumbered(&mut checked, *law, mention, draft, next);
            }
        }
        checked
    }

    /// A number of a text that is repealed, with the number of today where it is known.
    fn repealed(&self, checked: &mut CheckedCitation, change: usize, mention: &Mention) {
        let change = &self.corpus.renumbered[change];
        let former = change.former.first().map_or("", String::as_str);
        let name = self
            .corpus
            .law(&change.now.0)
            .map_or("", |l| l.name.as_str());
        checked.status = CitationStatus::RepealedNumber;
        checked.law_name = former.to_owned();
        let moved = change.moved.iter().find(|m| m.from == mention.article);
        checked.now = moved.map(|m| ArticleRef {
            law: change.now.clone(),
            no: m.to,
        });
        let place = moved.map_or_else(
            || "，请在现行文本里重新查条号".to_owned(),
            |m| format!("，这件事现在写在{}", m.to.label()),
        );
        checked.note = format!(
            "《{former}》已经废止，{}起施行的是《{name}》{place}。",
            change.since.to_chinese()
        );
    }

    fn known(
        &self,
        checked: &mut CheckedCitation,
        law: usize,
        mention: &Mention,
        draft: &Draft,
        quote: Option<Range<usize>>,
    ) {
        let law = &self.corpus.laws[law];
        checked.law = Some(law.id.0.clone());
        checked.law_name.clone_from(&law.name);
        let Some(article) = article_of(law, mention.article) else {
            checked.status = CitationStatus::NoSuchArticle;
            let last = law
                .articles
                .last()
                .map_or_else(String::new, |a| a.no.label());
            checked.note = format!(
                "《{}》到{last}为止，没有{}。",
                law.name,
                mention.article.label()
            );
            return;
        };
        checked.id = Some(ArticleRef {
            law: law.id.clone(),
            no: article.no,
        });
        (checked.status, checked.pinpoint, checked.note) = place(article, mention);
        let whole = checked.pinpoint.and_then(|p| article.pinpointed(p).ok());
        let text = whole.as_deref().unwrap_or(&article.text);
        checked.quote = quote.map(|range| Quoted {
            differences: quote::differences(&draft.chars[range.clone()], text),
            start: range.start,
            end: range.end,
        });
        let differs = checked
            .quote
            .as_ref()
            .is_some_and(|q| !q.differences.is_empty());
        if checked.status == CitationStatus::Ok && checked.note.is_empty() {
            checked.note = self.old_name(law, &checked.text);
        }
        if checked.status == CitationStatus::Ok && differs {
            checked.status = CitationStatus::QuoteDiffers;
            checked.note = self.where_it_stands(law, article, checked.quote.as_ref(), draft);
        }
    }

    /// A warning where today's law is called by the title of the text that it replaced.
    fn old_name(&self, law: &Law, written: &str) -> String {
        let formers = self.corpus.renumbered.iter().filter(|c| c.now == law.id);
        let mut names = formers.flat_map(|c| &c.former);
        names
            .find(|name| written.starts_with(name.as_str()))
            .map_or_else(String::new, |name| {
                format!(
                    "正式文书请写全称《{}》；《{name}》是已经废止的旧法规。",
                    law.name
                )
            })
    }

    /// Where else in the law the quoted words stand.
    fn where_it_stands(
        &self,
        law: &Law,
        article: &Article,
        quote: Option<&Quoted>,
        draft: &Draft,
    ) -> String {
        let words = quote.map_or(&[][..], |q| &draft.chars[q.start..q.end]);
        let holder = std::iter::once(article)
            .chain(&law.articles)
            .find(|a| quote::holds(&a.text, words));
        match holder {
            Some(a) if a.no == article.no => "这段话在这一条里，但不在写明的款、项里。".to_owned(),
            Some(a) => format!("这段话在{}，不在{}。", a.no.label(), article.no.label()),
            None => format!(
                "引号里的话和{}的原文不一样，请对照原文。",
                article.no.label()
            ),
        }
    }

    /// A number of today beside words whose matter had that number before.
    fn renumbered(
        &self,
        checked: &mut CheckedCitation,
        law: usize,
        mention: &Mention,
        draft: &Draft,
        next: usize,
    ) {
        const NEAR: usize = 40;
        let law = &self.corpus.laws[law];
        let near = draft.slice(mention.end, next.min(mention.end + NEAR));
        let near = near.split(['。', '\n']).next().unwrap_or_default();
        let changes = self.corpus.renumbered.iter().filter(|c| c.now == law.id);
        let moved = changes.flat_map(|c| c.moved.iter().map(move |m| (c, m)));
        // The word that comes first tells what the citation is for.
        let nearest = moved
            .filter_map(|(c, m)| {
                Some((
                    m.words.iter().filter_map(|w| near.find(w.as_str())).min()?,
                    c,
                    m,
                ))
            })
            .min_by_key(|(at, _, _)| *at);
        let Some((_, change, moved)) = nearest.filter(|(_, _, m)| m.from == mention.article) else {
            return;
        };
        let verbatim = checked
            .quote
            .as_ref()
            .is_some_and(|q| q.differences.is_empty());
        if verbatim {
            return;
        }
        checked.status = CitationStatus::RepealedNumber;
        checked.now = Some(ArticleRef {
            law: law.id.clone(),
            no: moved.to,
        });
        let before = change.former.first().map_or_else(
            || format!("{}以前的文本", change.since.to_chinese()),
            |former| format!("已经废止的《{former}》"),
        );
        checked.note = format!(
            "{}是{before}里的条号，现行《{}》写在{}。",
            moved.from.label(),
            law.name,
            moved.to.label()
        );
    }
}

fn article_of(law: &Law, no: ArticleNo) -> Option<&Article> {
    law.article(no).filter(|a| a.no != ArticleNo::PREAMBLE)
}
