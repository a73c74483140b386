//! `/staff/brief`, `/staff/brief.txt`: one page for planning the next event, to print or to paste.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::scope::Asked;
use crate::outreach::Brief;
use crate::staff::{Deed, Member};
use crate::topics::clock;
use crate::web::error::{PageError, WebError};
use crate::web::headers::{Cache, add_security};
use crate::web::pages::layout::{Layout, html};
use crate::web::qr;
use crate::web::state::App;
use crate::web::textsize::TextSize;
use crate::web::visitor::{SignedInMember, blocking};

#[derive(Template)]
#[template(path = "staff_brief.html")]
struct BriefPage {
    layout: Layout,
    member: Member,
    fault: String,
    brief: Brief,
    /// Title, address and QR code of each leaflet.
    leaflets: Vec<(String, String, String)>,
    query: String,
}

/// The page.
pub(in crate::web) async fn brief(
    State(app): State<App>,
    SignedInMember(member): SignedInMember,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let asked = Asked::read(&query.unwrap_or_default(), &app.events().all())?;
    let (dashboard, catalog) = asked.dashboard(&app).await?;
    let brief = Brief::of(&dashboard, &catalog);
    let address = |path: &str| format!("{}{path}", app.settings().public_url);
    let leaflets = brief.leaflets.iter().map(|l| {
        let svg = qr::svg(&address(&l.scanned), &l.title).unwrap_or_default();
        (l.title.clone(), address(&l.url), svg)
    });
    let page = BriefPage {
        layout: Layout::new(app.settings(), "/staff/brief", &brief.title, "").unlisted(),
        member,
        fault: asked.fault.clone(),
        leaflets: leaflets.collect(),
        query: asked.query(),
        brief,
    };
    let page = page.render().map_err(|_| WebError::Internal)?;
    Ok(html(
        asked.status,
        page.into(),
        TextSize::Normal,
        Cache::Never,
    ))
}

/// The same as plain text.
pub(in crate::web) async fn brief_text(
    State(app): State<App>,
    SignedInMember(member): SignedInMember,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let asked = Asked::read(&query.unwrap_or_default(), &app.events().all())?;
    if asked.status != StatusCode::OK {
        return Err(WebError::NotFound.into());
    }
    let (dashboard, catalog) = asked.dashboard(&app).await?;
    let text = Brief::of(&dashboard, &catalog).to_text(&app.settings().public_url);
    let (name, now, detail) = (member.name.clone(), clock::seconds(), asked.label());
    blocking(&app, move |s| {
        s.note(&name, Deed::Export, &format!("简报：{detail}"), now)
    })
    .await?;
    let mut response = (StatusCode::OK, text).into_response();
    let headers = response.headers_mut();
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    headers.insert(CONTENT_TYPE, plain);
    headers.insert(axum::http::header::CACHE_CONTROL, Cache::Never.value());
    add_security(headers);
    Ok(response)
}
