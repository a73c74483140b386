//! Style, scripts and pictures from inside the binary. Their addresses carry a digest of all of them, so a
//! browser (WeChat's above all) may keep them for ever and still sees every change.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::error::{PageError, WebError};
use super::headers::Cache;
use crate::embedded;

static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = Sha256::new();
    for name in embedded::asset_names() {
        hasher.update(name.as_bytes());
        hasher.update(embedded::asset(&name).unwrap_or_default());
    }
    hasher
        .finalize()
        .iter()
        .take(5)
        .map(|b| format!("{b:02x}"))
        .collect()
});

/// The digest in the addresses of assets.
pub(super) fn version() -> &'static str {
    &VERSION
}

/// `/assets/{version}/{name}`; another version is the same file, kept less long.
pub(super) async fn asset(
    Path((asked, name)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let bytes = embedded::asset(&name).ok_or(WebError::NotFound)?;
    let cache = if asked == version() {
        Cache::Forever
    } else {
        Cache::Shared
    };
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let headers = [
        (header::CONTENT_TYPE, kind.parse()),
        (header::CACHE_CONTROL, Ok(cache.value())),
    ];
    let mut response = bytes.into_owned().into_response();
    for (name, value) in headers {
        response
            .headers_mut()
            .insert(name, value.map_err(|_| WebError::Internal)?);
    }
    Ok(response)
}
