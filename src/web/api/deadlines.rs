//! `POST /api/v1/deadlines`: from dates to the stage, the next right and its last day. Nothing is kept.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::errors::{BadRequest, TooLarge, Unprocessable, WrongMedia};
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

/// 写给接口说明看的字段；实际按名字读取，多余的字段不看。
#[derive(ToSchema)]
#[allow(dead_code)]
struct DeadlinesFields {
    /// 走哪条路：xinfang 信访（不写就是它）、tujing 别的法定途径、jubao 检举控告
    #[schema(inline)]
    path: Option<PathField>,
    /// 交上去的日子，如 2026-03-05
    #[schema(format = "date", pattern = r"^\d{4}-\d{2}-\d{2}$")]
    submitted: Option<String>,
    #[schema(format = "date", pattern = r"^\d{4}-\d{2}-\d{2}$")]
    accepted: Option<String>,
    #[schema(format = "date", pattern = r"^\d{4}-\d{2}-\d{2}$")]
    extended: Option<String>,
    #[schema(format = "date", pattern = r"^\d{4}-\d{2}-\d{2}$")]
    replied: Option<String>,
    #[schema(format = "date", pattern = r"^\d{4}-\d{2}-\d{2}$")]
    review_requested: Option<String>,
    #[schema(format = "date", pattern = r"^\d{4}-\d{2}-\d{2}$")]
    review_replied: Option<String>,
    #[schema(format = "date", pattern = r"^\d{4}-\d{2}-\d{2}$")]
    recheck_requested: Option<String>,
    #[schema(format = "date", pattern = r"^\d{4}-\d{2}-\d{2}$")]
    recheck_replied: Option<String>,
    /// 知道行政决定的日子
    #[schema(format = "date", pattern = r"^\d{4}-\d{2}-\d{2}$")]
    known: Option<String>,
    /// 今天；不写就是服务器的今天
    #[schema(format = "date", pattern = r"^\d{4}-\d{2}-\d{2}$")]
    today: Option<String>,
}

#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[allow(dead_code)]
enum PathField {
    Xinfang,
    Tujing,
    Jubao,
}

/// 推算结果，所有字段都有。
#[derive(Serialize, ToSchema)]
pub(in crate::web) struct DeadlinesReply {
    stage: String,
    stage_id: String,
    next: Vec<RightView>,
    overdue: Vec<RightView>,
    closed: Vec<RightView>,
    outside: Vec<RightView>,
    assumptions: Vec<String>,
}

/// 一项权利。
#[derive(Serialize, ToSchema)]
struct RightView {
    right: String,
    /// 最后一天；没有期限或者起算日不知道就是 null
    last_day: Option<String>,
    organ: String,
    citation: Option<CitationView>,
    note: String,
}

/// 推算走到哪一步、最后一天是哪天。
#[utoipa::path(
    post,
    path = "/api/v1/deadlines",
    tag = "期限",
    request_body = DeadlinesFields,
    responses(
        (status = 200, description = "阶段、下一步、最后一天", body = DeadlinesReply),
        BadRequest, TooLarge, WrongMedia, Unprocessable
    )
)]
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
