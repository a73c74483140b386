//! `/about`: who runs it, what is counted and what is not (个人信息保护法 第十七条), and what the texts are.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::law::LawFacts;
use super::layout::{Layout, canonical};
use crate::web::error::{PageError, WebError};
use crate::web::state::App;
use crate::web::textsize::TextSize;

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage {
    layout: Layout,
    laws: Vec<LawFacts>,
    entries: usize,
    digest: String,
    version: &'static str,
}

/// About the service.
pub(in crate::web) async fn about(
    State(app): State<App>,
    size: TextSize,
    headers: axum::http::HeaderMap,
) -> Result<Response, PageError> {
    let site = app.site();
    let corpus = &site.snapshot.corpus;
    let layout = Layout::new(
        app.settings(),
        "/about",
        "关于本服务：谁在办、记什么、不记什么",
        "本服务不登录、不记名、不保存提问内容，只统计问的是哪类事。答复全部逐字引用法规原文。",
    );
    let page = AboutPage {
        layout,
        laws: corpus.laws.iter().map(LawFacts::new).collect(),
        entries: corpus.entries.len(),
        digest: corpus.digest.chars().take(12).collect(),
        version: env!("CARGO_PKG_VERSION"),
    };
    let rendered = page.render().map_err(|_| WebError::Internal)?;
    Ok(canonical(rendered.into(), size, &site.etag, &headers))
}
