//! `/kiosk`: the same answers in large type, topics first, a QR code to take away, wiped when nobody touches
//! it. Nothing here is kept by the browser, and every answer shown is counted.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::answer::{AnswerView, Place};
use super::home::{TopicTile, topics};
use super::layout::{Layout, html};
use crate::answer::Reply;
use crate::topics::Channel;
use crate::web::body::Form;
use crate::web::counting::count_shown;
use crate::web::error::{PageError, WebError};
use crate::web::headers::Cache;
use crate::web::qr;
use crate::web::site::Site;
use crate::web::state::App;
use crate::web::textsize::TextSize;

#[derive(Template)]
#[template(path = "kiosk.html")]
struct KioskPage {
    layout: Layout,
    idle: u32,
    warning: u32,
    /// Topics to choose from; on a topic's own screen, that one alone with its entries.
    tiles: Vec<TopicTile>,
    chosen: bool,
    event: String,
}

#[derive(Template)]
#[template(path = "kiosk_answer.html")]
struct KioskAnswerPage {
    layout: Layout,
    idle: u32,
    warning: u32,
    answer: AnswerView,
    /// Inline SVG, empty when there is no address to take away.
    qr: String,
    address: String,
    event: String,
}

/// Topics, or the entries of one (`?topic=`).
pub(in crate::web) async fn kiosk(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let form = Form::parse(query.unwrap_or_default().as_bytes()).ok_or(WebError::Malformed)?;
    let site = app.site();
    let asked = form.get("topic");
    let mut all = topics(&site.snapshot);
    // What people ask most stands within reach.
    all.sort_by_key(|(front, _)| !front);
    let tiles: Vec<TopicTile> = all
        .into_iter()
        .map(|(_, tile)| tile)
        .filter(|tile| asked.is_empty() || tile.id == asked)
        .collect();
    let times = app.settings().kiosk;
    let page = KioskPage {
        layout: Layout::new(app.settings(), "/kiosk", "自助问答", "").unlisted(),
        idle: times.idle_seconds,
        warning: times.warning_seconds,
        chosen: !asked.is_empty() && !tiles.is_empty(),
        tiles,
        event: code(&form),
    };
    let rendered = page.render().map_err(|_| WebError::Internal)?;
    Ok(html(
        StatusCode::OK,
        rendered.into(),
        TextSize::Normal,
        Cache::Never,
    ))
}

/// An answer on the kiosk.
pub(in crate::web) async fn kiosk_entry(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let form = Form::parse(query.unwrap_or_default().as_bytes()).ok_or(WebError::Malformed)?;
    let site = app.site();
    let position = site
        .entry_position(site.renamed(&id).unwrap_or(&id))
        .ok_or(WebError::UnknownEntry)?;
    let reply = site.snapshot.answerer.composer().entry(position);
    let event = code(&form);
    count_shown(&app, reply, Channel::Kiosk, &event);
    let page = page(&app, &site, reply, event).map_err(|_| WebError::Internal)?;
    Ok(html(
        StatusCode::OK,
        page.into(),
        TextSize::Normal,
        Cache::Never,
    ))
}

/// The reply to a question typed at the kiosk.
pub(super) fn kiosk_answer_page(
    app: &App,
    site: &Site,
    reply: &Reply,
    form: &Form,
) -> Result<String, askama::Error> {
    page(app, site, reply, code(form))
}

fn page(app: &App, site: &Site, reply: &Reply, event: String) -> Result<String, askama::Error> {
    let settings = app.settings();
    let entry = reply.entry.as_ref();
    let address = entry.map_or_else(String::new, |e| format!("{}{}", settings.public_url, e.url));
    let taken = entry.map(|e| format!("{}/s/{}", settings.public_url, e.id));
    KioskAnswerPage {
        layout: Layout::new(settings, "/kiosk", "自助问答", "").unlisted(),
        idle: settings.kiosk.answer_seconds,
        warning: settings.kiosk.warning_seconds,
        answer: AnswerView::new(&site.snapshot.corpus, reply, Place::Kiosk(event.clone())),
        qr: taken
            .and_then(|t| qr::svg(&t, "扫码把这个回答带走"))
            .unwrap_or_default(),
        address,
        event,
    }
    .render()
}

/// The code of an event in the address: short, letters and digits; anything else is none.
fn code(form: &Form) -> String {
    let code = form.get("event");
    let plain = code.len() <= 32 && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if plain {
        code.to_owned()
    } else {
        String::new()
    }
}
