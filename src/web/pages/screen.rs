//! `/screen/{screen}`: pages that lay one matter of the regulation out whole (走访去哪一级, 干部的责任), for the
//! web and for the kiosk. What they say is data (`corpus/screens.toml`).

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::door_view::{BasisView, basis_view};
use super::kiosk::event_code;
use super::layout::{Layout, canonical, unkept};
use super::place::Place;
use super::provision_view::ProvisionView;
use crate::answer::EntryLink;
use crate::corpus::{Citation, Corpus, Screen, ScreenRow, ScreenSection};
use crate::web::body::Form;
use crate::web::error::{PageError, WebError};
use crate::web::state::App;
use crate::web::textsize::TextSize;

/// What a page shows, wherever it is shown.
struct ScreenView {
    title: String,
    lead: String,
    sections: Vec<SectionView>,
    /// Every article it rests on, once, verbatim.
    provisions: Vec<ProvisionView>,
    entries: Vec<EntryLink>,
    place: Place,
}

struct SectionView {
    heading: String,
    text: String,
    basis: Vec<BasisView>,
    rows: Vec<RowView>,
}

struct RowView {
    when: String,
    text: String,
    advice: String,
    /// Words of the law.
    quotes: Vec<String>,
    basis: Vec<BasisView>,
}

#[derive(Template)]
#[template(path = "screen.html")]
struct ScreenPage {
    layout: Layout,
    screen: ScreenView,
}

#[derive(Template)]
#[template(path = "kiosk_screen.html")]
struct KioskScreenPage {
    layout: Layout,
    idle: u32,
    warning: u32,
    event: String,
    screen: ScreenView,
}

/// A page of the web.
pub(in crate::web) async fn screen(
    State(app): State<App>,
    Path(id): Path<String>,
    size: TextSize,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let site = app.site();
    let corpus = &site.snapshot.corpus;
    let screen = found(corpus, &id)?;
    let page = ScreenPage {
        layout: Layout::new(
            app.settings(),
            &format!("/screen/{id}"),
            &screen.title,
            &screen.lead,
        ),
        screen: view(corpus, screen, Place::Web),
    };
    let text = page.render().map_err(|_| WebError::Internal)?;
    Ok(canonical(text.into(), size, &site.etag, &headers))
}

/// The same on the kiosk.
pub(in crate::web) async fn kiosk_screen(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let form = Form::parse(query.unwrap_or_default().as_bytes()).ok_or(WebError::Malformed)?;
    let site = app.site();
    let corpus = &site.snapshot.corpus;
    let screen = found(corpus, &id)?;
    let event = event_code(&form);
    let times = app.settings().kiosk;
    let page = KioskScreenPage {
        layout: Layout::new(app.settings(), "/kiosk", &screen.title, "").unlisted(),
        idle: times.answer_seconds,
        warning: times.warning_seconds,
        screen: view(corpus, screen, Place::Kiosk(event.clone())),
        event,
    };
    let text = page.render().map_err(|_| WebError::Internal)?;
    Ok(unkept(text))
}

fn found<'a>(corpus: &'a Corpus, id: &str) -> Result<&'a Screen, WebError> {
    let screen = corpus.screens.iter().find(|s| s.id == id);
    screen.ok_or(WebError::NotFound)
}

fn view(corpus: &Corpus, screen: &Screen, place: Place) -> ScreenView {
    ScreenView {
        title: screen.title.clone(),
        lead: screen.lead.clone(),
        sections: screen.sections.iter().map(|s| section(corpus, s)).collect(),
        provisions: provisions(corpus, screen),
        entries: EntryLink::of_ids(corpus, &screen.entries),
        place,
    }
}

fn section(corpus: &Corpus, section: &ScreenSection) -> SectionView {
    let basis = |citations: &[Citation]| {
        let views = citations.iter().filter_map(|c| basis_view(corpus, c));
        views.collect()
    };
    SectionView {
        heading: section.heading.clone(),
        text: section.text.clone(),
        basis: basis(&section.citations),
        rows: section
            .rows
            .iter()
            .map(|row| RowView {
                when: row.when.clone(),
                text: row.text.clone(),
                advice: row.advice.clone(),
                quotes: quotes(row),
                basis: basis(&row.citations),
            })
            .collect(),
    }
}

/// The words of the law a row rests on, but for those it says already.
fn quotes(row: &ScreenRow) -> Vec<String> {
    let quotes = row.citations.iter().filter_map(|c| c.quote.clone());
    quotes
        .filter(|q| !row.text.contains(q.as_str()) && !row.advice.contains(q.as_str()))
        .collect()
}

fn provisions(corpus: &Corpus, screen: &Screen) -> Vec<ProvisionView> {
    let of_sections = screen.sections.iter().flat_map(|s| {
        let of_rows = s.rows.iter().flat_map(|r| &r.citations);
        s.citations.iter().chain(of_rows)
    });
    let mut articles: Vec<_> = screen
        .citations
        .iter()
        .chain(of_sections)
        .map(|c| &c.article)
        .collect();
    articles.sort_unstable();
    articles.dedup();
    articles
        .into_iter()
        .filter_map(|a| corpus.article(a))
        .map(|(law, article)| ProvisionView::new(law, article, None))
        .collect()
}
