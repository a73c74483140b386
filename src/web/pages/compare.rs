//! `/compare`: two articles side by side.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::layout::{Layout, html};
use super::reading::ReadingArticle;
use crate::corpus::ArticleRef;
use crate::desk::{DeskRequest, named};
use crate::snapshot::Snapshot;
use crate::web::body::Form;
use crate::web::error::{PageError, WebError};
use crate::web::headers::Cache;
use crate::web::state::App;
use crate::web::textsize::TextSize;

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    layout: Layout,
    sides: Vec<Side>,
}

/// One of the two: what was typed, and the article it names.
struct Side {
    /// `left` or `right`.
    name: &'static str,
    label: &'static str,
    typed: String,
    article: Option<ReadingArticle>,
}

/// Two articles; each by its number in any form, or by its id.
pub(in crate::web) async fn compare(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    size: TextSize,
) -> Result<Response, PageError> {
    let form = Form::parse(query.unwrap_or_default().as_bytes()).ok_or(WebError::Malformed)?;
    let site = app.site();
    let side = |name, label| {
        let typed = form.get(name).trim();
        Side {
            name,
            label,
            typed: typed.to_owned(),
            article: article(&site.snapshot, typed, name),
        }
    };
    let page = ComparePage {
        layout: Layout::new(
            app.settings(),
            "/compare",
            "两条对照",
            "把两条条文放在一起看。",
        )
        .unlisted(),
        sides: vec![side("left", "左边"), side("right", "右边")],
    };
    let rendered = page.render().map_err(|_| WebError::Internal)?;
    Ok(html(StatusCode::OK, rendered.into(), size, Cache::Never))
}

fn article(snapshot: &Snapshot, typed: &str, side: &str) -> Option<ReadingArticle> {
    let corpus = &snapshot.corpus;
    let by_id = || corpus.article(&typed.parse::<ArticleRef>().ok()?);
    let by_number = || {
        let provision = *named(snapshot, &DeskRequest::of(typed).ok()?)
            .provisions
            .first()?;
        let law = &corpus.laws[provision.law];
        Some((law, &law.articles[provision.article]))
    };
    let (law, article) = by_id().or_else(by_number)?;
    Some(ReadingArticle::new(snapshot, law, article, side))
}
