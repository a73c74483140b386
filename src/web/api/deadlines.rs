//! `POST /api/v1/deadlines`: from dates to the stage, the next right and its last day. Nothing is kept.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};

use crate::answer::{CitationView, citation_view};
use crate::corpus::{Corpus, MatterPath};
use crate::deadlines::{Dates, Reckoned, Right, reckon};
use crate::topics::clock;
use crate::web::body::JsonBody;
use crate::web::error::{ApiError, WebError};
use crate::web::state::App;

/// What is known; unknown fields are ignored. Dates by the names of [`crate::deadlines::FIELDS`], `known` (when a
/// decision became known) and `today`.
#[derive(Deserialize)]
pub(in crate::web) struct DeadlinesRequest {
    /// Which procedure the matter ends in: `xinfang` unless said otherwise.
    #[serde(default)]
    path: Option<MatterPath>,
    #[serde(flatten)]
    dates: BTreeMap<String, serde_json::Value>,
}

/// The result; all keys are always there.
#[derive(Serialize)]
pub(in crate::web) struct DeadlinesReply {
    stage: String,
    stage_id: String,
    next: Vec<RightView>,
    overdue: Vec<RightView>,
    closed: Vec<RightView>,
    outside: Vec<RightView>,
    assumptions: Vec<String>,
}

/// A right as programs read it.
#[derive(Serialize)]
struct RightView {
    right: String,
    /// ISO date, or null where no limit runs or its start is not known.
    last_day: Option<String>,
    organ: String,
    citation: Option<CitationView>,
    note: String,
}

/// Reckons dates.
pub(in crate::web) async fn deadlines(
    State(app): State<App>,
    JsonBody(request): JsonBody<DeadlinesRequest>,
) -> Result<Json<DeadlinesReply>, ApiError> {
    let mut written: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, value) in &request.dates {
        match value {
            serde_json::Value::String(text) => {
                written.insert(name, text);
            }
            serde_json::Value::Null => {}
            _ if Dates::is_field(name) => {
                return Err(WebError::Field("日期请写成字符串，例如 \"2026-03-05\"。").into());
            }
            _ => {}
        }
    }
    let by_name = |name: &str| written.get(name).copied().unwrap_or_default();
    let dates = Dates::read(by_name, clock::now().day).map_err(WebError::Dates)?;
    let site = app.site();
    let corpus = &site.snapshot.corpus;
    let path = request.path.unwrap_or(MatterPath::Xinfang);
    Ok(Json(view(corpus, reckon(&corpus.deadlines, &dates, path))))
}

fn view(corpus: &Corpus, reckoned: Reckoned) -> DeadlinesReply {
    let rights = |list: Vec<Right>| list.into_iter().map(|r| right(corpus, r)).collect();
    DeadlinesReply {
        stage: reckoned.stage,
        stage_id: reckoned.id,
        next: rights(reckoned.next),
        overdue: rights(reckoned.overdue),
        closed: rights(reckoned.closed),
        outside: rights(reckoned.outside),
        assumptions: reckoned.assumptions,
    }
}

fn right(corpus: &Corpus, right: Right) -> RightView {
    RightView {
        right: right.right,
        last_day: right.last_day.map(|d| d.to_string()),
        organ: right.organ,
        citation: citation_view(corpus, &right.citation),
        note: right.note,
    }
}
