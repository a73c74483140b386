//! `GET /api/v1/search`.

use axum::Json;
use axum::extract::{RawQuery, State};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::errors::{BadRequest, NotFound, Unprocessable};
use crate::answer::EntryLink;
use crate::desk::{DeskRequest, Facets, Found, find};
use crate::web::body::Form;
use crate::web::error::{ApiError, WebError};
use crate::web::state::App;

/// 查到的条文。
#[derive(Serialize, ToSchema)]
pub(crate) struct SearchReply {
    /// 一共有几条
    total: usize,
    /// 这一页的条文
    hits: Vec<HitBody>,
    /// 指南里的相关问答
    guide: Vec<EntryLink>,
    /// 怎样理解了这次查找
    understood: String,
    /// 可能要查的是什么；没有更好的就是 null
    did_you_mean: Option<String>,
    /// 按法律、范围、章各有几条
    facets: FacetsBody,
}

#[derive(Serialize, ToSchema)]
struct HitBody {
    /// 条文编号，如 xianfa/41
    id: String,
    /// 《宪法》第四十一条
    label: String,
    snippet: String,
    /// 片段里命中的位置（字符，前闭后开）
    #[schema(value_type = Vec<Vec<usize>>)]
    highlights: Vec<(usize, usize)>,
    score: f32,
    /// 条文页的路径；写了款、项的带锚点
    url: String,
}

#[derive(Serialize, ToSchema)]
struct FacetsBody {
    laws: Vec<LawCountBody>,
    /// 只在选定了一部法律时有
    chapters: Vec<ChapterCountBody>,
    core: usize,
    related: usize,
}

#[derive(Serialize, ToSchema)]
struct LawCountBody {
    id: String,
    name: String,
    count: usize,
}

#[derive(Serialize, ToSchema)]
struct ChapterCountBody {
    /// 从 1 起，在这部法律里的第几章
    no: usize,
    title: String,
    count: usize,
}

/// 查询参数，仅供说明；实际由 [`DeskRequest`] 读取。
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
pub(in crate::web) struct SearchParams {
    /// 条号或者词语；可用 "原话"、-词、+词、AND、OR、括号
    #[param(
        min_length = 1,
        max_length = 500,
        pattern = r"^[^\s\x00-\x1F\x7F-\x9F]+$"
    )]
    q: String,
    /// 只查这部法律
    law: Option<String>,
    /// 只查这个范围：core、related 或 all（空也是 all）
    #[param(pattern = "^(core|related|all)?$")]
    shelf: Option<String>,
    /// 只查这部法律的第几章
    #[param(minimum = 1, maximum = 1000)]
    chapter: Option<u16>,
    /// 排序：relevance（空也是）或 number
    #[param(pattern = "^(relevance|number)?$")]
    sort: Option<String>,
    #[param(minimum = 1, maximum = 50)]
    limit: Option<u16>,
    #[param(minimum = 0, maximum = 10000)]
    offset: Option<u16>,
}

/// 查条文：条号、词语、原话。
#[utoipa::path(
    get,
    path = "/api/v1/search",
    tag = "条文",
    params(SearchParams),
    responses((status = 200, description = "查到的条文", body = SearchReply), BadRequest, NotFound, Unprocessable)
)]
pub(in crate::web) async fn search(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Json<SearchReply>, ApiError> {
    let form = Form::parse(query.unwrap_or_default().as_bytes()).ok_or(WebError::Malformed)?;
    let request = DeskRequest::read(&|name| form.get(name)).map_err(WebError::from)?;
    let site = app.site();
    if let Some(law) = &request.law
        && site.snapshot.corpus.law(law).is_none()
    {
        return Err(WebError::UnknownLaw.into());
    }
    let found = find(&site.snapshot, &request).map_err(WebError::from)?;
    Ok(Json(reply(found)))
}

/// The reply of the contract, for the terminal too.
pub(crate) fn reply(found: Found) -> SearchReply {
    let hits = found.hits.into_iter().map(|h| HitBody {
        id: h.id.to_string(),
        label: h.label,
        snippet: h.snippet.text,
        highlights: h.snippet.highlights,
        score: h.score,
        url: h.url,
    });
    SearchReply {
        total: found.total,
        hits: hits.collect(),
        guide: found.guide,
        understood: found.understood,
        did_you_mean: found.did_you_mean,
        facets: facets(found.facets),
    }
}

fn facets(facets: Facets) -> FacetsBody {
    let laws = facets.laws.into_iter().map(|l| LawCountBody {
        id: l.id,
        name: l.name,
        count: l.count,
    });
    let chapters = facets.chapters.into_iter().map(|c| ChapterCountBody {
        no: c.no,
        title: c.title,
        count: c.count,
    });
    FacetsBody {
        laws: laws.collect(),
        chapters: chapters.collect(),
        core: facets.core,
        related: facets.related,
    }
}
