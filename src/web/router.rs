//! The table of addresses, on one screen, and the layers around it.

use std::time::Duration;

use axum::Router;
use axum::error_handling::HandleErrorLayer;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tower::ServiceBuilder;
use tower::limit::GlobalConcurrencyLimitLayer;
use tower::load_shed::LoadShedLayer;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};
use tower_http::timeout::TimeoutLayer;

use super::body::Form;
use super::error::{WebError, dress_errors, dressed};
use super::pages::kiosk_error_page;
use super::state::App;
use super::{api, assets, headers, log, pages, rate, textsize};
use crate::topics::Channel;

/// Largest body of a request, in bytes.
const MAX_BODY: usize = 64 * 1024;
/// Largest draft whose citations are checked, in bytes of the form: three for each byte of the text.
const MAX_DRAFT: usize = 3 * 1024 * 1024;
/// Longest a request may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Every address of the service.
pub fn router(app: App) -> Router {
    let concurrency = app.settings().limits.concurrency;
    let check = Router::new()
        .route("/check", get(pages::check).post(pages::check_draft))
        .layer(DefaultBodyLimit::max(MAX_DRAFT));
    let routes = Router::new()
        .route("/ask", post(pages::ask).get(pages::to_home))
        .route("/helpful", post(pages::rate))
        .route("/s/{entry}", get(pages::scanned))
        .route("/law/{law}", get(pages::law))
        .route("/law/{law}/{article}", get(pages::article))
        .route("/search", get(pages::search))
        .route("/compare", get(pages::compare))
        .merge(check)
        .route("/sitemap.xml", get(pages::sitemap))
        .route("/robots.txt", get(pages::robots))
        .route("/matters", get(pages::matters))
        .route("/matter/{matter}", get(pages::matter))
        .route("/matter/{matter}/{stage}", get(pages::at_stage))
        .route("/screen/{screen}", get(pages::screen))
        .route("/doors", get(pages::doors))
        .route(
            "/deadlines",
            get(pages::deadlines).post(pages::reckon_deadlines),
        )
        .route("/start", get(pages::start))
        .route("/start/{step}", get(pages::start_at))
        .route("/letter", get(pages::letter))
        .route("/letter/{kind}", get(pages::letter_of))
        .route("/about", get(pages::about))
        .route("/kiosk", get(pages::kiosk))
        .route("/kiosk/q/{entry}", get(pages::kiosk_entry))
        .route("/kiosk/matter/{matter}", get(pages::kiosk_matter))
        .route("/kiosk/matter/{matter}/{stage}", get(pages::kiosk_at_stage))
        .route("/kiosk/start", get(pages::kiosk_start))
        .route("/kiosk/start/{step}", get(pages::kiosk_start_at))
        .route("/kiosk/screen/{screen}", get(pages::kiosk_screen))
        .route("/staff", get(pages::staff::overview))
        .route(
            "/staff/login",
            get(pages::staff::login).post(pages::staff::sign_in),
        )
        .route("/staff/logout", post(pages::staff::sign_out))
        .route(
            "/staff/events",
            get(pages::staff::events).post(pages::staff::make_event),
        )
        .route(
            "/staff/events/{code}",
            get(pages::staff::event).post(pages::staff::change_event),
        )
        .route("/staff/audit", get(pages::staff::audit))
        .route("/staff/brief", get(pages::staff::brief))
        .route("/staff/brief.txt", get(pages::staff::brief_text))
        .route("/staff/export.csv", get(pages::staff::export_csv))
        .route("/staff/export.xlsx", get(pages::staff::export_xlsx))
        .route(
            "/staff/switches",
            get(pages::staff::switches).post(pages::staff::switch),
        )
        .route("/text-size", get(textsize::choose))
        .route("/assets/{version}/{name}", get(assets::asset))
        .merge(shared_with(api::routes(), &app.settings().cors_origins))
        .fallback(not_found)
        .layer(from_fn_with_state(app.clone(), open_kiosk))
        .layer(DefaultBodyLimit::max(MAX_BODY));
    let guarded = routes.layer(
        ServiceBuilder::new()
            .layer(CatchPanicLayer::custom(panicked))
            .layer(CompressionLayer::new())
            .layer(from_fn(headers::secure))
            .layer(from_fn(dress_errors))
            .layer(HandleErrorLayer::new(overloaded))
            .layer(LoadShedLayer::new())
            .layer(GlobalConcurrencyLimitLayer::new(concurrency))
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                TIMEOUT,
            ))
            .layer(from_fn_with_state(app.clone(), rate::limit_rate)),
    );
    // Ready-made pages cost less than the limits that would guard them, and health is asked of a service
    // that is busy, too: both stand outside.
    guarded
        .route("/", get(pages::home))
        .route("/q/{entry}", get(pages::entry))
        .route("/healthz", get(pages::healthz))
        .route("/readyz", get(pages::readyz))
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn(log::log_requests))
        .with_state(app)
}

/// Lets pages of other sites call these routes; of none, where none is named.
fn shared_with(routes: Router<App>, origins: &[String]) -> Router<App> {
    if origins.is_empty() {
        return routes;
    }
    let origins = origins.iter().filter_map(|o| o.parse().ok());
    let cors = CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([CONTENT_TYPE]);
    routes.layer(cors)
}

/// The kiosk's pages while the kiosk is on.
async fn open_kiosk(State(app): State<App>, request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/kiosk") {
        return next.run(request).await;
    }
    let query = request.uri().query().unwrap_or_default();
    let event = Form::parse(query.as_bytes())
        .map(|f| app.events().known(f.get("event")))
        .unwrap_or_default();
    let error = match app.must_be_open(Channel::Kiosk) {
        Err(off) => off,
        Ok(()) => {
            let response = next.run(request).await;
            let status = response.status();
            if !status.is_client_error() && !status.is_server_error() {
                return response;
            }
            WebError::of_status(status)
        }
    };
    // On the machine itself: nothing that leads away from it, and back to its first screen by itself.
    kiosk_error_page(&error, &event)
}

async fn not_found(request: axum::extract::Request) -> Response {
    dressed(request.uri().path(), WebError::NotFound)
}

async fn wrong_method(request: axum::extract::Request) -> Response {
    dressed(request.uri().path(), WebError::Method)
}

async fn overloaded(_: tower::BoxError) -> StatusCode {
    StatusCode::SERVICE_UNAVAILABLE
}

fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    // The text of a panic may hold what was asked; that it happened is enough for the log.
    drop(cause);
    tracing::error!("a request ended in a panic");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
