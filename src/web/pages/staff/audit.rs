//! `/staff/audit`: who did what, the newest first. It can be read here and changed nowhere.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::staff::{Deed, Member};
use crate::topics::clock;
use crate::web::body::Form;
use crate::web::error::{PageError, WebError};
use crate::web::pages::layout::{Layout, unkept};
use crate::web::state::App;
use crate::web::visitor::{SignedInMember, blocking};

/// Rows of one page.
const ROWS: u32 = 100;

#[derive(Template)]
#[template(path = "staff_audit.html")]
struct AuditPage {
    layout: Layout,
    member: Member,
    rows: Vec<Row>,
    page: u32,
    more: bool,
}

struct Row {
    at: String,
    name: String,
    action: String,
    detail: String,
}

/// The log (`?page=` from 0).
pub(in crate::web) async fn audit(
    State(app): State<App>,
    SignedInMember(member): SignedInMember,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let form = Form::parse(query.unwrap_or_default().as_bytes()).ok_or(WebError::Malformed)?;
    let page: u32 = form.get("page").parse().unwrap_or(0).min(10_000);
    let rows = blocking(&app, move |s| {
        s.with(|store| store.audit(i64::from(ROWS) + 1, i64::from(page * ROWS)))
    })
    .await?;
    let more = rows.len() > ROWS as usize;
    let rows = rows.into_iter().take(ROWS as usize).map(|r| Row {
        at: clock::shown(r.at),
        name: r.name,
        action: Deed::title(&r.action).to_owned(),
        detail: r.detail,
    });
    let page = AuditPage {
        layout: Layout::new(app.settings(), "/staff/audit", "操作记录", "").unlisted(),
        member,
        rows: rows.collect(),
        page,
        more,
    };
    Ok(unkept(page.render().map_err(|_| WebError::Internal)?))
}
