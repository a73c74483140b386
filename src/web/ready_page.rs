//! A page that is the same for everyone until the next edition, with everything about it done ahead: bytes,
//! compressed bytes, headers. Serving one is a choice between four of them and a copy of a pointer.

use std::io::Write;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::headers::{Cache, add_security};
use super::textsize::TextSize;

/// A page, ready to send.
pub(super) struct ReadyPage {
    plain: Bytes,
    /// Made when the first reader takes it: a service that starts has better things to do.
    gzip: OnceLock<Bytes>,
    /// Of the plain page; the length is the server's to add.
    headers: Arc<HeaderMap>,
    /// Where the answer stands in the page, for pages that hold one.
    answer: Option<Range<usize>>,
}

impl ReadyPage {
    /// The page with the headers of its edition.
    pub(super) fn new(page: &str, headers: Arc<HeaderMap>) -> Self {
        Self {
            // A copy, since a rendered page has room to grow, up to twice its length.
            plain: Bytes::copy_from_slice(page.as_bytes()),
            gzip: OnceLock::new(),
            headers,
            answer: answer_in(page),
        }
    }

    /// Headers of all pages of an edition: hundreds of pages share them.
    pub(super) fn headers(etag: &str) -> Arc<HeaderMap> {
        let mut headers = HeaderMap::new();
        add_security(&mut headers);
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        );
        headers.insert(header::CACHE_CONTROL, Cache::Shared.value());
        headers.insert(
            header::VARY,
            HeaderValue::from_static("accept-encoding, cookie"),
        );
        if let Ok(etag) = HeaderValue::from_str(etag) {
            headers.insert(header::ETAG, etag);
        }
        Arc::new(headers)
    }

    /// The answer in the page as it was rendered, without what is around it.
    pub(super) fn answer(&self) -> Option<&str> {
        std::str::from_utf8(self.plain.get(self.answer.clone()?)?).ok()
    }

    /// The reply to a request with these headers: 304 when the reader has the page already, else the page
    /// in the reader's text size, compressed where the reader takes it.
    pub(super) fn reply(&self, request: &HeaderMap) -> Response {
        let size = TextSize::of(request);
        if size != TextSize::Normal {
            return self.in_size(size);
        }
        if self.is_known_to(request) {
            let mut response = StatusCode::NOT_MODIFIED.into_response();
            *response.headers_mut() = (*self.headers).clone();
            response.headers_mut().remove(header::CONTENT_TYPE);
            return response;
        }
        let zipped = names(request, &header::ACCEPT_ENCODING, "gzip");
        let body = if zipped {
            let zip = || Bytes::copy_from_slice(&compressed(&self.plain));
            self.gzip.get_or_init(zip)
        } else {
            &self.plain
        };
        let mut response = Response::new(Body::from(body.clone()));
        *response.headers_mut() = (*self.headers).clone();
        if zipped {
            let gzip = HeaderValue::from_static("gzip");
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, gzip);
        }
        response
    }

    fn is_known_to(&self, request: &HeaderMap) -> bool {
        let etag = self.headers.get(header::ETAG);
        etag.and_then(|e| e.to_str().ok())
            .is_some_and(|etag| names(request, &header::IF_NONE_MATCH, etag))
    }

    fn in_size(&self, size: TextSize) -> Response {
        let page = String::from_utf8_lossy(&self.plain);
        let mut headers = (*self.headers).clone();
        headers.remove(header::ETAG);
        headers.insert(header::CACHE_CONTROL, Cache::Private.value());
        let mut response = Response::new(Body::from(size.apply(&page)));
        *response.headers_mut() = headers;
        response
    }
}

/// The element that `_answer.html` makes.
fn answer_in(page: &str) -> Option<Range<usize>> {
    const END: &str = "</article>";
    let start = page.find("<article class=\"answer")?;
    let end = start + page[start..].find(END)? + END.len();
    Some(start..end)
}

fn names(request: &HeaderMap, name: &HeaderName, wanted: &str) -> bool {
    request
        .get(name)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|v| v.contains(wanted))
}

fn compressed(page: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail; an empty result would be an empty page, so fall back on none.
    encoder
        .write_all(page)
        .and_then(|()| encoder.finish())
        .unwrap_or_default()
}
