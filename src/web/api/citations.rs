//! `POST /api/v1/citations/check`: every citation of a draft, checked. Nothing of the draft is kept.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::errors::{BadRequest, TooLarge, Unprocessable, WrongMedia};
use crate::citations::{CheckedCitation, DifferenceKind, Piece, Quoted};
use crate::web::body::JsonBody;
use crate::web::error::ApiError;
use crate::web::state::App;

/// 要核对的文稿。
#[derive(Deserialize, ToSchema)]
pub(in crate::web) struct CheckRequest {
    /// 文稿全文，最大 1 MB
    text: String,
}

/// 核对结果，按在文稿里的先后。
#[derive(Serialize, ToSchema)]
pub(crate) struct CheckReply {
    citations: Vec<CitationBody>,
}

#[derive(Serialize, ToSchema)]
struct CitationBody {
    /// 在文稿里的位置（字符，前闭后开）
    start: usize,
    end: usize,
    /// 文稿里的写法
    text: String,
    /// 法律的编号；本库没有就是 null
    law: Option<String>,
    /// 法律的名称；没有写明是哪部法就是空
    law_name: String,
    /// 条文编号；没有这一条就是 null
    id: Option<String>,
    /// 款、项
    pinpoint: Option<String>,
    #[schema(inline)]
    status: StatusBody,
    /// 一句说明
    note: String,
    /// 旁边引号里的话和原文对照
    quote: Option<QuoteBody>,
    /// 旧条号现在是哪一条
    now: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code)]
enum StatusBody {
    Ok,
    NoSuchLaw,
    NoSuchArticle,
    NoSuchParagraph,
    NoSuchItem,
    QuoteDiffers,
    RepealedNumber,
}

#[derive(Serialize, ToSchema)]
struct QuoteBody {
    start: usize,
    end: usize,
    /// 逐段对照；一字不差就是空的
    differences: Vec<PieceBody>,
}

#[derive(Serialize, ToSchema)]
struct PieceBody {
    #[schema(inline)]
    kind: KindBody,
    text: String,
}

/// same 两边都有；added 文稿多出的；missing 文稿缺的
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum KindBody {
    Same,
    Added,
    Missing,
}

/// 核对文稿里的法条引用。
#[utoipa::path(
    post,
    path = "/api/v1/citations/check",
    tag = "条文",
    request_body = CheckRequest,
    responses(
        (status = 200, description = "每一处引用和核对结果", body = CheckReply),
        BadRequest, TooLarge, WrongMedia, Unprocessable
    )
)]
pub(in crate::web) async fn check_citations(
    State(app): State<App>,
    JsonBody(request): JsonBody<CheckRequest>,
) -> Result<Json<CheckReply>, ApiError> {
    let site = app.site();
    Ok(Json(check_reply(
        site.snapshot.citations.check(&request.text),
    )))
}

/// The reply of the contract, for the terminal too.
pub(crate) fn check_reply(checked: Vec<CheckedCitation>) -> CheckReply {
    CheckReply {
        citations: checked.into_iter().map(citation).collect(),
    }
}

fn citation(checked: CheckedCitation) -> CitationBody {
    use crate::citations::CitationStatus as S;
    let status = match checked.status {
        S::Ok => StatusBody::Ok,
        S::NoSuchLaw => StatusBody::NoSuchLaw,
        S::NoSuchArticle => StatusBody::NoSuchArticle,
        S::NoSuchParagraph => StatusBody::NoSuchParagraph,
        S::NoSuchItem => StatusBody::NoSuchItem,
        S::QuoteDiffers => StatusBody::QuoteDiffers,
        S::RepealedNumber => StatusBody::RepealedNumber,
    };
    CitationBody {
        start: checked.start,
        end: checked.end,
        text: checked.text,
        law: checked.law,
        law_name: checked.law_name,
        id: checked.id.map(|id| id.to_string()),
        pinpoint: checked.pinpoint.map(|p| p.to_string()),
        status,
        note: checked.note,
        quote: checked.quote.map(quote),
        now: checked.now.map(|id| id.to_string()),
    }
}

fn quote(quoted: Quoted) -> QuoteBody {
    QuoteBody {
        start: quoted.start,
        end: quoted.end,
        differences: quoted.differences.into_iter().map(piece).collect(),
    }
}

fn piece(piece: Piece) -> PieceBody {
    let kind = match piece.kind {
        DifferenceKind::Same => KindBody::Same,
        DifferenceKind::Added => KindBody::Added,
        DifferenceKind::Missing => KindBody::Missing,
    };
    PieceBody {
        kind,
        text: piece.text,
    }
}
