//! How many hits each law, shelf and chapter holds, and the narrowing of hits by them.

use super::request::DeskRequest;
use crate::corpus::{Corpus, HeadingKind, Law, Shelf};
use crate::search::ProvisionHit;

/// Counts beside the hits. A filter does not change its own counts: they show what choosing another would give.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Laws with hits, the most first.
    pub laws: Vec<LawCount>,
    /// Chapters with hits of the law that was chosen, in order.
    pub chapters: Vec<ChapterCount>,
    /// Hits on the core shelf.
    pub core: usize,
    /// Hits on the related shelf.
    pub related: usize,
}

/// Hits of one law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawCount {
    /// Slug.
    pub id: String,
    /// Name.
    pub name: String,
    /// Hits.
    pub count: usize,
}

/// Hits of one chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChapterCount {
    /// Counted from 1 through the law.
    pub no: usize,
    /// 第三章 信访事项的提出和受理.
    pub title: String,
    /// Hits.
    pub count: usize,
}

/// Counts the hits and keeps those that the request asks for.
pub(super) fn narrowed(
    corpus: &Corpus,
    request: &DeskRequest,
    hits: Vec<ProvisionHit>,
) -> (Facets, Vec<ProvisionHit>) {
    let law_of = |hit: &ProvisionHit| &corpus.laws[hit.provision.law];
    let in_law = |hit: &ProvisionHit| {
        request
            .law
            .as_ref()
            .is_none_or(|id| *id == law_of(hit).id.0)
    };
    let on_shelf = |hit: &ProvisionHit| request.shelf.is_none_or(|s| s == law_of(hit).shelf);
    let in_chapter = |hit: &ProvisionHit| {
        let chapter = || chapter_of(law_of(hit), hit.provision.article);
        request.law.is_none() || request.chapter.is_none_or(|no| chapter() == Some(no))
    };
    let mut facets = Facets::default();
    let mut by_law = vec![0; corpus.laws.len()];
    let mut kept = Vec::new();
    for hit in hits {
        if in_law(&hit) && in_chapter(&hit) {
            match law_of(&hit).shelf {
                Shelf::Core => facets.core += 1,
                Shelf::Related => facets.related += 1,
            }
        }
        if !on_shelf(&hit) {
            continue;
        }
        by_law[hit.provision.law] += 1;
        if in_law(&hit) {
            kept.push(hit);
        }
    }
    facets.chapters = chapters(corpus, request, &kept);
    kept.retain(in_chapter);
    let counted = by_law
        .into_iter()
        .enumerate()
        .filter(|(_, count)| *count > 0);
    facets.laws = counted
        .map(|(law, count)| LawCount {
            id: corpus.laws[law].id.0.clone(),
            name: corpus.laws[law].name.clone(),
            count,
        })
        .collect();
    facets.laws.sort_by_key(|l| std::cmp::Reverse(l.count));
    (facets, kept)
}

fn chapters(corpus: &Corpus, request: &DeskRequest, hits: &[ProvisionHit]) -> Vec<ChapterCount> {
    let Some(law) = request.law.as_ref().and_then(|id| corpus.law(id)) else {
        return Vec::new();
    };
    let titles = law
        .headings
        .iter()
        .filter(|h| h.kind == HeadingKind::Chapter);
    let counted = titles.enumerate().map(|(i, heading)| ChapterCount {
        no: i + 1,
        title: heading.text.clone(),
        count: hits
            .iter()
            .filter(|h| chapter_of(law, h.provision.article) == Some(i + 1))
            .count(),
    });
    counted.filter(|c| c.count > 0).collect()
}

/// The chapter an article stands in, counted from 1 through the law.
fn chapter_of(law: &Law, article: usize) -> Option<usize> {
    let chapters = law
        .headings
        .iter()
        .filter(|h| h.kind == HeadingKind::Chapter);
    let before = chapters.take_while(|h| h.first <= article).count();
    (before > 0).then_some(before)
}
