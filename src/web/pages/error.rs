//! The page of an error: what happened in one sentence, and where to go from here.

use askama::Template;
use axum::response::{IntoResponse, Response};

use super::layout::{SITE_NAME, html};
use crate::web::assets;
use crate::web::error::WebError;
use crate::web::headers::Cache;
use crate::web::textsize::TextSize;

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    site_name: &'static str,
    assets: &'static str,
    title: &'static str,
    sentence: String,
}

/// Renders an error for people.
pub(in crate::web) fn error_page(error: &WebError) -> Response {
    let (status, _, title, sentence) = error.parts();
    let page = ErrorPage {
        site_name: SITE_NAME,
        assets: assets::version(),
        title,
        sentence,
    };
    match page.render() {
        Ok(text) => html(status, text.into(), TextSize::Normal, Cache::Never),
        Err(_) => status.into_response(),
    }
}
