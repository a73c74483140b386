//! `/staff`: what was asked this month, under the rule of small numbers, and the way to everything else.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::answer::Outcome;
use crate::corpus::Corpus;
use crate::staff::Member;
use crate::topics::{Period, View, clock};
use crate::web::body::Form;
use crate::web::error::{PageError, WebError};
use crate::web::headers::Cache;
use crate::web::pages::layout::{Layout, html};
use crate::web::state::App;
use crate::web::textsize::TextSize;
use crate::web::visitor::{Visitor, blocking};

#[derive(Template)]
#[template(path = "staff_overview.html")]
struct OverviewPage {
    layout: Layout,
    member: Member,
    period: String,
    label: String,
    fault: String,
    tables: Vec<Table>,
}

/// One view as a table.
struct Table {
    title: &'static str,
    /// Name and 人次.
    rows: Vec<(String, String)>,
    at_least: u64,
}

/// The counts of a period (`?period=2026-11`, `2026-Q4`, `2026`).
pub(in crate::web) async fn overview(
    State(app): State<App>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let member = match visitor.signed_in() {
        Ok(member) => member.clone(),
        Err(to_login) => return Ok(*to_login),
    };
    let form = Form::parse(query.unwrap_or_default().as_bytes()).ok_or(WebError::Malformed)?;
    let asked = form.get("period");
    let this_month = Period::month_of(clock::now().day);
    let (period, fault) = match Period::parse(asked) {
        _ if asked.is_empty() => (this_month, String::new()),
        Ok(period) => (period, String::new()),
        Err(error) => (this_month, format!("{error}。")),
    };
    let label = period.label.clone();
    let views = blocking(&app, move |s| {
        s.with(|store| {
            Ok([
                View::by_topic(store, &period, false)?,
                View::by_outcome(store, &period, false)?,
            ])
        })
    })
    .await?;
    let site = app.site();
    let [topics, outcomes] = views;
    let page = OverviewPage {
        layout: Layout::new(app.settings(), "/staff", "宣传计划", "").unlisted(),
        member,
        period: asked.to_owned(),
        label,
        tables: vec![
            table("问得多的主题", topics, |key| {
                topic(&site.snapshot.corpus, key)
            }),
            table("结果", outcomes, outcome),
        ],
        fault,
    };
    let status = if page.fault.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = page.render().map_err(|_| WebError::Internal)?;
    Ok(html(status, page.into(), TextSize::Normal, Cache::Never))
}

fn table(title: &'static str, view: View, name: impl Fn(&str) -> String) -> Table {
    Table {
        title,
        rows: view
            .rows
            .iter()
            .map(|r| (name(&r.key), r.shown.to_string()))
            .collect(),
        at_least: view.at_least,
    }
}

fn topic(corpus: &Corpus, key: &str) -> String {
    let known = corpus.topic(key).map(|t| t.title.clone());
    known.unwrap_or_else(|| {
        if key.is_empty() {
            "（没有主题）".to_owned()
        } else {
            key.to_owned()
        }
    })
}

fn outcome(key: &str) -> String {
    Outcome::from_key(key).map_or_else(|| key.to_owned(), |o| o.title().to_owned())
}
