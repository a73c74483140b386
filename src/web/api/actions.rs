//! `POST /api/v1/actions`: what was done with an answer, counted.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::errors::{BadRequest, NotFound, TooLarge, Unprocessable, WrongMedia};
use crate::topics::{Action, Channel};
use crate::web::body::JsonBody;
use crate::web::counting::count_action;
use crate::web::error::{ApiError, WebError};
use crate::web::state::App;

/// 对一个回答做了什么。
#[derive(Deserialize, ToSchema)]
pub(in crate::web) struct ActRequest {
    /// 条目编号
    entry: String,
    /// 做了什么
    #[schema(pattern = "^(helpful|not_helpful|printed|scanned|spoken)$")]
    action: String,
    #[serde(default)]
    channel: Option<String>,
    #[serde(default)]
    event: Option<String>,
}

/// 记一次操作，只记数。
#[utoipa::path(
    post,
    path = "/api/v1/actions",
    tag = "问答",
    request_body = ActRequest,
    responses(
        (status = 204, description = "记下了"),
        BadRequest, NotFound, TooLarge, WrongMedia, Unprocessable
    )
)]
pub(in crate::web) async fn act(
    State(app): State<App>,
    JsonBody(request): JsonBody<ActRequest>,
) -> Result<StatusCode, ApiError> {
    let site = app.site();
    let entry = site
        .entry_position(&request.entry)
        .ok_or(WebError::UnknownEntry)?;
    let action = Action::from_key(&request.action)
        .filter(|a| *a != Action::Asked)
        .ok_or(WebError::Field("没有这种操作。"))?;
    let channel = Channel::named(request.channel.as_deref(), Channel::Api);
    let reply = site.snapshot.answerer.composer().entry(entry);
    count_action(
        &app,
        reply,
        channel,
        request.event.as_deref().unwrap_or_default(),
        action,
    );
    Ok(StatusCode::NO_CONTENT)
}
