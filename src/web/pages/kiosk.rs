//! `/kiosk`: the same answers in large type, topics first, a QR code to take away, wiped when nobody touches
//! it. Nothing here is kept by the browser, and every answer shown is counted.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;

use super::answer_view::AnswerView;
use super::home::{TopicTile, screens, topics};
use super::layout::{Layout, unkept};
use super::place::Place;
use crate::answer::{Answer, Reply};
use crate::topics::Channel;
use crate::web::body::Form;
use crate::web::counting::count_shown;
use crate::web::error::{PageError, WebError};
use crate::web::qr;
use crate::web::site::Site;
use crate::web::state::App;

#[derive(Template)]
#[template(path = "kiosk.html")]
struct KioskPage {
    layout: Layout,
    idle: u32,
    warning: u32,
    /// Topics to choose from; on a topic's own screen, that one alone with its entries.
    tiles: Vec<TopicTile>,
    chosen: bool,
    /// Title and address.
    screens: Vec<(String, String)>,
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
        screens: screens(&site.snapshot),
        event: event_code(&form),
    };
    let rendered = page.render().map_err(|_| WebError::Internal)?;
    Ok(unkept(rendered))
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
    let event = event_code(&form);
    count_shown(&app, reply, Channel::Kiosk, &event);
    let page = kiosk_page(&app, &site, reply, None, event).map_err(|_| WebError::Internal)?;
    Ok(unkept(page))
}

/// The reply to a question typed at the kiosk.
pub(super) fn kiosk_answer_page(
    app: &App,
    site: &Site,
    answer: &Answer,
    form: &Form,
) -> Result<String, askama::Error> {
    kiosk_page(app, site, &answer.reply, answer.heard, event_code(form))
}

/// A reply on the kiosk; `heard` are the matter and stage it is composed of.
pub(super) fn kiosk_page(
    app: &App,
    site: &Site,
    reply: &Reply,
    heard: Option<(usize, usize)>,
    event: String,
) -> Result<String, askama::Error> {
    let settings = app.settings();
    let place = Place::Kiosk(event.clone());
    let answer = AnswerView::new(&site.snapshot.corpus, reply, heard, place);
    let public = |path: &str| match path {
        "" => String::new(),
        path => format!("{}{path}", settings.public_url),
    };
    // A scanned entry is counted on its way; a composed answer has only its own address.
    let taken = match (heard, &reply.entry) {
        (None, Some(entry)) => public(&format!("/s/{}", entry.id)),
        _ => public(&answer.address),
    };
    KioskAnswerPage {
        layout: Layout::new(settings, "/kiosk", "自助问答", "").unlisted(),
        idle: settings.kiosk.answer_seconds,
        warning: settings.kiosk.warning_seconds,
        qr: Some(taken)
            .filter(|t| !t.is_empty())
            .and_then(|t| qr::svg(&t, "扫码把这个回答带走"))
            .unwrap_or_default(),
        address: public(&answer.address),
        answer,
        event,
    }
    .render()
}

/// The code of an event in the address: short, letters and digits; anything else is none.
pub(super) fn event_code(form: &Form) -> String {
    let code = form.get("event");
    let plain = code.len() <= 32 && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if plain {
        code.to_owned()
    } else {
        String::new()
    }
}
