//! The finding itself: what is named by number first, then what words and signs find.

use super::facet::{Facets, narrowed};
use super::mending::meant;
use super::named::{Named, named};
use super::ranking::ranked;
use super::request::{DeskRequest, Sort};
use crate::answer::{Class, EntryLink, Ranked};
use crate::corpus::{ArticleRef, Pinpoint};
use crate::search::{Part, Provision, ProvisionHit, SearchError, Snippet, parse_search, snippet};
use crate::snapshot::Snapshot;
use crate::text::normalize::normalize;

/// Length of a snippet, in characters.
const SNIPPET: usize = 110;
/// Guide entries beside the hits.
const GUIDE: usize = 3;

/// What was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// How many provisions in all.
    pub total: usize,
    /// Those that were asked for.
    pub hits: Vec<Hit>,
    /// Entries of the guide that answer the same.
    pub guide: Vec<EntryLink>,
    /// How the search was understood.
    pub understood: String,
    /// What was probably meant, where that is something else.
    pub did_you_mean: Option<String>,
    /// Whether the hits are of what was meant instead of what was typed.
    pub mended: bool,
    /// Counts by law, shelf and chapter.
    pub facets: Facets,
    /// What a number in the search names.
    pub named: Named,
}

/// A provision among the results.
#[derive(Debug, Clone)]
pub struct Hit {
    /// `xinfang-gongzuo-tiaoli/31`.
    pub id: ArticleRef,
    /// 《信访工作条例》第三十一条.
    pub label: String,
    /// 款 and 项, where they were named.
    pub pinpoint: Option<Pinpoint>,
    /// Path of its page, with the anchor of 款 and 项.
    pub url: String,
    /// The part that shows the hit.
    pub snippet: Snippet,
    /// Comparable within one search.
    pub score: f32,
}

/// Finds what was asked for.
///
/// # Errors
/// When the index cannot be read.
pub fn find(snapshot: &Snapshot, request: &DeskRequest) -> Result<Found, SearchError> {
    let named = named(snapshot, request);
    let mut part = parse_search(&request.text);
    let mut did_you_mean = None;
    let mut matches = Vec::new();
    let mut entries = None;
    let mut mended = false;
    // A number and nothing else is no word to look for.
    if !named.whole {
        let free = named.provisions.is_empty() && !request.as_typed;
        did_you_mean = free.then(|| meant(snapshot, &part.sought())).flatten();
        if let (true, Some(meant)) = (part.is_plain(), &did_you_mean) {
            part = Part::Words(meant.clone());
            mended = true;
        }
        matches = snapshot.provisions.matches(&part, snapshot.segmenter())?;
        let meant = entries.insert(rank(snapshot, &part));
        matches = ranked(snapshot, &part, meant, matches);
    }
    if !mended && !matches.is_empty() {
        did_you_mean = None;
    }
    let understood = understood(&named, &part, request, mended);
    let all = in_front(&named, matches);
    let (facets, mut kept) = narrowed(&snapshot.corpus, request, all);
    match request.sort {
        Sort::Relevance => kept.sort_by(|a, b| b.score.total_cmp(&a.score)),
        Sort::Number => kept.sort_by_key(|h| (h.provision.law, h.provision.article)),
    }
    let total = kept.len();
    let sought = part.sought();
    let entries = entries.unwrap_or_else(|| rank(snapshot, &part));
    let shown = kept.into_iter().skip(request.offset).take(request.limit);
    Ok(Found {
        total,
        hits: shown.map(|h| hit(snapshot, &named, h, &sought)).collect(),
        guide: guide(snapshot, &entries),
        named,
        understood,
        did_you_mean,
        mended,
        facets,
    })
}

fn understood(named: &Named, part: &Part, request: &DeskRequest, mended: bool) -> String {
    if mended {
        return format!("按{}查找（您写的是“{}”）", part.to_chinese(), request.text);
    }
    match (named.understood.is_empty(), named.whole) {
        (true, _) if part.sought().is_empty() => "没有可查的字词".to_owned(),
        (true, _) => part.to_chinese(),
        (false, true) => named.understood.clone(),
        (false, false) if named.provisions.is_empty() => {
            format!("{}；按{}查找", named.understood, part.to_chinese())
        }
        (false, false) => format!("{}；{}", named.understood, part.to_chinese()),
    }
}

/// What is named stands before what is found, and not twice.
fn in_front(named: &Named, matches: Vec<ProvisionHit>) -> Vec<ProvisionHit> {
    let best = matches.iter().map(|h| h.score).fold(0.0, f32::max);
    let count = named.provisions.len();
    #[allow(clippy::cast_precision_loss)]
    let score = |i: usize| best + (count - i) as f32;
    let front = named.provisions.iter().enumerate();
    front
        .map(|(i, provision)| ProvisionHit {
            provision: *provision,
            score: score(i),
        })
        .chain(
            matches
                .into_iter()
                .filter(|h| !named.provisions.contains(&h.provision)),
        )
        .collect()
}

fn hit(snapshot: &Snapshot, named: &Named, found: ProvisionHit, sought: &str) -> Hit {
    let Provision { law, article } = found.provision;
    let law = &snapshot.corpus.laws[law];
    let article = &law.articles[article];
    let id = ArticleRef {
        law: law.id.clone(),
        no: article.no,
    };
    let meant = named.provisions.first() == Some(&found.provision);
    let pinpoint = named.pinpoint.filter(|_| meant);
    let part = pinpoint.and_then(|p| article.pinpointed(p).ok());
    let anchor = pinpoint.map_or_else(String::new, |p| anchor(article, p));
    Hit {
        label: law.label(article.no),
        url: format!("/law/{id}{anchor}"),
        snippet: snippet(part.as_deref().unwrap_or(&article.text), sought, SNIPPET),
        score: found.score,
        pinpoint,
        id,
    }
}

fn anchor(article: &crate::corpus::Article, pinpoint: Pinpoint) -> String {
    let paragraph = article.paragraph_of(pinpoint).map_or(1, |p| p.no);
    match pinpoint.item {
        None => format!("#k{paragraph}"),
        Some(item) => format!("#k{paragraph}x{item}"),
    }
}

/// The entries of the guide that are like the search, best first.
fn rank(snapshot: &Snapshot, part: &Part) -> Vec<Ranked> {
    let matcher = snapshot.answerer.matcher();
    matcher.rank(&normalize(&part.sought()))
}

fn guide(snapshot: &Snapshot, ranked: &[Ranked]) -> Vec<EntryLink> {
    let least = snapshot.corpus.thresholds.entry_min;
    ranked
        .iter()
        .filter(|r| r.score >= least)
        .filter_map(|r| match r.class {
            Class::Entry(e) => snapshot.answerer.composer().entry(e).entry.clone(),
            Class::Kind(_) => None,
        })
        .take(GUIDE)
        .collect()
}
