//! The routes of the interface and their OpenAPI description: one table, so that neither can be without the other.

use axum::Router;
use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::http::header;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use utoipa_swagger_ui::SwaggerUi;

use super::{actions, ask, citations, corpus, deadlines, laws, references, search, suggest};
use crate::web::state::App;

/// Largest draft that is checked, in bytes.
const MAX_DRAFT: usize = 1024 * 1024;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "依法信访问答",
        description = "怎样依法信访、去哪里信访：逐字引用《信访工作条例》《宪法》作答；查条文，核对引用，推算期限。\
            不用登录，不记问题。出错时返回 {\"error\": {\"code\", \"message\"}}；请求太多是 429，太忙是 503。",
        license(name = "MIT", identifier = "MIT")
    ),
    components(schemas(super::errors::ErrorBody, super::errors::ErrorText)),
    tags(
        (name = "问答", description = "提问、联想、计数"),
        (name = "条文", description = "查找、阅读、核对引用"),
        (name = "期限", description = "走到哪一步了，最后一天是哪天")
    )
)]
struct Description;

/// Every route below `/api`.
pub(in crate::web) fn routes() -> Router<App> {
    let check = OpenApiRouter::new()
        .routes(routes!(citations::check_citations))
        .layer(DefaultBodyLimit::max(MAX_DRAFT));
    let (router, description) = OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(ask::ask))
        .routes(routes!(suggest::suggest))
        .routes(routes!(actions::act))
        .routes(routes!(search::search))
        .routes(routes!(laws::laws))
        .routes(routes!(laws::law))
        .routes(routes!(laws::article))
        .routes(routes!(references::references))
        .routes(routes!(corpus::corpus))
        .routes(routes!(deadlines::deadlines))
        .merge(check)
        .split_for_parts();
    // Written out once: the description as it is in memory is ten times as large.
    let written = serde_json::to_vec(&description).unwrap_or_default();
    let written = Bytes::copy_from_slice(&written);
    let json = [(header::CONTENT_TYPE, "application/json")];
    let own = get(move || async move { (json, written) });
    let config = utoipa_swagger_ui::Config::from("/api/openapi.json");
    router
        .route("/api/openapi.json", own)
        .merge(SwaggerUi::new("/api/docs").config(config))
}
