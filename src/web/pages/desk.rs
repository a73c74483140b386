//! What `/search` and `GET /api/v1/search` share: the request, its bounds, and the finding itself.

use crate::answer::{Class, EntryLink};
use crate::corpus::{ArticleRef, Law, Shelf};
use crate::search::{Provision, SearchQuery, Snippet, snippet};
use crate::snapshot::Snapshot;
use crate::text::normalize::normalize;
use crate::web::body::Form;
use crate::web::error::WebError;

/// Hits given when nothing is said.
const DEFAULT_LIMIT: usize = 10;
/// Most hits of one reply.
const MAX_LIMIT: usize = 50;
/// Longest search text, in characters: as for questions.
const MAX_TEXT: usize = 500;
/// Farthest into the results one may page.
const MAX_OFFSET: usize = 10_000;
/// Length of a snippet, in characters.
const SNIPPET: usize = 110;
/// Guide entries beside the hits.
const GUIDE: usize = 3;

/// What is searched for.
#[derive(Debug, Clone)]
pub(in crate::web) struct SearchRequest {
    pub(in crate::web) text: String,
    pub(in crate::web) law: Option<String>,
    pub(in crate::web) shelf: Option<Shelf>,
    pub(in crate::web) limit: usize,
    pub(in crate::web) offset: usize,
}

/// What was found.
pub(in crate::web) struct Found {
    pub(in crate::web) total: usize,
    pub(in crate::web) hits: Vec<Hit>,
    pub(in crate::web) guide: Vec<EntryLink>,
    pub(in crate::web) understood: String,
}

/// A provision among the results.
pub(in crate::web) struct Hit {
    pub(in crate::web) id: String,
    pub(in crate::web) label: String,
    pub(in crate::web) snippet: Snippet,
    pub(in crate::web) score: f32,
}

impl SearchRequest {
    /// Reads and bounds the fields of an address.
    pub(in crate::web) fn read(form: &Form) -> Result<Self, WebError> {
        let text = form.get("q").trim().to_owned();
        if text.is_empty() {
            return Err(WebError::Field("请先写下要查的内容。"));
        }
        if text.chars().count() > MAX_TEXT {
            return Err(WebError::Field("要查的内容太长了，请写在 500 字以内。"));
        }
        if text
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\r')
        {
            return Err(WebError::Field("要查的内容里有无法识别的控制字符。"));
        }
        let shelf = match form.get("shelf") {
            "" | "all" => None,
            "core" => Some(Shelf::Core),
            "related" => Some(Shelf::Related),
            _ => return Err(WebError::Field("shelf 只能是 core、related 或 all。")),
        };
        let number = |name: &str, default: usize, least: usize, most: usize| match form.get(name) {
            "" => Ok(default),
            text => text
                .parse()
                .ok()
                .filter(|n| (least..=most).contains(n))
                .ok_or(WebError::Field(
                    "limit 应在 1 到 50 之间，offset 应在 0 到 10000 之间。",
                )),
        };
        Ok(Self {
            text,
            law: Some(form.get("law").to_owned()).filter(|l| !l.is_empty()),
            shelf,
            limit: number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT)?,
            offset: number("offset", 0, 0, MAX_OFFSET)?,
        })
    }

    fn allows(&self, law: &Law) -> bool {
        self.law.as_ref().is_none_or(|id| *id == law.id.0)
            && self.shelf.is_none_or(|s| s == law.shelf)
    }
}

/// Articles named by number first, then what the words find.
pub(in crate::web) fn find(
    snapshot: &Snapshot,
    request: &SearchRequest,
) -> Result<Found, WebError> {
    let (named, understood) = named(snapshot, request);
    let query = SearchQuery {
        text: request.text.clone(),
        law: request.law.clone(),
        shelf: request.shelf,
        limit: request.limit + request.offset,
        offset: 0,
    };
    let (by_words, counted) = snapshot
        .provisions
        .search(&query, snapshot.segmenter())
        .map_err(|error| {
            tracing::error!(%error, "the index cannot be read");
            WebError::Internal
        })?;
    let best = by_words.first().map_or(0.0, |h| h.score);
    let mut all: Vec<(Provision, f32)> = named.iter().map(|p| (*p, best + 1.0)).collect();
    all.extend(
        by_words
            .iter()
            .filter(|h| !named.contains(&h.provision))
            .map(|h| (h.provision, h.score)),
    );
    let twice = by_words
        .iter()
        .filter(|h| named.contains(&h.provision))
        .count();
    let hits = all
        .into_iter()
        .skip(request.offset)
        .take(request.limit)
        .map(|(provision, score)| hit(snapshot, provision, score, &request.text))
        .collect();
    let total = counted + named.len() - twice;
    Ok(Found {
        total,
        hits,
        guide: guide(snapshot, &request.text),
        understood,
    })
}

/// The articles the text names, and how it was understood.
fn named(snapshot: &Snapshot, request: &SearchRequest) -> (Vec<Provision>, String) {
    let corpus = &snapshot.corpus;
    let words = || format!("词语：{}", normalize(&request.text));
    let Some(reference) = snapshot.answerer.references().read(&request.text) else {
        return (Vec::new(), words());
    };
    let resolved: Vec<(&Law, usize)> = reference
        .resolve(corpus)
        .into_iter()
        .filter(|(law, _)| request.allows(law))
        .collect();
    let pinpoint = reference
        .pinpoint
        .map_or_else(String::new, |p| p.to_string());
    let understood = match resolved.first() {
        None => format!("没有这一条；按{}查找", words()),
        Some((law, position)) if reference.chapter.is_none() => {
            format!("{}{pinpoint}", law.label(law.articles[*position].no))
        }
        Some((law, position)) => {
            let chapter = law
                .headings_of(*position)
                .first()
                .map_or("", |h| h.text.as_str());
            format!("《{}》{chapter}", law.name)
        }
    };
    let provisions = resolved
        .iter()
        .filter_map(|(law, article)| {
            let law = corpus.laws.iter().position(|l| l.id == law.id)?;
            Some(Provision {
                law,
                article: *article,
            })
        })
        .collect();
    (provisions, understood)
}

fn hit(snapshot: &Snapshot, provision: Provision, score: f32, text: &str) -> Hit {
    let law = &snapshot.corpus.laws[provision.law];
    let article = &law.articles[provision.article];
    let id = ArticleRef {
        law: law.id.clone(),
        no: article.no,
    }
    .to_string();
    Hit {
        id,
        label: law.label(article.no),
        snippet: snippet(&article.text, text, SNIPPET),
        score,
    }
}

fn guide(snapshot: &Snapshot, text: &str) -> Vec<EntryLink> {
    let least = snapshot.corpus.thresholds.entry_min;
    snapshot
        .answerer
        .matcher()
        .rank(&normalize(text))
        .into_iter()
        .filter(|r| r.score >= least)
        .filter_map(|r| match r.class {
            Class::Entry(e) => snapshot.answerer.composer().entry(e).entry.clone(),
            Class::Kind(_) => None,
        })
        .take(GUIDE)
        .collect()
}
