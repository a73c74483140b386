//! `/search`: the staff's desk. The one place where words stand in the address: staff look up rules here, citizens
//! ask by POST. With `part=results` only the results come, for the script that searches while one types.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::layout::{Layout, html};
use super::results::Results;
use crate::desk::{DeskRequest, find};
use crate::web::body::Form;
use crate::web::error::{PageError, WebError};
use crate::web::headers::Cache;
use crate::web::state::App;
use crate::web::textsize::TextSize;

/// Longest list of laws to choose from; with more, the counts beside the results do.
const MOST_LAWS: usize = 60;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    layout: Layout,
    text: String,
    law: String,
    shelf: String,
    sort: String,
    laws: Vec<(String, String)>,
    fault: String,
    results: Option<Results>,
}

#[derive(Template)]
#[template(path = "_results.html")]
struct ResultsPart {
    results: Option<Results>,
    fault: String,
}

/// The search form and, with a text, its results.
pub(in crate::web) async fn search(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    size: TextSize,
) -> Result<Response, PageError> {
    let site = app.site();
    let form = Form::parse(query.unwrap_or_default().as_bytes()).ok_or(WebError::Malformed)?;
    let text = form.get("q").trim().to_owned();
    let (mut status, mut fault, mut results) = (StatusCode::OK, String::new(), None);
    if !text.is_empty() {
        match DeskRequest::read(&|name| form.get(name)) {
            Ok(request) => {
                let found = find(&site.snapshot, &request).map_err(WebError::from)?;
                results = Some(Results::new(&site.snapshot, &request, found));
            }
            Err(error) => (status, fault) = (StatusCode::UNPROCESSABLE_ENTITY, error.to_string()),
        }
    }
    let rendered = if form.get("part") == "results" {
        ResultsPart { results, fault }.render()
    } else {
        page(&app, &form, text, fault, results).render()
    };
    let rendered = rendered.map_err(|_| WebError::Internal)?;
    Ok(html(status, rendered.into(), size, Cache::Never))
}

fn page(
    app: &App,
    form: &Form,
    text: String,
    fault: String,
    results: Option<Results>,
) -> SearchPage {
    let site = app.site();
    let layout = Layout::new(
        app.settings(),
        "/search",
        "查法规：按条号或者词语查条文",
        "查《信访工作条例》《宪法》和相关法律的条文原文，可以写条号，也可以写词语。",
    );
    let all = &site.snapshot.corpus.laws;
    let chosen = |id: &str| form.get("law") == id;
    let laws = all
        .iter()
        .filter(|l| all.len() <= MOST_LAWS || chosen(&l.id.0));
    SearchPage {
        layout: if text.is_empty() {
            layout
        } else {
            layout.unlisted()
        },
        law: form.get("law").to_owned(),
        shelf: form.get("shelf").to_owned(),
        sort: form.get("sort").to_owned(),
        laws: laws
            .map(|l| (l.id.0.clone(), format!("《{}》", l.name)))
            .collect(),
        text,
        fault,
        results,
    }
}
