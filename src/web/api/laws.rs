//! `GET /api/v1/laws`, `/laws/{law}`, `/laws/{law}/{article}`.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;

use super::errors::NotFound;
use crate::corpus::{Article, ArticleNo, Law, Shelf};
use crate::web::error::{ApiError, WebError};
use crate::web::state::App;

#[derive(Serialize, ToSchema)]
pub(in crate::web) struct LawList {
    laws: Vec<LawSummary>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct LawSummary {
    id: String,
    title: String,
    articles: usize,
    /// core 或 related
    #[schema(value_type = String)]
    shelf: Shelf,
    url: String,
}

#[derive(Serialize, ToSchema)]
pub(in crate::web) struct LawWithContents {
    #[serde(flatten)]
    summary: LawSummary,
    toc: Vec<ContentsLine>,
}

/// A heading and the articles under it.
#[derive(Serialize, ToSchema)]
struct ContentsLine {
    heading: String,
    articles: Vec<ArticleLink>,
}

#[derive(Serialize, ToSchema)]
struct ArticleLink {
    id: String,
    label: String,
    url: String,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ArticleBody {
    id: String,
    label: String,
    text: String,
    paragraphs: Vec<ParagraphBody>,
    url: String,
}

#[derive(Serialize, ToSchema)]
struct ParagraphBody {
    no: u16,
    text: String,
    items: Vec<ItemBody>,
}

#[derive(Serialize, ToSchema)]
struct ItemBody {
    no: u16,
    text: String,
}

/// 全部法律。
#[utoipa::path(
    get,
    path = "/api/v1/laws",
    tag = "条文",
    responses((status = 200, description = "全部法律", body = LawList))
)]
pub(in crate::web) async fn laws(State(app): State<App>) -> Json<LawList> {
    let site = app.site();
    Json(LawList {
        laws: site.snapshot.corpus.laws.iter().map(summary).collect(),
    })
}

/// 一部法律的目录。
#[utoipa::path(
    get,
    path = "/api/v1/laws/{law}",
    tag = "条文",
    params(("law" = String, Path, description = "法律编号，如 xinfang-gongzuo-tiaoli", pattern = "^[a-z0-9-]+$")),
    responses((status = 200, description = "目录", body = LawWithContents), NotFound)
)]
pub(in crate::web) async fn law(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<LawWithContents>, ApiError> {
    let site = app.site();
    let law = site.snapshot.corpus.law(&id).ok_or(WebError::UnknownLaw)?;
    Ok(Json(LawWithContents {
        summary: summary(law),
        toc: contents(law),
    }))
}

/// 一条条文，款、项分开。
#[utoipa::path(
    get,
    path = "/api/v1/laws/{law}/{article}",
    tag = "条文",
    params(
        ("law" = String, Path, description = "法律编号，如 xinfang-gongzuo-tiaoli", pattern = "^[a-z0-9-]+$"),
        ("article" = String, Path, description = "条号，如 31；第十七条之一是 17-1", pattern = "^[0-9]+(-[0-9]+)?$"),
    ),
    responses((status = 200, description = "条文", body = ArticleBody), NotFound)
)]
pub(in crate::web) async fn article(
    State(app): State<App>,
    Path((id, no)): Path<(String, String)>,
) -> Result<Json<ArticleBody>, ApiError> {
    let site = app.site();
    let law = site.snapshot.corpus.law(&id).ok_or(WebError::UnknownLaw)?;
    let no: ArticleNo = no.parse().map_err(|()| WebError::UnknownArticle)?;
    let article = law.article(no).ok_or(WebError::UnknownArticle)?;
    Ok(Json(body(law, article)))
}

pub(super) fn summary(law: &Law) -> LawSummary {
    LawSummary {
        id: law.id.0.clone(),
        title: law.title.clone(),
        // The preamble is not an article.
        articles: law
            .articles
            .iter()
            .filter(|a| a.no != ArticleNo::PREAMBLE)
            .count(),
        shelf: law.shelf,
        url: format!("/law/{}", law.id),
    }
}

fn contents(law: &Law) -> Vec<ContentsLine> {
    let links = |from: usize, to: usize| -> Vec<ArticleLink> {
        law.articles[from..to]
            .iter()
            .map(|a| ArticleLink {
                id: format!("{}/{}", law.id, a.no),
                label: a.no.label(),
                url: format!("/law/{}/{}", law.id, a.no),
            })
            .collect()
    };
    let mut lines = Vec::new();
    let first = law.headings.first().map_or(law.articles.len(), |h| h.first);
    if first > 0 {
        lines.push(ContentsLine {
            heading: String::new(),
            articles: links(0, first),
        });
    }
    for (i, heading) in law.headings.iter().enumerate() {
        let end = law
            .headings
            .get(i + 1)
            .map_or(law.articles.len(), |h| h.first);
        lines.push(ContentsLine {
            heading: heading.text.clone(),
            articles: links(heading.first, end),
        });
    }
    lines
}

/// The reply of the contract, for the terminal too.
pub(crate) fn body(law: &Law, article: &Article) -> ArticleBody {
    ArticleBody {
        id: format!("{}/{}", law.id, article.no),
        label: law.label(article.no),
        text: article.text.clone(),
        paragraphs: article
            .paragraphs
            .iter()
            .map(|p| ParagraphBody {
                no: p.no,
                text: p.text.clone(),
                items: p
                    .items
                    .iter()
                    .map(|i| ItemBody {
                        no: i.no,
                        text: i.text.clone(),
                    })
                    .collect(),
            })
            .collect(),
        url: format!("/law/{}/{}", law.id, article.no),
    }
}
