//! `/search`: the provisions by words or number. The one place where words stand in the address: staff look
//! up rules here, citizens ask by POST.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::desk::{Found, SearchRequest, find};
use super::layout::{Layout, html};
use crate::answer::EntryLink;
use crate::search::Snippet;
use crate::web::body::Form;
use crate::web::error::{PageError, WebError};
use crate::web::headers::Cache;
use crate::web::state::App;
use crate::web::textsize::TextSize;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    layout: Layout,
    text: String,
    law: String,
    shelf: String,
    laws: Vec<(String, String)>,
    fault: String,
    searched: bool,
    understood: String,
    total: usize,
    hits: Vec<HitView>,
    guide: Vec<EntryLink>,
    /// Addresses of the pages before and after.
    previous: String,
    next: String,
}

struct HitView {
    id: String,
    label: String,
    /// Stretches of the snippet, and whether they are marked.
    pieces: Vec<(String, bool)>,
}

/// The search form and, with a text, its results.
pub(in crate::web) async fn search(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    size: TextSize,
) -> Result<Response, PageError> {
    let site = app.site();
    let form = Form::parse(query.unwrap_or_default().as_bytes()).ok_or(WebError::Malformed)?;
    let laws = site
        .snapshot
        .corpus
        .laws
        .iter()
        .map(|l| (l.id.0.clone(), format!("《{}》", l.name)))
        .collect();
    let layout = Layout::new(
        app.settings(),
        "/search",
        "查法规：按条号或者词语查条文",
        "查《信访工作条例》《宪法》和相关法律的条文原文，可以写条号，也可以写词语。",
    );
    let mut page = SearchPage {
        layout: if form.get("q").is_empty() {
            layout
        } else {
            layout.unlisted()
        },
        text: form.get("q").trim().to_owned(),
        law: form.get("law").to_owned(),
        shelf: form.get("shelf").to_owned(),
        laws,
        fault: String::new(),
        searched: false,
        understood: String::new(),
        total: 0,
        hits: Vec::new(),
        guide: Vec::new(),
        previous: String::new(),
        next: String::new(),
    };
    let mut status = StatusCode::OK;
    if !page.text.is_empty() {
        match SearchRequest::read(&form) {
            Ok(request) => {
                let found = find(&site.snapshot, &request)?;
                page.fill(&request, found);
            }
            Err(error) => {
                let (code, _, _, sentence) = error.parts();
                status = code;
                page.fault = sentence;
            }
        }
    }
    let rendered = page.render().map_err(|_| WebError::Internal)?;
    Ok(html(status, rendered.into(), size, Cache::Never))
}

impl SearchPage {
    fn fill(&mut self, request: &SearchRequest, found: Found) {
        self.searched = true;
        self.understood = found.understood;
        self.total = found.total;
        self.guide = found.guide;
        let shown = found.hits.len();
        self.hits = found
            .hits
            .into_iter()
            .map(|h| HitView {
                id: h.id,
                label: h.label,
                pieces: pieces(&h.snippet),
            })
            .collect();
        if request.offset > 0 {
            self.previous = self.address(request, request.offset.saturating_sub(request.limit));
        }
        if request.offset + shown < found.total && shown > 0 {
            self.next = self.address(request, request.offset + request.limit);
        }
    }

    fn address(&self, request: &SearchRequest, offset: usize) -> String {
        use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode as encode};
        let part = |text: &str| encode(text, NON_ALPHANUMERIC).to_string();
        format!(
            "/search?q={}&law={}&shelf={}&limit={}&offset={offset}",
            part(&self.text),
            part(&self.law),
            part(&self.shelf),
            request.limit,
        )
    }
}

/// Cuts a snippet at the edges of its marks.
fn pieces(snippet: &Snippet) -> Vec<(String, bool)> {
    let chars: Vec<char> = snippet.text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    for &(start, end) in &snippet.highlights {
        out.push((chars[at..start].iter().collect(), false));
        out.push((chars[start..end].iter().collect(), true));
        at = end;
    }
    out.push((chars[at..].iter().collect(), false));
    out
}
