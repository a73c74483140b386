//! `/healthz`: the process runs. `/readyz`: it has something to answer from.

use axum::extract::State;
use axum::http::StatusCode;

use crate::web::state::App;

/// The process runs.
pub(in crate::web) async fn healthz() -> &'static str {
    "ok"
}

/// An edition is loaded.
pub(in crate::web) async fn readyz(State(app): State<App>) -> (StatusCode, &'static str) {
    if app.site().snapshot.corpus.laws.is_empty() {
        return (StatusCode::SERVICE_UNAVAILABLE, "no corpus");
    }
    (StatusCode::OK, "ready")
}
