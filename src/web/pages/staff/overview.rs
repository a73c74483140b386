//! `/staff`: what was asked in a month, a quarter, a year or at an event; every number under the rule of small numbers.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use super::chart;
use super::scope::Asked;
use crate::outreach::{Scope, Table};
use crate::staff::Member;
use crate::topics::{Event, Period, clock};
use crate::web::error::{PageError, WebError};
use crate::web::headers::Cache;
use crate::web::pages::layout::{Layout, html};
use crate::web::state::App;
use crate::web::textsize::TextSize;
use crate::web::visitor::SignedInMember;

#[derive(Template)]
#[template(path = "staff_overview.html")]
struct OverviewPage {
    layout: Layout,
    member: Member,
    fault: String,
    label: String,
    /// What stands in the form.
    period: String,
    query: String,
    by_channel: bool,
    at_least: u64,
    /// Name and address of periods beside this one, around it and in it.
    neighbours: Vec<(String, String)>,
    events: Vec<Event>,
    chosen_event: String,
    against: String,
    /// Tables, each with its drawing.
    tables: Vec<(Table, String)>,
}

/// The counts of a view.
pub(in crate::web) async fn overview(
    State(app): State<App>,
    SignedInMember(member): SignedInMember,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let events = app.events().all();
    let asked = Asked::read(&query.unwrap_or_default(), &events)?;
    let (dashboard, _) = asked.dashboard(&app).await?;
    let page = OverviewPage {
        layout: Layout::new(app.settings(), "/staff", "宣传计划", "").unlisted(),
        member,
        fault: asked.fault.clone(),
        label: asked.label(),
        period: match &asked.scope {
            Scope::Period(period) => period.key.clone(),
            Scope::Event(_) => String::new(),
        },
        query: asked.query(),
        by_channel: asked.by_channel,
        at_least: dashboard.at_least,
        neighbours: neighbours(&asked),
        chosen_event: event_code(Some(&asked.scope)),
        against: event_code(asked.against.as_ref()),
        events: events.to_vec(),
        tables: dashboard
            .tables
            .into_iter()
            .map(|t| (t.clone(), chart::svg(&t)))
            .collect(),
    };
    let status = asked.status;
    let page = page.render().map_err(|_| WebError::Internal)?;
    Ok(html(status, page.into(), TextSize::Normal, Cache::Never))
}

fn event_code(scope: Option<&Scope>) -> String {
    match scope {
        Some(Scope::Event(event)) => event.code.clone(),
        _ => String::new(),
    }
}

fn neighbours(asked: &Asked) -> Vec<(String, String)> {
    let by = if asked.by_channel { "&by=channel" } else { "" };
    let link = |period: Period| {
        (
            period.label.clone(),
            format!("/staff?period={}{by}", period.key),
        )
    };
    let beside = match &asked.scope {
        Scope::Period(period) => [
            vec![period.previous(), period.next()],
            period.around(),
            period.parts(),
        ]
        .concat(),
        Scope::Event(event) => {
            let month = Period::month_of(event.first);
            [vec![month.clone()], month.around()].concat()
        }
    };
    let has_begun = |period: &Period| period.first <= clock::now().day;
    beside.into_iter().filter(has_begun).map(link).collect()
}
