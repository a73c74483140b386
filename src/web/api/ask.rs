//! `POST /api/v1/ask`.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::errors::{BadRequest, TooLarge, Unprocessable, WrongMedia};
use crate::answer::{Question, Reply};
use crate::topics::Channel;
use crate::web::body::JsonBody;
use crate::web::counting::count_answer;
use crate::web::error::{ApiError, WebError};
use crate::web::state::App;

/// 问题；除 question 外都可以不写，多余的字段不看。
#[derive(Deserialize, ToSchema)]
pub(in crate::web) struct AskRequest {
    /// 要问的话，1 到 500 字
    #[schema(
        min_length = 1,
        max_length = 500,
        pattern = r"^[^\s\x00-\x1F\x7F-\x9F]+$"
    )]
    question: String,
    /// 上一个回答的条目编号，用来接着问
    #[serde(default)]
    previous: Option<String>,
    /// 渠道：web、kiosk、assisted、wechat、api；不认识的算没有
    #[serde(default)]
    channel: Option<String>,
    /// 活动代号；不认识的算没有
    #[serde(default)]
    event: Option<String>,
}

/// 问一个问题。
#[utoipa::path(
    post,
    path = "/api/v1/ask",
    tag = "问答",
    request_body = AskRequest,
    responses(
        (status = 200, description = "六种结果之一", body = Reply),
        BadRequest, TooLarge, WrongMedia, Unprocessable
    )
)]
pub(in crate::web) async fn ask(
    State(app): State<App>,
    JsonBody(request): JsonBody<AskRequest>,
) -> Result<Response, ApiError> {
    let question = Question::parse(&request.question).map_err(WebError::Question)?;
    let channel = Channel::named(request.channel.as_deref(), Channel::Api);
    // Whatever it is counted as, it came through this door.
    app.must_be_open(Channel::Api)?;
    app.must_be_open(channel)?;
    let site = app.site();
    let answer = site
        .snapshot
        .answerer
        .answer(&question, request.previous.as_deref());
    count_answer(
        &app,
        &answer,
        channel,
        request.event.as_deref().unwrap_or_default(),
    );
    let body = match answer.entry {
        Some(entry) if !answer.masked => site.entry_json[entry].clone(),
        _ => {
            let reply = answer.reply_with_hint(&site.snapshot.corpus);
            Bytes::from(serde_json::to_vec(&*reply).map_err(|_| WebError::Internal)?)
        }
    };
    let json = HeaderValue::from_static("application/json");
    Ok(([(header::CONTENT_TYPE, json)], body).into_response())
}
