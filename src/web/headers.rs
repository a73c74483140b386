//! Cache and security headers as named policy.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, header};
use axum::middleware::Next;

/// No inline code, no foreign source, no frame around us.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// How long a reply may be kept, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cache {
    /// Holds somebody's words, or is counted: nobody keeps it.
    Never,
    /// The same for everyone until the next edition: kept a while, then checked.
    Shared,
    /// The same, but for a person's text size: only their browser keeps it.
    Private,
    /// Named by its content: kept for a year.
    Forever,
}

impl Cache {
    /// The value of `Cache-Control`.
    pub(super) fn value(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Never => "no-store",
            Self::Shared => "public, max-age=300, stale-while-revalidate=3600",
            Self::Private => "private, no-cache",
            Self::Forever => "public, max-age=31536000, immutable",
        })
    }
}

/// Puts the security headers on every reply; a reply that says nothing of caching is not kept.
pub(super) async fn secure(request: Request, next: Next) -> Response<Body> {
    let mut response = next.run(request).await;
    add_security(response.headers_mut());
    response
}

/// The headers of [`secure`].
pub(super) fn add_security(headers: &mut HeaderMap) {
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(self)"),
    );
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(Cache::Never.value());
}
