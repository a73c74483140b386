//! `/check`: the citations of a draft, checked. The draft stands on the page that comes back and nowhere else.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::layout::{Layout, canonical, html};
use crate::citations::{CheckedCitation, CitationStatus, DifferenceKind};
use crate::corpus::{ArticleRef, Corpus};
use crate::web::body::Form;
use crate::web::error::{PageError, WebError};
use crate::web::headers::Cache;
use crate::web::state::App;
use crate::web::textsize::TextSize;

#[derive(Template)]
#[template(path = "check.html")]
struct CheckPage {
    layout: Layout,
    draft: String,
    checked: bool,
    faults: usize,
    rows: Vec<Row>,
    /// The draft, cut at the edges of its citations; how each piece is marked.
    pieces: Vec<(String, &'static str)>,
}

/// A citation on the page.
struct Row {
    text: String,
    status: &'static str,
    title: &'static str,
    label: String,
    url: String,
    note: String,
    /// 现在是哪一条: label and address.
    now: Option<(String, String)>,
    /// Draft and law compared; how each piece is marked.
    differences: Vec<(String, &'static str)>,
}

/// The empty form.
pub(in crate::web) async fn check(
    State(app): State<App>,
    size: TextSize,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let page = page(&app, "", &[])?;
    Ok(canonical(page.into(), size, &app.site().etag, &headers))
}

/// The form with its result.
pub(in crate::web) async fn check_draft(
    State(app): State<App>,
    size: TextSize,
    form: Form,
) -> Result<Response, PageError> {
    // Browsers send line breaks as two characters; positions count one.
    let draft = form.get("text").replace("\r\n", "\n");
    let checked = app.site().snapshot.citations.check(&draft);
    let page = page(&app, &draft, &checked)?;
    Ok(html(StatusCode::OK, page.into(), size, Cache::Never))
}

fn page(app: &App, draft: &str, checked: &[CheckedCitation]) -> Result<String, WebError> {
    let site = app.site();
    let corpus = &site.snapshot.corpus;
    let layout = Layout::new(
        app.settings(),
        "/check",
        "核对引用：条号、款项、引文对不对",
        "把文稿贴进来，逐处核对法律名称、条号、款项和引号里的原文。内容不保存。",
    );
    let page = CheckPage {
        layout: if draft.is_empty() {
            layout
        } else {
            layout.unlisted()
        },
        draft: draft.to_owned(),
        checked: !draft.trim().is_empty(),
        faults: checked
            .iter()
            .filter(|c| c.status != CitationStatus::Ok)
            .count(),
        rows: checked.iter().map(|c| row(corpus, c)).collect(),
        pieces: pieces(draft, checked),
    };
    page.render().map_err(|_| WebError::Internal)
}

fn row(corpus: &Corpus, checked: &CheckedCitation) -> Row {
    let label = |id: &ArticleRef| {
        let law = corpus.law(&id.law.0);
        law.map_or_else(String::new, |l| l.label(id.no))
    };
    let pinpoint = checked.pinpoint.map_or_else(String::new, |p| p.to_string());
    let quoted = checked.quote.as_ref();
    let differences = quoted.map_or(&[][..], |q| &q.differences).iter();
    Row {
        text: checked.text.clone(),
        status: checked.status.key(),
        title: checked.status.title(),
        label: checked
            .id
            .as_ref()
            .map_or_else(String::new, |id| format!("{}{pinpoint}", label(id))),
        url: checked
            .id
            .as_ref()
            .map_or_else(String::new, |id| format!("/law/{id}")),
        note: match (checked.status, quoted) {
            (CitationStatus::Ok, Some(_)) if checked.note.is_empty() => {
                "引号里的话与原文一致。".to_owned()
            }
            _ => checked.note.clone(),
        },
        now: checked
            .now
            .as_ref()
            .map(|id| (label(id), format!("/law/{id}"))),
        differences: differences
            .map(|p| {
                let mark = match p.kind {
                    DifferenceKind::Same => "same",
                    DifferenceKind::Added => "added",
                    DifferenceKind::Missing => "missing",
                };
                (p.text.clone(), mark)
            })
            .collect(),
    }
}

fn pieces(draft: &str, checked: &[CheckedCitation]) -> Vec<(String, &'static str)> {
    let chars: Vec<char> = draft.chars().collect();
    let cut = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
    let (mut pieces, mut at) = (Vec::new(), 0);
    for citation in checked.iter().filter(|_| !draft.is_empty()) {
        // The articles inside a range stand where their range stands, which is marked already.
        if citation.start < at {
            continue;
        }
        pieces.push((cut(at, citation.start), ""));
        pieces.push((cut(citation.start, citation.end), citation.status.key()));
        at = citation.end;
    }
    pieces.push((cut(at, chars.len()), ""));
    pieces
}
