//! `POST /ask`: the answer to what was just asked. The question is shown back in the page and nowhere else.

use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Redirect, Response};

use super::door_view::DoorDetail;
use super::home::home_page;
use super::kiosk::kiosk_answer_page;
use super::layout::{Layout, html};
use super::provision_view::ProvisionView;
use crate::answer::{Answer, EntryLink, Outcome, PERSONAL_DATA, Question, Reply};
use crate::corpus::Corpus;
use crate::topics::Channel;
use crate::web::body::Form;
use crate::web::counting::count_answer;
use crate::web::error::{PageError, WebError};
use crate::web::headers::Cache;
use crate::web::state::App;
use crate::web::textsize::TextSize;

/// A reply as pages show it.
pub(super) struct AnswerView {
    pub(super) outcome: Outcome,
    /// Id of the entry, empty for none.
    pub(super) entry: String,
    /// Heading: the canonical question, or what came of it.
    pub(super) heading: String,
    pub(super) topic: String,
    /// Paragraphs of the reply.
    pub(super) reply: Vec<String>,
    pub(super) steps: Vec<String>,
    pub(super) doors: Vec<DoorDetail>,
    pub(super) provisions: Vec<ProvisionView>,
    pub(super) suggestions: Vec<EntryLink>,
    /// 2026年11月22日; empty where no entry answers.
    pub(super) checked: String,
    /// Stages of the matter the reply is about, the present one marked.
    pub(super) stages: Vec<StageLink>,
    /// Titles and addresses of pages that lay the subject of the entry out whole.
    pub(super) screens: Vec<(String, String)>,
    /// The path this very answer has for everyone; empty where it has none.
    pub(super) address: String,
    /// Where links lead: the web pages or the kiosk's own.
    pub(super) place: Place,
}

/// Where an answer is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A page of the web.
    Web,
    /// The kiosk, in the event with this code (empty for none): no link leads away from it.
    Kiosk(String),
}

impl AnswerView {
    /// Views a reply; `heard` are the matter and stage it is composed of, if it is.
    pub(super) fn new(
        corpus: &Corpus,
        reply: &Reply,
        heard: Option<(usize, usize)>,
        place: Place,
    ) -> Self {
        let entry = reply.entry.as_ref();
        let (heading, address) = match (heard, entry) {
            (Some((matter, stage)), _) => {
                let (matter, stage) = (&corpus.matters[matter], &corpus.stages[stage]);
                let address = format!("/matter/{}/{}", matter.id, stage.id);
                (format!("{}：{}", matter.name, stage.name), address)
            }
            (None, Some(entry)) => (entry.title.clone(), entry.url.clone()),
            (None, None) => (reply.outcome.title().to_owned(), String::new()),
        };
        Self {
            outcome: reply.outcome,
            entry: entry.map_or_else(String::new, |e| e.id.clone()),
            heading,
            address,
            stages: stages(corpus, reply, heard),
            screens: screens(corpus, reply),
            topic: reply
                .topic
                .as_ref()
                .map_or_else(String::new, |t| t.title.clone()),
            reply: reply
                .answer
                .lines()
                .filter(|l| !l.trim().is_empty())
                .map(str::to_owned)
                .collect(),
            steps: reply.steps.clone(),
            doors: reply
                .doors
                .iter()
                .map(|d| DoorDetail::new(corpus, d))
                .collect(),
            provisions: ProvisionView::of_reply(corpus, reply),
            suggestions: reply.suggestions.clone(),
            checked: entry
                .and_then(|e| corpus.entry(&e.id))
                .map_or_else(String::new, |e| e.checked.to_chinese()),
            place,
        }
    }

    /// The address of an entry from here.
    pub(super) fn link(&self, url: &str) -> String {
        match &self.place {
            Place::Web => url.to_owned(),
            Place::Kiosk(event) if event.is_empty() => format!("/kiosk{url}"),
            Place::Kiosk(event) => format!("/kiosk{url}?event={event}"),
        }
    }

