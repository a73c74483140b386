//! `/start`: 这事归不归信访, two or three taps to one door, each step under its own address with its basis and a
//! way back; `/kiosk/start` is the same on the kiosk. What is asked and said is data (`corpus/start.toml`).

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::door_view::{BasisView, DoorDetail, basis_view};
use super::kiosk::event_code;
use super::layout::{Layout, canonical, unkept};
use super::place::Place;
use super::provision_view::ProvisionView;
use crate::answer::{EntryLink, door_view};
use crate::corpus::{Citation, Corpus, Petition, StartEnd, StartStep};
use crate::web::body::Form;
use crate::web::error::{PageError, WebError};
use crate::web::qr;
use crate::web::state::App;
use crate::web::textsize::TextSize;

const TITLE: &str = "这事归不归信访";

/// A step or an end, wherever it is shown.
struct StartView {
    title: String,
    description: String,
    /// Address of the step before; empty on the first.
    back: String,
    node: Node,
    basis: Vec<BasisView>,
    provisions: Vec<ProvisionView>,
    place: Place,
}

impl StartView {
    fn is_end(&self) -> bool {
        matches!(self.node, Node::End { .. })
    }
}

enum Node {
    Step {
        note: String,
        choices: Vec<Choice>,
    },
    End {
        /// Whether a petition is the way, in a few words.
        petition: &'static str,
        reply: String,
        doors: Vec<DoorDetail>,
        entries: Vec<EntryLink>,
    },
}

struct Choice {
    say: String,
    hint: String,
    url: String,
}

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage {
    layout: Layout,
    start: StartView,
}

#[derive(Template)]
#[template(path = "kiosk_start.html")]
struct KioskStartPage {
    layout: Layout,
    idle: u32,
    warning: u32,
    event: String,
    start: StartView,
    /// Inline SVG of an end's address, empty for steps.
    qr: String,
    address: String,
}

/// The first step.
pub(in crate::web) async fn start(
    app: State<App>,
    query: RawQuery,
    size: TextSize,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    start_at(app, Path(String::new()), query, size, headers).await
}

/// A step or an end.
pub(in crate::web) async fn start_at(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    size: TextSize,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let form = Form::parse(query.unwrap_or_default().as_bytes()).ok_or(WebError::Malformed)?;
    let site = app.site();
    let start = view(&site.snapshot.corpus, &id, form.get("from"), Place::Web);
    let start = start.ok_or(WebError::NotFound)?;
    let path = address(&id);
    let page = StartPage {
        layout: Layout::new(app.settings(), &path, &start.title, &start.description),
        start,
    };
    let text = page.render().map_err(|_| WebError::Internal)?;
    // The way back differs by where one came from, so the tag names it.
    let etag = site
        .etag
        .replace("W/\"", &format!("W/\"{}.", form.get("from").len()));
    Ok(canonical(text.into(), size, &etag, &headers))
}

/// The first step on the kiosk.
pub(in crate::web) async fn kiosk_start(
    app: State<App>,
    query: RawQuery,
) -> Result<Response, PageError> {
    kiosk_start_at(app, Path(String::new()), query).await
}

/// A step or an end on the kiosk.
pub(in crate::web) async fn kiosk_start_at(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let form = Form::parse(query.unwrap_or_default().as_bytes()).ok_or(WebError::Malformed)?;
    let site = app.site();
    let event = event_code(&form);
    let place = Place::Kiosk(event.clone());
    let start = view(&site.snapshot.corpus, &id, form.get("from"), place);
    let start = start.ok_or(WebError::NotFound)?;
    let settings = app.settings();
    let taken = match start.node {
        Node::End { .. } => format!("{}{}", settings.public_url, address(&id)),
        Node::Step { .. } => String::new(),
    };
    let page = KioskStartPage {
        layout: Layout::new(settings, "/kiosk", TITLE, "").unlisted(),
        idle: settings.kiosk.answer_seconds,
        warning: settings.kiosk.warning_seconds,
        event,
        qr: Some(&taken)
            .filter(|t| !t.is_empty())
            .and_then(|t| qr::svg(t, "扫码把这一页带走"))
            .unwrap_or_default(),
        address: taken,
        start,
    };
    Ok(unkept(page.render().map_err(|_| WebError::Internal)?))
}

