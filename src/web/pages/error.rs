//! The page of an error: what happened in one sentence, and where to go from here.

use askama::Template;
use axum::response::{IntoResponse, Response};

use super::layout::{SITE_NAME, html};
use crate::answer::EntryLink;
use crate::corpus::{Corpus, GuideEntry};
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
    /// Entries the visitor may have looked for.
    nearest: Vec<EntryLink>,
    /// Asking is switched off: the way leads to what still works.
    paused: bool,
}

/// On a kiosk: no link leads away from it, and it comes back by itself.
#[derive(Template)]
#[template(path = "kiosk_error.html")]
struct KioskErrorPage {
    site_name: &'static str,
    assets: &'static str,
    title: &'static str,
    sentence: String,
    home: String,
}

/// Renders an error on a kiosk; `event` is a known code or empty.
pub(in crate::web) fn kiosk_error_page(error: &WebError, event: &str) -> Response {
    let (status, _, title, sentence) = error.parts();
    let page = KioskErrorPage {
        site_name: SITE_NAME,
        assets: assets::version(),
        title,
        sentence,
        home: match event {
            "" => "/kiosk".to_owned(),
            code => format!("/kiosk?event={code}"),
        },
    };
    match page.render() {
        Ok(text) => html(status, text.into(), TextSize::Normal, Cache::Never),
        Err(_) => status.into_response(),
    }
}

/// Renders an error for people.
pub(in crate::web) fn error_page(error: &WebError) -> Response {
    with_entries(error, Vec::new())
}

/// There is no such entry; the nearest by their ids are offered.
pub(super) fn unknown_entry(corpus: &Corpus, id: &str) -> Response {
    with_entries(&WebError::UnknownEntry, nearest_entries(corpus, id))
}

/// The entries whose ids share most syllables with this one, then look most like it: addresses are mistyped,
/// or half remembered.
fn nearest_entries(corpus: &Corpus, id: &str) -> Vec<EntryLink> {
    /// How many are offered.
    const OFFERED: usize = 3;
    let shared = |other: &str| {
        id.split('-')
            .filter(|t| other.split('-').any(|o| o == *t))
            .count()
    };
    let mut alike: Vec<((usize, f64), &GuideEntry)> = corpus
        .entries
        .iter()
        .map(|e| ((shared(&e.id), strsim::jaro_winkler(&e.id, id)), e))
        .collect();
    alike.sort_by(|(a, _), (b, _)| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)));
    let offered = alike.into_iter().take(OFFERED);
    offered.map(|(_, e)| EntryLink::of(e)).collect()
}

fn with_entries(error: &WebError, nearest: Vec<EntryLink>) -> Response {
    let (status, _, title, sentence) = error.parts();
    let page = ErrorPage {
        site_name: SITE_NAME,
        assets: assets::version(),
        title,
        sentence,
        nearest,
        paused: matches!(error, WebError::ChannelOff(_)),
    };
    match page.render() {
        Ok(text) => html(status, text.into(), TextSize::Normal, Cache::Never),
        Err(_) => status.into_response(),
    }
}
