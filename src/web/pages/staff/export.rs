//! `/staff/export.csv`, `/staff/export.xlsx`: a view as a file, with what the page shows. Each is written into the log.

use axum::extract::{RawQuery, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::scope::Asked;
use crate::outreach::{Dashboard, ExportError, to_csv, to_xlsx};
use crate::staff::{Deed, Member};
use crate::topics::clock;
use crate::web::error::{PageError, WebError};
use crate::web::headers::{Cache, add_security};
use crate::web::state::App;
use crate::web::visitor::{SignedInMember, blocking};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The view as CSV.
pub(in crate::web) async fn export_csv(
    State(app): State<App>,
    SignedInMember(member): SignedInMember,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    export(
        &app,
        &member,
        query,
        "csv",
        "text/csv; charset=utf-8",
        to_csv,
    )
    .await
}

/// The view as XLSX.
pub(in crate::web) async fn export_xlsx(
    State(app): State<App>,
    SignedInMember(member): SignedInMember,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    export(&app, &member, query, "xlsx", XLSX, to_xlsx).await
}

async fn export(
    app: &App,
    member: &Member,
    query: Option<String>,
    extension: &'static str,
    kind: &'static str,
    write: impl Fn(&Dashboard) -> Result<Vec<u8>, ExportError>,
) -> Result<Response, PageError> {
    let asked = Asked::read(&query.unwrap_or_default(), &app.events().all())?;
    if asked.status == StatusCode::NOT_FOUND {
        return Err(WebError::NotFound.into());
    }
    if !asked.fault.is_empty() {
        return Err(WebError::Field("时间段写得不对，应写成 2026-11、2026-Q4 或 2026。").into());
    }
    let (dashboard, _) = asked.dashboard(app).await?;
    let file = write(&dashboard).map_err(|error| {
        tracing::error!(%error, "an export failed");
        WebError::Internal
    })?;
    let (name, now) = (member.name.clone(), clock::seconds());
    let detail = format!("{}：{}", extension.to_uppercase(), asked.label());
    blocking(app, move |s| s.note(&name, Deed::Export, &detail, now)).await?;
    let disposition = format!(
        "attachment; filename=\"petition-guide-{}.{extension}\"",
        asked.scope.file_name()
    );
    let mut response = (StatusCode::OK, file).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(axum::http::header::CACHE_CONTROL, Cache::Never.value());
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    add_security(headers);
    Ok(response)
}
