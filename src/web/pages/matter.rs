//! `/matters`, `/matter/{matter}`, `/matter/{matter}/{stage}`: the door of a matter and what a petition can
//! still do at each stage, under addresses that hold nothing of the asker. The kiosk has the same below `/kiosk`.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::answer_view::AnswerView;
use super::kiosk::{event_code, kiosk_page};
use super::layout::{Layout, canonical, unkept};
use super::place::Place;
use crate::corpus::Corpus;
use crate::topics::Channel;
use crate::web::body::Form;
use crate::web::counting::count_shown;
use crate::web::error::{PageError, WebError};
use crate::web::state::App;
use crate::web::textsize::TextSize;

#[derive(Template)]
#[template(path = "matters.html")]
struct MattersPage {
    layout: Layout,
    groups: Vec<MatterGroup>,
}

/// Matters of one topic.
struct MatterGroup {
    title: String,
    /// Name and address.
    matters: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "matter.html")]
struct MatterPage {
    layout: Layout,
    answer: AnswerView,
}

/// All matters by topic.
pub(in crate::web) async fn matters(
    State(app): State<App>,
    size: TextSize,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let site = app.site();
    let page = MattersPage {
        layout: Layout::new(
            app.settings(),
            "/matters",
            "按事情找部门",
            "拆迁、征地、低保、养老金、欠薪、不立案、判决不服、举报……点您遇到的事，看该去哪个部门，信访还能做什么。",
        ),
        groups: groups(&site.snapshot.corpus),
    };
    let text = page.render().map_err(|_| WebError::Internal)?;
    Ok(canonical(text.into(), size, &site.etag, &headers))
}

fn groups(corpus: &Corpus) -> Vec<MatterGroup> {
    let topic_of = |m: &crate::corpus::Matter| {
        let entry = m.entries.first().and_then(|e| corpus.entry(e))?;
        Some(entry.topic.clone())
    };
    let topics = corpus.topics.iter().map(|topic| MatterGroup {
        title: topic.title.clone(),
        matters: corpus
            .matters
            .iter()
            .filter(|m| topic_of(m).is_some_and(|t| t == topic.id))
            .map(|m| (m.name.clone(), format!("/matter/{}", m.id)))
            .collect(),
    });
    topics.filter(|g| !g.matters.is_empty()).collect()
}

/// A matter that has not been raised yet: that is its first stage.
pub(in crate::web) async fn matter(
    app: State<App>,
    Path(id): Path<String>,
    size: TextSize,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    at_stage(app, Path((id, String::new())), size, headers).await
}

/// A matter at a stage.
pub(in crate::web) async fn at_stage(
    State(app): State<App>,
    Path((id, stage)): Path<(String, String)>,
    size: TextSize,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let site = app.site();
    let corpus = &site.snapshot.corpus;
    let heard = corpus
        .matter_at_stage(&id, &stage)
        .ok_or(WebError::NotFound)?;
    let reply = site.snapshot.answerer.composer().matter(heard.0, heard.1);
    let answer = AnswerView::new(corpus, &reply, Some(heard), Place::Web);
    let path = if stage.is_empty() {
        format!("/matter/{id}")
    } else {
        format!("/matter/{id}/{stage}")
    };
    let layout = Layout::new(app.settings(), &path, &answer.heading, &reply.answer);
    let page = MatterPage { layout, answer };
    let text = page.render().map_err(|_| WebError::Internal)?;
    Ok(canonical(text.into(), size, &site.etag, &headers))
}

/// A matter on the kiosk; without a stage, its first.
pub(in crate::web) async fn kiosk_matter(
    app: State<App>,
    Path(id): Path<String>,
    query: RawQuery,
) -> Result<Response, PageError> {
    kiosk_at_stage(app, Path((id, String::new())), query).await
}

/// A matter at a stage on the kiosk, counted.
pub(in crate::web) async fn kiosk_at_stage(
    State(app): State<App>,
    Path((id, stage)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let form = Form::parse(query.unwrap_or_default().as_bytes()).ok_or(WebError::Malformed)?;
    let site = app.site();
    let heard = site
        .snapshot
        .corpus
        .matter_at_stage(&id, &stage)
        .ok_or(WebError::NotFound)?;
    let reply = site.snapshot.answerer.composer().matter(heard.0, heard.1);
    let event = event_code(&form);
    count_shown(&app, &reply, Channel::Kiosk, &event);
    let page =
        kiosk_page(&app, &site, &reply, Some(heard), event).map_err(|_| WebError::Internal)?;
    Ok(unkept(page))
}
