//! `POST /helpful`: one tap under an answer, counted; no words are taken.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::kiosk::event_code;
use super::layout::{Layout, unkept};
use super::place::Place;
use crate::answer::Outcome;
use crate::topics::{Action, Channel};
use crate::web::body::Form;
use crate::web::counting::{count_action, count_rated};
use crate::web::error::{PageError, WebError};
use crate::web::state::App;

#[derive(Template)]
#[template(path = "thanks.html")]
struct ThanksPage {
    layout: Layout,
    back: String,
    back_title: &'static str,
}

/// Counts a tap; the reply leads back.
pub(in crate::web) async fn rate(
    State(app): State<App>,
    form: Form,
) -> Result<Response, PageError> {
    let action = Action::from_key(form.get("action"));
    let action = action.filter(|a| matches!(a, Action::Helpful | Action::NotHelpful));
    let action = action.ok_or(WebError::Field("请点“有帮助”或者“没帮助”。"))?;
    let channel = Channel::named(Some(form.get("channel")), Channel::Web);
    let (entry, event) = (form.get("entry"), form.get("event"));
    let site = app.site();
    let place = match channel {
        Channel::Kiosk => Place::Kiosk(event_code(&form)),
        _ => Place::Web,
    };
    let (mut back, mut back_title) = (place.start(), "回到首页");
    if entry.is_empty() {
        let outcome = Outcome::from_key(form.get("outcome"));
        let outcome = outcome.ok_or(WebError::Field("没有这种回答。"))?;
        count_rated(&app, outcome, channel, event, action);
    } else {
        let position = site.entry_position(entry).ok_or(WebError::UnknownEntry)?;
        let reply = site.snapshot.answerer.composer().entry(position);
        count_action(&app, reply, channel, event, action);
        (back, back_title) = (place.link(&format!("/q/{entry}")), "回到这个回答");
    }
    if channel == Channel::Kiosk {
        // No page of the web on the kiosk.
        return Ok(Redirect::to(&place.start()).into_response());
    }
    let page = ThanksPage {
        layout: Layout::new(app.settings(), "/", "谢谢", "").unlisted(),
        back,
        back_title,
    };
    Ok(unkept(page.render().map_err(|_| WebError::Internal)?))
}