fn address(id: &str) -> String {
    match id {
        "" => "/start".to_owned(),
        id => format!("/start/{id}"),
    }
}

/// The step or end with this id, reached from the step `from`; no id is the first step.
fn view(corpus: &Corpus, id: &str, from: &str, place: Place) -> Option<StartView> {
    let tree = &corpus.start;
    let first = tree.steps.first()?;
    let is_first = id.is_empty() || id == first.id;
    let leads_here = |s: &&StartStep| s.choices.iter().any(|c| c.to == id);
    let mut before = tree.steps.iter().filter(leads_here);
    let came_from = before.clone().find(|s| s.id == from);
    let back = came_from.or_else(|| before.next()).filter(|_| !is_first);
    let back = back.map_or_else(String::new, |s| {
        place.link(&address(if s.id == first.id { "" } else { &s.id }))
    });
    if let Some(step) = tree.steps.iter().find(|s| s.id == id || is_first) {
        return Some(step_view(corpus, step, is_first, back, place));
    }
    let end = tree.ends.iter().find(|e| e.id == id)?;
    Some(end_view(corpus, end, back, place))
}

fn step_view(
    corpus: &Corpus,
    step: &StartStep,
    is_first: bool,
    back: String,
    place: Place,
) -> StartView {
    let choices = step.choices.iter().map(|c| Choice {
        say: c.say.clone(),
        hint: c.hint.clone(),
        url: place.link(&format!("/start/{}?from={}", c.to, step.id)),
    });
    StartView {
        title: if is_first {
            TITLE.to_owned()
        } else {
            format!("{TITLE}：{}", step.ask)
        },
        description: format!("{}{}", step.ask, step.note),
        back,
        node: Node::Step {
            note: step.note.clone(),
            choices: choices.collect(),
        },
        basis: basis(corpus, &step.citations),
        provisions: Vec::new(),
        place,
    }
}

fn end_view(corpus: &Corpus, end: &StartEnd, back: String, place: Place) -> StartView {
    let doors = end.doors.iter().filter_map(|id| corpus.door(id));
    StartView {
        title: end.title.clone(),
        description: end.reply.clone(),
        back,
        node: Node::End {
            petition: match end.petition {
                Petition::Yes => "归信访",
                Petition::Partly => "先走这里，信访也能提",
                Petition::Not => "先走别的法定途径",
            },
            reply: end.reply.clone(),
            doors: doors
                .map(|d| DoorDetail::new(corpus, &door_view(d)))
                .collect(),
            entries: EntryLink::of_ids(corpus, &end.entries),
        },
        basis: basis(corpus, &end.citations),
        provisions: provisions(corpus, &end.citations),
        place,
    }
}

fn basis(corpus: &Corpus, citations: &[Citation]) -> Vec<BasisView> {
    let views = citations.iter().filter_map(|c| basis_view(corpus, c));
    views.collect()
}

/// Every article once, in order, with the part that is meant marked where one is.
fn provisions(corpus: &Corpus, citations: &[Citation]) -> Vec<ProvisionView> {
    let mut shown: Vec<&Citation> = Vec::new();
    for citation in citations {
        if !shown.iter().any(|s| s.article == citation.article) {
            shown.push(citation);
        }
    }
    let articles = shown.into_iter().filter_map(|c| {
        let (law, article) = corpus.article(&c.article)?;
        let several = citations.iter().filter(|o| o.article == c.article).count() > 1;
        let pinpoint = c.pinpoint.filter(|_| !several);
        Some(ProvisionView::new(law, article, pinpoint))
    });
    articles.collect()
}
