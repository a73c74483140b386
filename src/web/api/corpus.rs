//! `GET /api/v1/corpus`: everything the service stands on in one piece, for whoever wants to use it again.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::laws::{ArticleBody, LawSummary, body, summary};
use crate::answer::Reply;
use crate::corpus::Law;
use crate::web::headers::Cache;
use crate::web::state::App;

/// 全部语料。法律文本没有著作权（著作权法第五条）；指南为本项目编写，非官方文本。
#[derive(Serialize, ToSchema)]
pub(in crate::web) struct WholeCorpus {
    /// 版本：全部文件的 SHA-256
    edition: String,
    /// 来源和使用说明
    notice: &'static str,
    laws: Vec<WholeLaw>,
    /// 指南的问答，和 /api/v1/ask 的回答同样的格式
    guide: Vec<Reply>,
}

#[derive(Serialize, ToSchema)]
struct WholeLaw {
    #[serde(flatten)]
    summary: LawSummary,
    /// 简称
    short: Vec<String>,
    kind: Option<String>,
    /// 施行日期；没有核实的是 null
    in_force: Option<String>,
    source: Option<String>,
    taken_over: Option<String>,
    /// 题注，逐字
    history: Vec<String>,
    contents: Vec<ArticleBody>,
}

const NOTICE: &str = "法律、法规和国家机关的决议没有著作权（著作权法第五条）；条文逐字取自 source 所写的公开文本，以官方公布的文本为准。\
    指南为本项目编写，非官方文本。";

/// 全部语料，供再利用。
#[utoipa::path(
    get,
    path = "/api/v1/corpus",
    tag = "条文",
    responses((status = 200, description = "全部法律文本和指南", body = WholeCorpus))
)]
pub(in crate::web) async fn corpus(State(app): State<App>) -> Response {
    let site = app.site();
    let corpus = &site.snapshot.corpus;
    let composer = site.snapshot.answerer.composer();
    let whole = WholeCorpus {
        edition: corpus.digest.clone(),
        notice: NOTICE,
        laws: corpus.laws.iter().map(whole).collect(),
        guide: (0..corpus.entries.len())
            .map(|i| Reply::clone(composer.entry(i)))
            .collect(),
    };
    let mut response = Json(whole).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, Cache::Shared.value());
    response
}

fn whole(law: &Law) -> WholeLaw {
    WholeLaw {
        summary: summary(law),
        short: law.short.clone(),
        kind: law.kind.clone(),
        in_force: law.in_force.map(|d| d.to_string()),
        source: law.source.clone(),
        taken_over: law.taken_over.map(|d| d.to_string()),
        history: law.history.clone(),
        contents: law.articles.iter().map(|a| body(law, a)).collect(),
    }
}
