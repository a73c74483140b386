//! `POST /api/v1/ask`.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::answer::Question;
use crate::topics::Channel;
use crate::web::body::JsonBody;
use crate::web::counting::count_answer;
use crate::web::error::{ApiError, WebError};
use crate::web::state::App;

/// What is asked; all but the question is optional, unknown fields are ignored.
#[derive(Deserialize)]
pub(in crate::web) struct AskRequest {
    question: String,
    #[serde(default)]
    previous: Option<String>,
    #[serde(default)]
    channel: Option<String>,
    #[serde(default)]
    event: Option<String>,
}

/// Answers one question.
pub(in crate::web) async fn ask(
    State(app): State<App>,
    JsonBody(request): JsonBody<AskRequest>,
) -> Result<Response, ApiError> {
    let question = Question::parse(&request.question).map_err(WebError::Question)?;
    let site = app.site();
    let answer = site
        .snapshot
        .answerer
        .answer(&question, request.previous.as_deref());
    let channel = Channel::named(request.channel.as_deref(), Channel::Api);
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
