//! `/staff/events`, `/staff/events/{code}`: the events whose codes addresses carry, with a QR code to print.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::login::carried;
use crate::staff::{Deed, Member, Role};
use crate::topics::{Event, clock};
use crate::web::body::Form;
use crate::web::error::{PageError, WebError};
use crate::web::headers::Cache;
use crate::web::pages::layout::{Layout, html};
use crate::web::qr;
use crate::web::state::App;
use crate::web::textsize::TextSize;
use crate::web::visitor::{SignedInMember, Visitor, blocking};

#[derive(Template)]
#[template(path = "staff_events.html")]
struct EventsPage {
    layout: Layout,
    member: Member,
    may_change: bool,
    fault: String,
    /// What stands in the form: code, name, place, first and last day.
    typed: Typed,
    /// The event that is looked at; none on the list.
    chosen: Option<Chosen>,
    events: Vec<Event>,
}

#[derive(Default)]
struct Typed {
    code: String,
    name: String,
    place: String,
    first: String,
    last: String,
}

struct Chosen {
    code: String,
    /// Addresses that carry the code, each with its QR code.
    addresses: Vec<(&'static str, String, String)>,
}

impl Typed {
    fn of_form(form: &Form) -> Self {
        let field = |name: &str| form.get(name).trim().to_owned();
        Self {
            code: field("code"),
            name: field("name"),
            place: field("place"),
            first: field("first"),
            last: field("last"),
        }
    }

    fn of_event(event: &Event) -> Self {
        Self {
            code: event.code.clone(),
            name: event.name.clone(),
            place: event.place.clone(),
            first: event.first.to_string(),
            last: event.last.to_string(),
        }
    }
}

/// All events, and a form for another.
pub(in crate::web) async fn events(
    State(app): State<App>,
    SignedInMember(member): SignedInMember,
) -> Result<Response, PageError> {
    page(&app, &member, Typed::default(), None, "")
}

/// One event, to change and to print its addresses.
pub(in crate::web) async fn event(
    State(app): State<App>,
    Path(code): Path<String>,
    SignedInMember(member): SignedInMember,
) -> Result<Response, PageError> {
    let all = app.events().all();
    let event = all
        .iter()
        .find(|e| e.code == code)
        .ok_or(WebError::NotFound)?;
    page(&app, &member, Typed::of_event(event), Some(&code), "")
}

/// Adds an event.
pub(in crate::web) async fn make_event(
    State(app): State<App>,
    visitor: Visitor,
    form: Form,
) -> Result<Response, PageError> {
    save(app, visitor, form, None).await
}

/// Changes an event.
pub(in crate::web) async fn change_event(
    State(app): State<App>,
    Path(code): Path<String>,
    visitor: Visitor,
    form: Form,
) -> Result<Response, PageError> {
    save(app, visitor, form, Some(code)).await
}

async fn save(
    app: App,
    visitor: Visitor,
    form: Form,
    changed: Option<String>,
) -> Result<Response, PageError> {
    let Some(member) = &visitor.member else {
        return carried(&app, &visitor, &form).await;
    };
    if form.get("csrf") != member.csrf {
        return carried(&app, &visitor, &form).await;
    }
    if member.role < Role::Editor {
        return Err(WebError::Forbidden.into());
    }
    let mut typed = Typed::of_form(&form);
    if let Some(code) = &changed {
        typed.code.clone_from(code);
    }
    let event = match Event::read(
        &typed.code,
        &typed.name,
        &typed.place,
        &typed.first,
        &typed.last,
    ) {
        Ok(event) => event,
        Err(fault) => {
            return page(
                &app,
                member,
                typed,
                changed.as_deref(),
                &format!("{fault}。"),
            );
        }
    };
    let (name, book, now) = (member.name.clone(), app.events().clone(), clock::seconds());
    let row = event.row();
    let is_new = changed.is_none();
    let saved = blocking(&app, move |s| {
        let saved = s.with(|store| {
            let saved = if is_new {
                store.add_event(&row)?
            } else {
                store.change_event(&row)?
            };
            book.refresh(store)?;
            Ok(saved)
        })?;
        if saved {
            let deed = if is_new { "新建" } else { "修改" };
            s.note(
                &name,
                Deed::Event,
                &format!("{deed} {}（{}）", row.code, row.name),
                now,
            )?;
        }
        Ok(saved)
    })
    .await?;
    app.refresh_soon();
    match (saved, is_new) {
        (true, _) => Ok(Redirect::to(&format!("/staff/events/{}", event.code)).into_response()),
        (false, true) => page(&app, member, typed, None, "这个代号已经有了，请换一个。"),
        (false, false) => Err(WebError::NotFound.into()),
    }
}

fn page(
    app: &App,
    member: &Member,
    typed: Typed,
    chosen: Option<&str>,
    fault: &str,
) -> Result<Response, PageError> {
    let status = if fault.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let address = |name: &str, path: &str, code: &str| {
        let url = format!("{}{path}?event={code}", app.settings().public_url);
        let svg = qr::svg(&url, name).unwrap_or_default();
        (url, svg)
    };
    let page = EventsPage {
        layout: Layout::new(app.settings(), "/staff/events", "活动", "").unlisted(),
        may_change: member.role >= Role::Editor,
        member: member.clone(),
        fault: fault.to_owned(),
        typed,
        chosen: chosen.map(|code| Chosen {
            code: code.to_owned(),
            addresses: [("手机扫码提问", "/"), ("自助机", "/kiosk")]
                .into_iter()
                .map(|(name, path)| {
                    let (url, svg) = address(name, path, code);
                    (name, url, svg)
                })
                .collect(),
        }),
        events: app.events().all().to_vec(),
    };
    let page = page.render().map_err(|_| WebError::Internal)?;
    Ok(html(status, page.into(), TextSize::Normal, Cache::Never))
}
