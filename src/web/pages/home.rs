//! `/`: one box, the topics people ask about, and what is and is not kept.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::layout::{Layout, html};
use crate::answer::EntryLink;
use crate::snapshot::Snapshot;
use crate::topics::Channel;
use crate::web::body::Form;
use crate::web::error::{PageError, WebError};
use crate::web::headers::Cache;
use crate::web::state::{App, Settings};
use crate::web::textsize::TextSize;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    layout: Layout,
    front: Vec<TopicTile>,
    rest: Vec<TopicTile>,
    /// Title and address.
    screens: Vec<(String, String)>,
    /// What was typed and what is wrong with it, when it came back.
    typed: String,
    fault: String,
    /// Code of the event it was opened for, empty for none.
    event: String,
}

/// A topic and its entries.
pub(super) struct TopicTile {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) hint: String,
    pub(super) entries: Vec<EntryLink>,
}

/// Renders the first page; `fault` brings back what was typed with what is wrong.
pub(in crate::web) fn home_page(
    snapshot: &Snapshot,
    settings: &Settings,
    fault: Option<(String, String)>,
    event: &str,
) -> Result<String, askama::Error> {
    let (front, rest) = topics(snapshot).into_iter().partition(|(front, _)| *front);
    let strip = |tiles: Vec<(bool, TopicTile)>| tiles.into_iter().map(|(_, t)| t).collect();
    let mut layout = Layout::new(
        settings,
        "/",
        "怎样依法信访、该去哪个部门",
        "说说您遇到的事，这里告诉您该去哪个部门、多久有答复、依据是哪一条。逐字引用《信访工作条例》《宪法》，不用登录，不记提问内容。",
    );
    if fault.is_some() || !event.is_empty() {
        layout = layout.unlisted();
    }
    let (typed, fault) = fault.unwrap_or_default();
    HomePage {
        layout,
        front: strip(front),
        rest: strip(rest),
        screens: screens(snapshot),
        typed,
        fault,
        event: event.to_owned(),
    }
    .render()
}

/// Titles and addresses of the pages that lay one matter out whole.
pub(super) fn screens(snapshot: &Snapshot) -> Vec<(String, String)> {
    let screens = snapshot.corpus.screens.iter();
    screens
        .map(|s| (s.title.clone(), format!("/screen/{}", s.id)))
        .collect()
}

/// All topics that have entries, and whether they stand in front.
pub(super) fn topics(snapshot: &Snapshot) -> Vec<(bool, TopicTile)> {
    let corpus = &snapshot.corpus;
    corpus
        .topics
        .iter()
        .map(|topic| {
            let entries: Vec<EntryLink> = corpus
                .entries
                .iter()
                .filter(|e| e.topic == topic.id)
                .map(EntryLink::of)
                .collect();
            let tile = TopicTile {
                id: topic.id.clone(),
                title: topic.title.clone(),
                hint: topic.hint.clone(),
                entries,
            };
            (topic.front, tile)
        })
        .filter(|(_, tile)| !tile.entries.is_empty())
        .collect()
}

/// The first page; opened for an event that is known, it carries the event's code on.
pub(in crate::web) async fn home(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    app.must_be_open(Channel::Web)?;
    let site = app.site();
    let Some(query) = query else {
        return Ok(site.home.reply(&headers));
    };
    let form = Form::parse(query.as_bytes()).ok_or(WebError::Malformed)?;
    let event = app.events().known(form.get("event"));
    if event.is_empty() {
        return Ok(site.home.reply(&headers));
    }
    let page = home_page(&site.snapshot, app.settings(), None, &event);
    let page = page.map_err(|_| WebError::Internal)?;
    let size = TextSize::of(&headers);
    Ok(html(StatusCode::OK, page.into(), size, Cache::Never))
}
