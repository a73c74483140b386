//! `GET /api/v1/laws/{law}/{article}/references`: what an article names, what names it, and the entries that rest on it.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;

use super::errors::NotFound;
use crate::answer::EntryLink;
use crate::corpus::{ArticleRef, Corpus, Pinpoint};
use crate::web::error::{ApiError, WebError};
use crate::web::state::App;

/// 一条条文的来往引用。
#[derive(Serialize, ToSchema)]
pub(in crate::web) struct References {
    /// 这一条里写到的条文
    cites: Vec<ReferenceBody>,
    /// 写到这一条的条文
    cited_by: Vec<ReferenceBody>,
    /// 用到这一条的问答
    guide: Vec<EntryLink>,
}

#[derive(Serialize, ToSchema)]
struct ReferenceBody {
    id: String,
    label: String,
    pinpoint: Option<String>,
    url: String,
}

/// 这一条写到哪些条文，哪些条文写到这一条。
#[utoipa::path(
    get,
    path = "/api/v1/laws/{law}/{article}/references",
    tag = "条文",
    params(
        ("law" = String, Path, description = "法律编号，如 xinfang-gongzuo-tiaoli", pattern = "^[a-z0-9-]+$"),
        ("article" = String, Path, description = "条号，如 31；第十七条之一是 17-1", pattern = "^[0-9]+(-[0-9]+)?$"),
    ),
    responses((status = 200, description = "来往引用", body = References), NotFound)
)]
pub(in crate::web) async fn references(
    State(app): State<App>,
    Path((law, no)): Path<(String, String)>,
) -> Result<Json<References>, ApiError> {
    let site = app.site();
    let snapshot = &site.snapshot;
    let corpus = &snapshot.corpus;
    let law = corpus.law(&law).ok_or(WebError::UnknownLaw)?;
    let no = no.parse().map_err(|()| WebError::UnknownArticle)?;
    let article = law.article(no).ok_or(WebError::UnknownArticle)?;
    let id = ArticleRef {
        law: law.id.clone(),
        no,
    };
    let mut cites: Vec<ReferenceBody> = Vec::new();
    for link in snapshot.citations.links(corpus, law, no, 1, &article.text) {
        let target = link.target;
        let named = reference(corpus, &target.article, target.pinpoint);
        let elsewhere = target.article != id;
        cites.extend(named.filter(|n| {
            elsewhere
                && cites
                    .iter()
                    .all(|c| (&c.id, &c.pinpoint) != (&n.id, &n.pinpoint))
        }));
    }
    let naming = snapshot.cross_references().naming(&id).iter();
    Ok(Json(References {
        cites,
        cited_by: naming.filter_map(|a| reference(corpus, a, None)).collect(),
        guide: EntryLink::resting_on(corpus, &id),
    }))
}

fn reference(
    corpus: &Corpus,
    article: &ArticleRef,
    pinpoint: Option<Pinpoint>,
) -> Option<ReferenceBody> {
    let (law, _) = corpus.article(article)?;
    Some(ReferenceBody {
        id: article.to_string(),
        label: law.label(article.no),
        pinpoint: pinpoint.map(|p| p.to_string()),
        url: format!("/law/{article}"),
    })
}
