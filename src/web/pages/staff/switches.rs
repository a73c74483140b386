//! `/staff/switches`: channels switched off with a reason that visitors read, and on again. For admins; written into the
//! log.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::login::carried;
use crate::staff::{Deed, Member, Role};
use crate::topics::{Channel, SwitchBoard, clock};
use crate::web::body::Form;
use crate::web::error::{PageError, WebError};
use crate::web::headers::Cache;
use crate::web::pages::layout::{Layout, html};
use crate::web::state::App;
use crate::web::textsize::TextSize;
use crate::web::visitor::{SignedInMember, Visitor, blocking};

#[derive(Template)]
#[template(path = "staff_switches.html")]
struct SwitchesPage {
    layout: Layout,
    member: Member,
    may_change: bool,
    fault: String,
    channels: Vec<Row>,
}

struct Row {
    key: &'static str,
    title: &'static str,
    is_off: bool,
    /// Why it is off, or what was typed.
    reason: String,
}

/// All channels.
pub(in crate::web) async fn switches(
    State(app): State<App>,
    SignedInMember(member): SignedInMember,
) -> Result<Response, PageError> {
    page(&app, &member, "", ("", ""))
}

/// Switches one off or on.
pub(in crate::web) async fn switch(
    State(app): State<App>,
    visitor: Visitor,
    form: Form,
) -> Result<Response, PageError> {
    let member = match &visitor.member {
        Some(member) if form.get("csrf") == member.csrf => member,
        _ => return carried(&app, &visitor, &form).await,
    };
    if member.role < Role::Admin {
        return Err(WebError::Forbidden.into());
    }
    let (channel, reason) = (form.get("channel"), form.get("reason"));
    let is_on = match form.get("to") {
        "on" => true,
        "off" => false,
        _ => return Err(WebError::Malformed.into()),
    };
    let reason = if is_on { "重新打开" } else { reason };
    let row = match SwitchBoard::read(channel, reason, clock::seconds()) {
        Ok(row) => row,
        Err(fault) => return page(&app, member, &format!("{fault}。"), (channel, reason)),
    };
    let (name, board, now) = (
        member.name.clone(),
        app.switches().clone(),
        clock::seconds(),
    );
    let title = Channel::named(Some(channel), Channel::None).title();
    blocking(&app, move |s| {
        s.with(|store| {
            if is_on {
                store.switch_on(&row.channel)?;
            } else {
                store.switch_off(&row)?;
            }
            board.refresh(store)
        })?;
        let deed = if is_on { "打开" } else { "停用" };
        s.note(
            &name,
            Deed::Switch,
            &format!("{deed} {title}：{}", row.reason),
            now,
        )
    })
    .await?;
    app.refresh_soon();
    Ok(Redirect::to("/staff/switches").into_response())
}

fn page(
    app: &App,
    member: &Member,
    fault: &str,
    typed: (&str, &str),
) -> Result<Response, PageError> {
    let row = |c: Channel| {
        let off = app.switches().reason(c);
        let typed = if typed.0 == c.key() { typed.1 } else { "" };
        Row {
            key: c.key(),
            title: c.title(),
            is_off: off.is_some(),
            reason: off.unwrap_or_else(|| typed.to_owned()),
        }
    };
    let page = SwitchesPage {
        layout: Layout::new(app.settings(), "/staff/switches", "开关渠道", "").unlisted(),
        may_change: member.role >= Role::Admin,
        member: member.clone(),
        fault: fault.to_owned(),
        channels: SwitchBoard::CHANNELS.into_iter().map(row).collect(),
    };
    let status = if fault.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = page.render().map_err(|_| WebError::Internal)?;
    Ok(html(status, page.into(), TextSize::Normal, Cache::Never))
}
