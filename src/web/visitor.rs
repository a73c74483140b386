//! Who asks for a page of the staff: the cookie, the session behind it, and the way to sign in when there is none.

use axum::extract::FromRequestParts;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};

use super::error::{PageError, WebError};
use super::state::App;
use crate::staff::{ABSOLUTE_SECONDS, Member, Staff};
use crate::store::StoreError;
use crate::topics::clock;

/// Name of the cookie; it goes to pages of the staff alone.
const NAME: &str = "staff";

/// A request for a page of the staff.
pub(super) struct Visitor {
    /// Path and query that were asked for.
    pub(super) path: String,
    /// The token, where one was sent.
    pub(super) token: String,
    /// Who it is, where the session holds.
    pub(super) member: Option<Member>,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let token = token(&parts.headers);
        let path = parts
            .uri
            .path_and_query()
            .map_or("/staff", |p| p.as_str())
            .to_owned();
        let member = if token.is_empty() {
            None
        } else {
            let token = token.clone();
            let now = clock::seconds();
            blocking(app, move |staff| staff.member(&token, now)).await?
        };
        Ok(Self {
            path,
            token,
            member,
        })
    }
}

/// Somebody who is signed in; anyone else is shown the page that lets one in.
pub(super) struct SignedInMember(pub(super) Member);

impl FromRequestParts<App> for SignedInMember {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let visitor = Visitor::from_request_parts(parts, app).await;
        let visitor = visitor.map_err(IntoResponse::into_response)?;
        visitor
            .signed_in()
            .map(|m| Self(m.clone()))
            .map_err(|to_login| *to_login)
    }
}

impl Visitor {
    /// Who it is, or the way to the page that lets one in.
    pub(super) fn signed_in(&self) -> Result<&Member, Box<Response>> {
        self.member.as_ref().ok_or_else(|| {
            let then = percent_encoding::utf8_percent_encode(
                &self.path,
                percent_encoding::NON_ALPHANUMERIC,
            );
            Box::new(Redirect::to(&format!("/staff/login?then={then}")).into_response())
        })
    }
}

/// Does something with the staff's database, off the threads that serve.
pub(super) async fn blocking<T: Send + 'static>(
    app: &App,
    act: impl FnOnce(&Staff) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, WebError> {
    let staff = app.staff().cloned().ok_or(WebError::Busy)?;
    let done = tokio::task::spawn_blocking(move || act(&staff)).await;
    done.map_err(|_| WebError::Internal)?.map_err(|error| {
        tracing::error!(%error, "the database of the staff is away");
        WebError::DatabaseAway
    })
}

/// Puts the cookie of a session on a reply, or takes it away where `token` is empty.
pub(super) fn set_cookie(response: &mut Response, app: &App, token: &str) {
    let secure = if app.settings().public_url.starts_with("https://") {
        "; Secure"
    } else {
        ""
    };
    let age = if token.is_empty() {
        0
    } else {
        ABSOLUTE_SECONDS
    };
    let cookie =
        format!("{NAME}={token}; Path=/staff; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}

fn token(headers: &HeaderMap) -> String {
    let cookies = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok());
    let mut pairs = cookies
        .flat_map(|v| v.split(';'))
        .filter_map(|p| p.trim().split_once('='));
    pairs
        .find(|(name, _)| *name == NAME)
        .map_or_else(String::new, |(_, v)| v.to_owned())
}
