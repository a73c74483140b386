//! One log line a request: id, method, route pattern, status, duration. Never a path with values, a query,
//! a body, an address or a user agent. See docs/logging.md.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;

static NEXT: AtomicU64 = AtomicU64::new(1);

/// Numbers the request, runs it, logs it. The number is this process's own: an id a client sends is
/// neither read nor logged, it could say who is asking.
pub(super) async fn log_requests(request: Request, next: Next) -> Response {
    let id = NEXT.fetch_add(1, Ordering::Relaxed);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let begun = Instant::now();
    let mut response = next.run(request).await;
    let micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
    let status = response.status().as_u16();
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    tracing::info!(id, %method, route, status, micros, "request");
    response
        .headers_mut()
        .insert("x-request-id", HeaderValue::from(id));
    response
}
