//! `/law/{law}`: a law whole, with its contents.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::layout::{Layout, canonical};
use super::legislation;
use super::reading::ReadingArticle;
use crate::corpus::{HeadingKind, Law};
use crate::snapshot::Snapshot;
use crate::web::error::{PageError, WebError};
use crate::web::state::App;
use crate::web::textsize::TextSize;

#[derive(Template)]
#[template(path = "law.html")]
struct LawPage {
    layout: Layout,
    facts: LawFacts,
    contents: Vec<ContentsView>,
    parts: Vec<PartView>,
    json_ld: String,
}

/// What is known about the text of a law.
pub(super) struct LawFacts {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) in_force: String,
    pub(super) source: String,
    pub(super) taken_over: String,
    pub(super) history: Vec<String>,
}

impl LawFacts {
    /// The facts of a law.
    pub(super) fn new(law: &Law) -> Self {
        let text = |o: &Option<String>| o.clone().unwrap_or_default();
        Self {
            id: law.id.0.clone(),
            title: law.title.clone(),
            name: law.name.clone(),
            kind: text(&law.kind),
            in_force: law
                .in_force
                .map_or_else(String::new, crate::corpus::IsoDate::to_chinese),
            source: text(&law.source),
            taken_over: law
                .taken_over
                .map_or_else(String::new, crate::corpus::IsoDate::to_chinese),
            history: law.history.clone(),
        }
    }
}

struct ContentsView {
    text: String,
    anchor: String,
    deep: bool,
}

/// The articles under one heading.
struct PartView {
    headings: Vec<(String, String)>,
    articles: Vec<ReadingArticle>,
}

/// A law.
pub(in crate::web) async fn law(
    State(app): State<App>,
    Path(id): Path<String>,
    size: TextSize,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let site = app.site();
    let law = site.snapshot.corpus.law(&id).ok_or(WebError::UnknownLaw)?;
    let description = format!("《{}》全文，逐条可查，逐字对照原文。", law.name);
    let layout = Layout::new(
        app.settings(),
        &format!("/law/{id}"),
        &format!("《{}》全文", law.name),
        &description,
    );
    let page = LawPage {
        layout,
        facts: LawFacts::new(law),
        contents: contents(law),
        parts: parts(&site.snapshot, law),
        json_ld: legislation::of_law(law, &app.settings().public_url),
    }
    .render()
    .map_err(|_| WebError::Internal)?;
    Ok(canonical(page.into(), size, &site.etag, &headers))
}

fn contents(law: &Law) -> Vec<ContentsView> {
    law.headings
        .iter()
        .enumerate()
        .map(|(i, h)| ContentsView {
            text: h.text.clone(),
            anchor: format!("h{i}"),
            deep: h.kind == HeadingKind::Section,
        })
        .collect()
}

fn parts(snapshot: &Snapshot, law: &Law) -> Vec<PartView> {
    let mut parts: Vec<PartView> = Vec::new();
    for (i, article) in law.articles.iter().enumerate() {
        let headings: Vec<(String, String)> = law
            .headings
            .iter()
            .enumerate()
            .filter(|(_, h)| h.first == i)
            .map(|(n, h)| (format!("h{n}"), h.text.clone()))
            .collect();
        if !headings.is_empty() || parts.is_empty() {
            parts.push(PartView {
                headings,
                articles: Vec::new(),
            });
        }
        let anchor = format!("a{}", article.no);
        if let Some(part) = parts.last_mut() {
            part.articles
                .push(ReadingArticle::new(snapshot, law, article, &anchor));
        }
    }
    parts
}
