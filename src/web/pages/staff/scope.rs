//! Which view an address asks for: `?period=2026-11` or `?event=xianfa-2026`, `&by=channel`, `&against=`. The same address
//! shows a colleague the same view.

use axum::http::StatusCode;

use crate::outreach::{Catalog, Dashboard, Scope};
use crate::staff::Staff;
use crate::store::StoreError;
use crate::topics::{Event, Period, clock};
use crate::web::body::Form;
use crate::web::error::WebError;
use crate::web::state::App;
use crate::web::visitor::blocking;

/// What was asked for, or this month and what is wrong.
pub(super) struct Asked {
    pub(super) scope: Scope,
    pub(super) against: Option<Scope>,
    pub(super) by_channel: bool,
    /// Empty when all is well.
    pub(super) fault: String,
    pub(super) status: StatusCode,
}

impl Asked {
    /// Reads the query of an address.
    pub(super) fn read(query: &str, events: &[Event]) -> Result<Self, WebError> {
        let form = Form::parse(query.as_bytes()).ok_or(WebError::Malformed)?;
        let this_month = || Scope::Period(Period::month_of(clock::now().day));
        let (scope, fault, status) = match named(&form, events) {
            Ok(scope) => (
                scope.unwrap_or_else(this_month),
                String::new(),
                StatusCode::OK,
            ),
            Err((fault, status)) => (this_month(), fault, status),
        };
        let against = form.get("against");
        let against = events
            .iter()
            .find(|e| e.code == against && !against.is_empty());
        Ok(Self {
            scope,
            against: against.map(|e| Scope::Event(e.clone())),
            by_channel: form.get("by") == "channel",
            fault,
            status,
        })
    }

    /// The same view as the rest of an address.
    pub(super) fn query(&self) -> String {
        let by = if self.by_channel { "&by=channel" } else { "" };
        let against = match &self.against {
            Some(Scope::Event(event)) => format!("&against={}", event.code),
            _ => String::new(),
        };
        format!("{}{by}{against}", self.scope.query())
    }

    /// As the log names it.
    pub(super) fn label(&self) -> String {
        let by = if self.by_channel { "，分渠道" } else { "" };
        format!("{}{by}", self.scope.label())
    }

    /// Reads its numbers.
    pub(super) async fn dashboard(&self, app: &App) -> Result<(Dashboard, Catalog), WebError> {
        let (scope, against) = (self.scope.clone(), self.against.clone());
        let by_channel = self.by_channel;
        let events = app.events().all();
        let catalog = Catalog::of(&app.site().snapshot.corpus);
        blocking(app, move |staff: &Staff| {
            let read = |store: &mut crate::store::Store| -> Result<Dashboard, StoreError> {
                Dashboard::load(store, scope, against, by_channel, &events, &catalog)
            };
            let dashboard = staff.with(read)?;
            Ok((dashboard, catalog))
        })
        .await
    }
}

type Fault = (String, StatusCode);

fn named(form: &Form, events: &[Event]) -> Result<Option<Scope>, Fault> {
    let (period, code) = (form.get("period"), form.get("event"));
    if !code.is_empty() {
        let event = events.iter().find(|e| e.code == code);
        let shown: String = code.chars().take(40).collect();
        let unknown = || {
            (
                format!("没有代号是“{shown}”的活动。"),
                StatusCode::NOT_FOUND,
            )
        };
        return Ok(Some(Scope::Event(event.ok_or_else(unknown)?.clone())));
    }
    if period.is_empty() {
        return Ok(None);
    }
    let wrong = |e| (format!("{e}。"), StatusCode::UNPROCESSABLE_ENTITY);
    Ok(Some(Scope::Period(Period::parse(period).map_err(wrong)?)))
}
