//! What every page has around it: title, description, canonical address, sharing card, footer.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::web::assets;
use crate::web::headers::{Cache, add_security};
use crate::web::state::Settings;
use crate::web::textsize::TextSize;

/// Name of the service, as people see it.
pub(in crate::web) const SITE_NAME: &str = "依法信访问答";

/// The frame of a page.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// Title of the document; carries its meaning alone. Never holds what was asked.
    pub(super) title: String,
    /// One or two sentences for search engines and shared links.
    pub(super) description: String,
    /// Path of the page, for the canonical address and for coming back from `/text-size`.
    pub(super) path: String,
    /// Whether search engines may list it and links may be shared.
    pub(super) shareable: bool,
    /// Address people reach the service at.
    pub(super) public_url: String,
    pub(super) office_name: String,
    pub(super) icp_number: String,
    pub(super) police_number: String,
    pub(super) assets: &'static str,
}

impl Layout {
    /// The frame of a page at `path`.
    pub(super) fn new(settings: &Settings, path: &str, title: &str, description: &str) -> Self {
        Self {
            title: title.to_owned(),
            description: shorten(&one_line(description), 110),
            path: path.to_owned(),
            shareable: true,
            public_url: settings.public_url.clone(),
            office_name: settings.office_name.clone(),
            icp_number: settings.icp_number.clone(),
            police_number: settings.police_number.clone(),
            assets: assets::version(),
        }
    }

    /// A page that belongs to one person or moment.
    pub(super) fn unlisted(mut self) -> Self {
        self.shareable = false;
        self
    }

    /// Name of the service.
    pub(super) fn site_name(&self) -> &'static str {
        SITE_NAME
    }
}

/// Lines and runs of white space become nothing: a description is one line of Chinese.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The first `most` characters, with … when there are more.
pub(super) fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// A page that was rendered ahead or just now, at the reader's text size.
pub(super) fn html(status: StatusCode, page: Bytes, size: TextSize, cache: Cache) -> Response {
    let body = match (size, std::str::from_utf8(&page)) {
        (TextSize::Normal, _) | (_, Err(_)) => page,
        (size, Ok(text)) => Bytes::from(size.apply(text)),
    };
    let cache = match (cache, size) {
        (Cache::Shared, TextSize::Large | TextSize::Largest) => Cache::Private,
        (cache, _) => cache,
    };
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, cache.value());
    add_security(headers);
    if cache != Cache::Never {
        headers.insert(header::VARY, HeaderValue::from_static("cookie"));
    }
    response
}

/// A page of the kiosk: in its own size of type, and kept by nobody.
pub(super) fn unkept(page: String) -> Response {
    html(StatusCode::OK, page.into(), TextSize::Normal, Cache::Never)
}

/// A page that is the same for everyone: answered with 304 when the reader has it already.
pub(super) fn canonical(page: Bytes, size: TextSize, etag: &str, request: &HeaderMap) -> Response {
    let known = request
        .get(header::IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok());
    let mut response = if size == TextSize::Normal && known.is_some_and(|k| k.contains(etag)) {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, Cache::Shared.value());
        response
    } else {
        html(StatusCode::OK, page, size, Cache::Shared)
    };
    if let (TextSize::Normal, Ok(value)) = (size, HeaderValue::from_str(etag)) {
        response.headers_mut().insert(header::ETAG, value);
    }
    response
}
