//! `POST /api/v1/suggest`: questions of the guide while somebody types, in characters, pinyin or first letters.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};

use crate::answer::{EntryLink, Question};
use crate::web::body::JsonBody;
use crate::web::error::{ApiError, WebError};
use crate::web::state::App;

/// What is typed so far.
#[derive(Deserialize)]
pub(in crate::web) struct SuggestRequest {
    q: String,
}

/// Questions to pick from, best first.
#[derive(Serialize)]
pub(in crate::web) struct Suggestions {
    questions: Vec<EntryLink>,
}

/// Offers questions.
pub(in crate::web) async fn suggest(
    State(app): State<App>,
    JsonBody(request): JsonBody<SuggestRequest>,
) -> Result<Json<Suggestions>, ApiError> {
    let typed = Question::parse(&request.q).map_err(WebError::Question)?;
    let questions = app.site().snapshot.answerer.suggest(&typed);
    Ok(Json(Suggestions { questions }))
}
