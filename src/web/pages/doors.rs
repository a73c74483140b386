//! `/doors`: every door on one page: what it is for and not for, number, what to bring, time limits, basis.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::door_view::DoorDetail;
use super::layout::{Layout, canonical};
use crate::answer::door_view;
use crate::web::error::{PageError, WebError};
use crate::web::state::App;
use crate::web::textsize::TextSize;

#[derive(Template)]
#[template(path = "doors.html")]
struct DoorsPage {
    layout: Layout,
    doors: Vec<DoorDetail>,
    web: bool,
}

/// All doors.
pub(in crate::web) async fn doors(
    State(app): State<App>,
    size: TextSize,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let site = app.site();
    let corpus = &site.snapshot.corpus;
    let page = DoorsPage {
        layout: Layout::new(
            app.settings(),
            "/doors",
            "各个部门：管什么、电话、带什么、期限",
            "信访接待窗口、复议机关、法院、检察院、纪检监察、劳动、民政……各管什么，电话多少，要带什么，有什么期限。",
        ),
        doors: corpus
            .doors
            .iter()
            .map(|d| DoorDetail::new(corpus, &door_view(d)))
            .collect(),
        web: true,
    };
    let text = page.render().map_err(|_| WebError::Internal)?;
    Ok(canonical(text.into(), size, &site.etag, &headers))
}
