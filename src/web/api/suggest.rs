//! `POST /api/v1/suggest`: questions of the guide while somebody types, in characters, pinyin or first letters.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::errors::{BadRequest, TooLarge, Unprocessable, WrongMedia};
use crate::answer::{EntryLink, Question};
use crate::web::body::JsonBody;
use crate::web::error::{ApiError, WebError};
use crate::web::state::App;

/// 已经输入的字。
#[derive(Deserialize, ToSchema)]
pub(in crate::web) struct SuggestRequest {
    /// 汉字、拼音或者首字母，1 到 500 字
    #[schema(
        min_length = 1,
        max_length = 500,
        pattern = r"^[^\s\x00-\x1F\x7F-\x9F]+$"
    )]
    q: String,
}

/// 可选的问题，最像的在前。
#[derive(Serialize, ToSchema)]
pub(in crate::web) struct Suggestions {
    questions: Vec<EntryLink>,
}

/// 输入时联想问题。
#[utoipa::path(
    post,
    path = "/api/v1/suggest",
    tag = "问答",
    request_body = SuggestRequest,
    responses(
        (status = 200, description = "可选的问题", body = Suggestions),
        BadRequest, TooLarge, WrongMedia, Unprocessable
    )
)]
pub(in crate::web) async fn suggest(
    State(app): State<App>,
    JsonBody(request): JsonBody<SuggestRequest>,
) -> Result<Json<Suggestions>, ApiError> {
    let typed = Question::parse(&request.q).map_err(WebError::Question)?;
    let questions = app.site().snapshot.answerer.suggest(&typed);
    Ok(Json(Suggestions { questions }))
}