    /// Where to begin again from here.
    pub(super) fn start(&self) -> String {
        match &self.place {
            Place::Web => "/".to_owned(),
            Place::Kiosk(_) => self.link(""),
        }
    }

    /// Whether links may lead to law pages and telephones.
    pub(super) fn on_web(&self) -> bool {
        self.place == Place::Web
    }

    /// Whether the suggestions are choices to pick from.
    pub(super) fn is_choice(&self) -> bool {
        self.outcome == Outcome::Clarify
    }
}

/// A stage of a matter to go on to.
pub(super) struct StageLink {
    pub(super) name: String,
    pub(super) url: String,
    /// Whether this is the stage that is shown.
    pub(super) here: bool,
}

/// Stages of the matter of a reply: the one it is composed of, or the one its entry opens. The first stage,
/// nothing raised yet, is the entry itself.
fn stages(corpus: &Corpus, reply: &Reply, heard: Option<(usize, usize)>) -> Vec<StageLink> {
    let opens = || {
        let entry = reply.entry.as_ref()?;
        let mut matters = corpus.matters.iter();
        matters.find(|m| m.entries.first() == Some(&entry.id))
    };
    let matter = heard.map(|(m, _)| &corpus.matters[m]).or_else(opens);
    let Some(matter) = matter else {
        return Vec::new();
    };
    corpus
        .stages
        .iter()
        .enumerate()
        .skip(1)
        .map(|(i, stage)| StageLink {
            name: stage.name.clone(),
            url: format!("/matter/{}/{}", matter.id, stage.id),
            here: heard.is_some_and(|(_, s)| s == i),
        })
        .collect()
}

/// Pages that name the entry of a reply among their own.
fn screens(corpus: &Corpus, reply: &Reply) -> Vec<(String, String)> {
    let names_it = |ids: &[String]| reply.entry.as_ref().is_some_and(|e| ids.contains(&e.id));
    let screens = corpus.screens.iter().filter(|s| names_it(&s.entries));
    screens
        .map(|s| (s.title.clone(), format!("/screen/{}", s.id)))
        .collect()
}

#[derive(Template)]
#[template(path = "answer.html")]
struct AnswerPage {
    layout: Layout,
    answer: AnswerView,
    question: String,
    masked: bool,
    /// What is said when personal numbers were masked.
    personal_data: String,
}

/// Answers a question from the page or the kiosk.
pub(in crate::web) async fn ask(
    State(app): State<App>,
    size: TextSize,
    form: Form,
) -> Result<Response, PageError> {
    let typed = form.get("question");
    let channel = Channel::named(Some(form.get("channel")), Channel::Web);
    let site = app.site();
    let question = match Question::parse(typed) {
        Ok(question) => question,
        Err(error) => {
            // Nothing of what was typed is lost: it stands in the box again.
            let fault = (typed.to_owned(), WebError::Question(error).parts().3);
            let page = home_page(&site.snapshot, app.settings(), Some(fault)).map_err(internal)?;
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
        answer_page(&app, &site.snapshot.corpus, &answer, typed)
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
    corpus: &Corpus,
    answer: &Answer,
    typed: &str,
) -> Result<String, askama::Error> {
    // The title says what the page is, not what was asked.
    let layout = Layout::new(app.settings(), "/", "您的问题的回答", "").unlisted();
    AnswerPage {
        layout,
        answer: AnswerView::new(corpus, &answer.reply, answer.heard, Place::Web),
        question: crate::text::mask::mask(typed.trim()).text,
        masked: answer.masked,
        personal_data: corpus
            .texts
            .get(PERSONAL_DATA)
            .map_or_else(String::new, |t| t.reply.clone()),
    }
    .render()
}

fn internal(error: askama::Error) -> PageError {
    tracing::error!(%error, "a page could not be rendered");
    PageError(WebError::Internal)
}
