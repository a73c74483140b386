//! `POST /api/v1/actions`: what was done with an answer, counted.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;

use crate::topics::{Action, Channel};
use crate::web::body::JsonBody;
use crate::web::counting::count_action;
use crate::web::error::{ApiError, WebError};
use crate::web::state::App;

#[derive(Deserialize)]
pub(in crate::web) struct ActRequest {
    entry: String,
    action: String,
    #[serde(default)]
    channel: Option<String>,
    #[serde(default)]
    event: Option<String>,
}

/// Counts one action on one entry.
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
