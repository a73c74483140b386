//! `POST /ask`: the answer to what was just asked, below what was asked before. The questions are shown back in
//! the page and nowhere else.

use std::borrow::Cow;

use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Redirect, Response};

use super::answer_view::AnswerView;
use super::conversation::{Conversation, Turn};
use super::error::kiosk_error_page;
use super::home::home_page;
use super::kiosk::kiosk_answer_page;
use super::layout::{Layout, html};
use super::place::Place;
use crate::answer::{Answer, Outcome, PERSONAL_DATA, Question};
use crate::topics::Channel;
use crate::web::body::Form;
use crate::web::counting::count_answer;
use crate::web::error::{PageError, WebError};
use crate::web::headers::Cache;
use crate::web::site::Site;
use crate::web::state::App;
use crate::web::textsize::TextSize;

#[derive(Template)]
#[template(path = "answer.html")]
struct AnswerPage<'a> {
    layout: Layout,
    before: &'a Conversation,
    now: Turn,
    /// The answer, rendered.
    article: Cow<'a, str>,
    /// Id of the entry that answers, empty for none.
    previous: String,
    /// Code of the event it was asked at, empty for none.
    event: String,
    /// Key of what came of it.
    outcome: &'static str,
    /// Nothing stands above what is said of danger.
    urgent: bool,
    /// What is said when personal numbers were masked; empty when none were.
    masked: String,
}

/// An answer that is not rendered already.
#[derive(Template)]
#[template(path = "_answer.html")]
struct AnswerArticle {
    answer: AnswerView,
}

/// Answers a question from the page or the kiosk.
pub(in crate::web) async fn ask(
    State(app): State<App>,
    size: TextSize,
    form: Form,
) -> Result<Response, PageError> {
    let typed = form.get("question");
    let channel = Channel::named(Some(form.get("channel")), Channel::Web);
    // A channel nobody knows came from the page.
    let open = app.must_be_open(match channel {
        Channel::None => Channel::Web,
        known => known,
    });
    if let Err(off) = open {
        return match channel {
            Channel::Kiosk => Ok(kiosk_error_page(
                &off,
                &app.events().known(form.get("event")),
            )),
            _ => Err(off.into()),
        };
    }
    let site = app.site();
    let question = match Question::parse(typed) {
        Ok(question) => question,
        Err(error) => {
            // Nothing of what was typed is lost: it stands in the box again.
            let fault = (typed.to_owned(), WebError::Question(error).parts().3);
            let event = app.events().known(form.get("event"));
            let page =
                home_page(&site.snapshot, app.settings(), Some(fault), &event).map_err(internal)?;
            return Ok(html(
                StatusCode::UNPROCESSABLE_ENTITY,
                page.into(),
                size,
                Cache::Never,
            ));
        }
    };
    let previous = Some(form.get("previous")).filter(|p| !p.is_empty());
    let answer = site.snapshot.answerer.answer(&question, previous);
    count_answer(&app, &answer, channel, form.get("event"));
    let page = if channel == Channel::Kiosk {
        kiosk_answer_page(&app, &site, &answer, &form)
    } else {
        let before = Conversation::of_form(&site.snapshot, &form);
        let event = app.events().known(form.get("event"));
        answer_page(&app, &site, &answer, &before, &question, event)
    };
    Ok(html(
        StatusCode::OK,
        Bytes::from(page.map_err(internal)?),
        size,
        Cache::Never,
    ))
}

/// `GET /ask`: there is nothing to show without a question.
pub(in crate::web) async fn to_home() -> Redirect {
    Redirect::to("/")
}

fn answer_page(
    app: &App,
    site: &Site,
    answer: &Answer,
    before: &Conversation,
    question: &Question,
    event: String,
) -> Result<String, askama::Error> {
    let corpus = &site.snapshot.corpus;
    let reply = &answer.reply;
    let rendered = answer.entry.and_then(|e| site.entry_pages[e].answer());
    let (article, now) = match (rendered, &reply.entry) {
        (Some(article), Some(entry)) => (
            Cow::Borrowed(article),
            Turn::now(&question.text, &entry.url, &entry.title),
        ),
        _ => {
            let answer = AnswerView::new(corpus, reply, answer.heard, Place::Web);
            let got = match answer.address.as_str() {
                "" => reply.outcome.key(),
                address => address,
            };
            let now = Turn::now(&question.text, got, &answer.heading);
            (Cow::Owned(AnswerArticle { answer }.render()?), now)
        }
    };
    let hint = corpus.texts.get(PERSONAL_DATA).filter(|_| answer.masked);
    AnswerPage {
        event,
        outcome: reply.outcome.key(),
        // The title says what the page is, not what was asked.
        layout: Layout::new(app.settings(), "/", "您的问题的回答", "").unlisted(),
        before,
        now,
        article,
        previous: reply
            .entry
            .as_ref()
            .map_or_else(String::new, |e| e.id.clone()),
        urgent: reply.outcome == Outcome::Urgent,
        masked: hint.map_or_else(String::new, |t| t.reply.clone()),
    }
    .render()
}

fn internal(error: askama::Error) -> PageError {
    tracing::error!(%error, "a page could not be rendered");
    PageError(WebError::Internal)
}
