//! `/deadlines`: 我走到哪一步了. Dates in by form, never in the address; the stage, the next right and its last day
//! out. Nothing is kept: what was filled in stands in the form again, and nowhere else.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::civil::Date;

use super::door_view::{BasisView, basis_view};
use super::layout::{Layout, canonical, html};
use crate::corpus::{Corpus, MatterPath};
use crate::deadlines::{Dates, FIELDS, Reckoned, Right, reckon};
use crate::topics::clock;
use crate::web::body::Form;
use crate::web::error::{PageError, WebError};
use crate::web::headers::Cache;
use crate::web::state::{App, Settings};
use crate::web::textsize::TextSize;

#[derive(Template)]
#[template(path = "deadlines.html")]
struct DeadlinesPage {
    layout: Layout,
    fields: Vec<Field>,
    paths: Vec<PathChoice>,
    fault: String,
    result: Option<Outlook>,
    assumptions: Vec<Assumption>,
}

/// A date to fill in.
struct Field {
    key: &'static str,
    label: &'static str,
    hint: &'static str,
    value: String,
}

/// A kind of matter to choose.
struct PathChoice {
    key: &'static str,
    label: &'static str,
    chosen: bool,
}

/// What was reckoned, as the page shows it.
struct Outlook {
    stage: String,
    next: Vec<RightView>,
    overdue: Vec<RightView>,
    closed: Vec<RightView>,
    outside: Vec<RightView>,
}

struct RightView {
    right: String,
    /// 2026年3月5日; empty where there is none.
    last_day: String,
    organ: String,
    note: String,
    basis: Option<BasisView>,
}

struct Assumption {
    text: String,
    basis: Vec<BasisView>,
}

const HINTS: [&str; FIELDS.len()] = [
    "交材料、寄信、网上提交的那天",
    "书面告知您“受理”的那天",
    "没有延期就空着",
    "书面的处理意见书，以签收那天为准",
    "没有就空着",
    "没有就空着",
    "没有就空着",
    "没有就空着",
];
const PATHS: [(MatterPath, &str, &str); 3] = [
    (
        MatterPath::Xinfang,
        "xinfang",
        "求解决的事，信访给处理意见的（拿不准就选这个）",
    ),
    (
        MatterPath::Tujing,
        "tujing",
        "该走法院、仲裁、复议等法定途径的",
    ),
    (MatterPath::Jubao, "jubao", "举报、检举控告的"),
];

/// The empty form.
pub(in crate::web) async fn deadlines(
    State(app): State<App>,
    size: TextSize,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let site = app.site();
    let page = page(
        app.settings(),
        &site.snapshot.corpus,
        &|_| "",
        String::new(),
        None,
    );
    let text = page.render().map_err(|_| WebError::Internal)?;
    Ok(canonical(text.into(), size, &site.etag, &headers))
}

/// The form, reckoned.
pub(in crate::web) async fn reckon_deadlines(
    State(app): State<App>,
    size: TextSize,
    form: Form,
) -> Result<Response, PageError> {
    let site = app.site();
    let corpus = &site.snapshot.corpus;
    let written = |name: &str| form.get(name);
    let chosen = PATHS.iter().find(|(_, key, _)| *key == form.get("path"));
    let path = chosen.map_or(MatterPath::Xinfang, |(path, _, _)| *path);
    let (status, fault, result) = match Dates::read(written, clock::now().day) {
        Ok(dates) => {
            let reckoned = reckon(&corpus.deadlines, &dates, path);
            (StatusCode::OK, String::new(), Some(view(corpus, reckoned)))
        }
        Err(fault) => {
            let (status, _, _, sentence) = WebError::Dates(fault).parts();
            (status, sentence, None)
        }
    };
    let mut page = page(app.settings(), corpus, &written, fault, result);
    page.layout = page.layout.unlisted();
    let text = page.render().map_err(|_| WebError::Internal)?;
    Ok(html(status, text.into(), size, Cache::Never))
}

fn page<'a>(
    settings: &Settings,
    corpus: &Corpus,
    written: &dyn Fn(&str) -> &'a str,
    fault: String,
    result: Option<Outlook>,
) -> DeadlinesPage {
    let fields = FIELDS.iter().zip(HINTS);
    let chosen = written("path");
    DeadlinesPage {
        layout: Layout::new(
            settings,
            "/deadlines",
            "我走到哪一步了：信访的期限算一算",
            "填上您知道的日子，看现在走到哪一步、下一步能做什么、最后一天是哪天，外面还有哪些期限在走。什么都不保存。",
        ),
        fields: fields
            .map(|((key, label), hint)| Field {
                key,
                label,
                hint,
                value: Dates::in_field(written(key)),
            })
            .chain([Field {
                key: "known",
                label: "知道那个决定的那天",
                hint: "政府部门对您作过决定（罚款、征收、不批等）才填：用来算复议和打官司的期限",
                value: Dates::in_field(written("known")),
            }])
            .collect(),
        paths: PATHS
            .iter()
            .enumerate()
            .map(|(i, (_, key, label))| PathChoice {
                key,
                label,
                chosen: chosen == *key || (chosen.is_empty() && i == 0),
            })
            .collect(),
        fault,
        result,
        assumptions: corpus
            .deadlines
            .assumptions
            .iter()
            .map(|(text, citations)| Assumption {
                text: text.clone(),
                basis: citations
                    .iter()
                    .filter_map(|c| basis_view(corpus, c))
                    .collect(),
            })
            .collect(),
    }
}

fn view(corpus: &Corpus, reckoned: Reckoned) -> Outlook {
    let rights = |list: Vec<Right>| list.into_iter().map(|r| right(corpus, r)).collect();
    Outlook {
        stage: reckoned.stage,
        next: rights(reckoned.next),
        overdue: rights(reckoned.overdue),
        closed: rights(reckoned.closed),
        outside: rights(reckoned.outside),
    }
}

fn right(corpus: &Corpus, right: Right) -> RightView {
    RightView {
        right: right.right,
        last_day: right.last_day.map_or_else(String::new, chinese),
        organ: right.organ,
        note: right.note,
        basis: basis_view(corpus, &right.citation),
    }
}

fn chinese(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}
