//! `/q/{entry}`: a shareable answer, never holding the asker's words; `/s/{entry}`: what a QR code holds.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::answer_view::AnswerView;
use super::error::unknown_entry;
use super::layout::{Layout, html};
use super::place::Place;
use crate::snapshot::Snapshot;
use crate::topics::{Action, Channel};
use crate::web::counting::count_action;
use crate::web::error::{PageError, WebError};
use crate::web::headers::Cache;
use crate::web::state::{App, Settings};
use crate::web::textsize::TextSize;

/// In the query of an address that was reached by a former one.
const FORMERLY: &str = "formerly=";

#[derive(Template)]
#[template(path = "entry.html")]
struct EntryPage {
    layout: Layout,
    answer: AnswerView,
    /// The id the page was asked for by, when it is the former one.
    formerly: String,
}

/// Renders the page of an entry; `formerly` is the id it was asked for by, when that has changed.
pub(in crate::web) fn entry_page(
    snapshot: &Snapshot,
    position: usize,
    settings: &Settings,
    formerly: &str,
) -> Result<String, askama::Error> {
    let entry = &snapshot.corpus.entries[position];
    let reply = snapshot.answerer.composer().entry(position);
    let path = format!("/q/{}", entry.id);
    let layout = Layout::new(settings, &path, &entry.title, &entry.reply);
    EntryPage {
        layout,
        answer: AnswerView::new(&snapshot.corpus, reply, None, Place::Web),
        formerly: formerly.to_owned(),
    }
    .render()
}

/// An answer under its own address. A former address leads on to the present one, which says so.
pub(in crate::web) async fn entry(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let site = app.site();
    if let Some(position) = site.entry_position(&id) {
        let formerly = query.as_deref().and_then(|q| q.strip_prefix(FORMERLY));
        return match formerly.filter(|f| site.renamed(f) == Some(&id)) {
            None => Ok(site.entry_pages[position].reply(&headers)),
            Some(formerly) => {
                let page = entry_page(&site.snapshot, position, app.settings(), formerly)
                    .map_err(|_| WebError::Internal)?;
                let size = TextSize::of(&headers);
                Ok(html(StatusCode::OK, page.into(), size, Cache::Never))
            }
        };
    }
    Ok(match site.renamed(&id) {
        Some(now) => Redirect::permanent(&format!("/q/{now}?{FORMERLY}{id}")).into_response(),
        None => unknown_entry(&site.snapshot.corpus, &id),
    })
}

/// A QR code was scanned: counted, then on to the answer.
pub(in crate::web) async fn scanned(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let site = app.site();
    let id = site.renamed(&id).unwrap_or(&id);
    let Some(position) = site.entry_position(id) else {
        return Ok(unknown_entry(&site.snapshot.corpus, id));
    };
    let reply = site.snapshot.answerer.composer().entry(position);
    count_action(&app, reply, Channel::Web, "", Action::Scanned);
    let mut response = Redirect::to(&format!("/q/{id}")).into_response();
    let never: HeaderValue = Cache::Never.value();
    response.headers_mut().insert(header::CACHE_CONTROL, never);
    Ok(response)
}
