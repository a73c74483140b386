//! Text size, chosen by a person and kept in a cookie of their browser: the one thing that makes a reply
//! private. Pages are rendered once, at normal size; the choice is one attribute on the root element.

use axum::extract::{FromRequestParts, Query};
use axum::http::{HeaderMap, HeaderValue, header, request::Parts};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// Every page begins with exactly this.
pub(super) const ROOT: &str = "<!doctype html>\n<html lang=\"zh-CN\"";

const COOKIE: &str = "textsize";

/// How large text is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextSize {
    Normal,
    Large,
    Largest,
}

impl TextSize {
    fn key(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
            Self::Largest => "largest",
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        [Self::Normal, Self::Large, Self::Largest]
            .into_iter()
            .find(|s| s.key() == key)
    }

    /// The size a request's cookie names.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|v| v.to_str().ok())
            .flat_map(|v| v.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == COOKIE)
            .and_then(|(_, value)| Self::from_key(value))
            .unwrap_or(Self::Normal)
    }

    /// The page at this size.
    pub(super) fn apply(self, page: &str) -> String {
        match (self, page.strip_prefix(ROOT)) {
            (Self::Large | Self::Largest, Some(rest)) => {
                format!("{ROOT} data-size=\"{}\"{rest}", self.key())
            }
            _ => page.to_owned(),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for TextSize {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.headers))
    }
}

#[derive(Deserialize)]
pub(super) struct Choice {
    #[serde(default)]
    size: String,
    #[serde(default)]
    back: String,
}

/// `/text-size?size=large&back=/q/…`: keeps the choice and goes back.
pub(super) async fn choose(Query(choice): Query<Choice>) -> Response {
    let size = TextSize::from_key(&choice.size).unwrap_or(TextSize::Normal);
    // Only to a path of our own: `//host` and `/\host` would lead away.
    let back = match choice.back.as_bytes() {
        [b'/'] => choice.back.as_str(),
        [b'/', second, ..] if *second != b'/' && *second != b'\\' => choice.back.as_str(),
        _ => "/",
    };
    let mut response = Redirect::to(back).into_response();
    let cookie = format!(
        "{COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
        size.key()
    );
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}
