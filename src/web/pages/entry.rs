//! `/q/{entry}`: a shareable answer, never holding the asker's words; `/s/{entry}`: what a QR code holds.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::answer::{AnswerView, Place};
use super::layout::Layout;
use crate::snapshot::Snapshot;
use crate::topics::{Action, Channel};
use crate::web::counting::count_action;
use crate::web::error::{PageError, WebError};
use crate::web::headers::Cache;
use crate::web::state::{App, Settings};

#[derive(Template)]
#[template(path = "entry.html")]
struct EntryPage {
    layout: Layout,
    answer: AnswerView,
}

/// Renders the page of an entry.
pub(in crate::web) fn entry_page(
    snapshot: &Snapshot,
    position: usize,
    settings: &Settings,
) -> Result<String, askama::Error> {
    let entry = &snapshot.corpus.entries[position];
    let reply = snapshot.answerer.composer().entry(position);
    let path = format!("/q/{}", entry.id);
    let layout = Layout::new(settings, &path, &entry.title, &entry.reply);
    EntryPage {
        layout,
        answer: AnswerView::new(&snapshot.corpus, reply, Place::Web),
    }
    .render()
}

/// An answer under its own address.
pub(in crate::web) async fn entry(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let site = app.site();
    if let Some(position) = site.entry_position(&id) {
        return Ok(site.entry_pages[position].reply(&headers));
    }
    let now = site.renamed(&id).ok_or(WebError::UnknownEntry)?;
    Ok(Redirect::permanent(&format!("/q/{now}")).into_response())
}

/// A QR code was scanned: counted, then on to the answer.
pub(in crate::web) async fn scanned(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let site = app.site();
    let id = site.renamed(&id).unwrap_or(&id);
    let position = site.entry_position(id).ok_or(WebError::UnknownEntry)?;
    let reply = site.snapshot.answerer.composer().entry(position);
    count_action(&app, reply, Channel::Web, "", Action::Scanned);
    let mut response = Redirect::to(&format!("/q/{id}")).into_response();
    let never: HeaderValue = Cache::Never.value();
    response.headers_mut().insert(header::CACHE_CONTROL, never);
    Ok(response)
}
