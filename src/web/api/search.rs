//! `GET /api/v1/search`.

use axum::Json;
use axum::extract::{RawQuery, State};
use serde::Serialize;

use crate::answer::EntryLink;
use crate::web::body::Form;
use crate::web::error::{ApiError, WebError};
use crate::web::pages::desk::{Found, SearchRequest, find};
use crate::web::state::App;

#[derive(Serialize)]
pub(in crate::web) struct SearchReply {
    total: usize,
    hits: Vec<HitBody>,
    guide: Vec<EntryLink>,
    understood: String,
}

#[derive(Serialize)]
struct HitBody {
    id: String,
    label: String,
    snippet: String,
    highlights: Vec<(usize, usize)>,
    score: f32,
    url: String,
}

/// Searches the provisions.
pub(in crate::web) async fn search(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Json<SearchReply>, ApiError> {
    let form = Form::parse(query.unwrap_or_default().as_bytes()).ok_or(WebError::Malformed)?;
    let request = SearchRequest::read(&form)?;
    let site = app.site();
    if let Some(law) = &request.law
        && site.snapshot.corpus.law(law).is_none()
    {
        return Err(WebError::UnknownLaw.into());
    }
    let Found {
        total,
        hits,
        guide,
        understood,
    } = find(&site.snapshot, &request)?;
    let hits = hits
        .into_iter()
        .map(|h| HitBody {
            url: format!("/law/{}", h.id),
            id: h.id,
            label: h.label,
            snippet: h.snippet.text,
            highlights: h.snippet.highlights,
            score: h.score,
        })
        .collect();
    Ok(Json(SearchReply {
        total,
        hits,
        guide,
        understood,
    }))
}
