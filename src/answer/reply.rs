//! What a person or a program gets for a question: the JSON contract of `POST /api/v1/ask`, key for key.

use serde::Serialize;
use utoipa::ToSchema;

use super::outcome::Outcome;
use crate::corpus::{ArticleRef, Corpus, GuideEntry, Topic};

/// A reply. All keys are always there; lists may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Reply {
    /// Which of the six.
    pub outcome: Outcome,
    /// The entry that answers, if one does.
    pub entry: Option<EntryLink>,
    /// Its topic.
    pub topic: Option<TopicLink>,
    /// Plain text, at most 400 characters, decisive facts first.
    pub answer: String,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// Where to go, the first one first.
    pub doors: Vec<DoorView>,
    /// The basis, one row an article, in order of weight.
    pub citations: Vec<CitationView>,
    /// What to read next; the choices of `clarify`.
    pub suggestions: Vec<EntryLink>,
}

/// An entry by its question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EntryLink {
    /// Slug.
    pub id: String,
    /// Canonical question.
    pub title: String,
    /// Path of its page.
    pub url: String,
}

impl EntryLink {
    /// The entry's question and the address of its page.
    pub fn of(entry: &GuideEntry) -> Self {
        Self {
            id: entry.id.clone(),
            title: entry.title.clone(),
            url: format!("/q/{}", entry.id),
        }
    }

    /// The entries that rest on an article.
    pub fn resting_on(corpus: &Corpus, article: &ArticleRef) -> Vec<Self> {
        let rests = |e: &&GuideEntry| e.citations.iter().any(|c| c.article == *article);
        corpus.entries.iter().filter(rests).map(Self::of).collect()
    }

    /// The entries with these ids, in this order; ids nobody has are left out.
    pub fn of_ids(corpus: &Corpus, ids: &[String]) -> Vec<Self> {
        ids.iter()
            .filter_map(|id| corpus.entry(id))
            .map(Self::of)
            .collect()
    }
}

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TopicLink {
    /// Slug.
    pub id: String,
    /// As people read it.
    pub title: String,
}

impl TopicLink {
    /// The topic's name.
    pub(super) fn of(topic: &Topic) -> Self {
        Self {
            id: topic.id.clone(),
            title: topic.title.clone(),
        }
    }
}

/// A door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DoorView {
    /// Slug.
    pub id: String,
    /// Name.
    pub name: String,
    /// Number, empty where none is certain.
    pub phone: String,
    /// What for.
    pub note: String,
}

/// A provision, verbatim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CitationView {
    /// `xinfang-gongzuo-tiaoli/35`.
    pub id: String,
    /// 《信访工作条例》第三十五条.
    pub label: String,
    /// 第六项, where one is meant.
    pub pinpoint: Option<String>,
    /// The article, verbatim.
    pub text: String,
    /// Path of its page.
    pub url: String,
}
