//! From an answer to the counters: ids and outcome go on, the question does not.

use super::state::App;
use crate::answer::{Answer, Outcome, Reply};
use crate::topics::{Action, Asked, Channel, TermCell, clock};

/// Counts one answered question.
pub(super) fn count_answer(app: &App, answer: &Answer, channel: Channel, event: &str) {
    let Some(recorder) = app.recorder() else {
        return;
    };
    let now = clock::now();
    let event = app.events().known(event);
    recorder.asked(now, cell(&answer.reply, channel, &event, Action::Asked));
    for term in &answer.missed_terms {
        recorder.missed(
            now,
            TermCell {
                event: event.clone(),
                term: term.clone(),
            },
        );
    }
}

/// Counts an entry that was opened on the kiosk.
pub(super) fn count_shown(app: &App, reply: &Reply, channel: Channel, event: &str) {
    if let Some(recorder) = app.recorder() {
        let event = app.events().known(event);
        recorder.asked(clock::now(), cell(reply, channel, &event, Action::Asked));
    }
}

/// Counts what was done with an entry's answer.
pub(super) fn count_action(
    app: &App,
    reply: &Reply,
    channel: Channel,
    event: &str,
    action: Action,
) {
    if let Some(recorder) = app.recorder() {
        let event = app.events().known(event);
        recorder.acted(clock::now(), cell(reply, channel, &event, action));
    }
}

/// Counts what was done with an answer that no entry gave.
pub(super) fn count_rated(
    app: &App,
    outcome: Outcome,
    channel: Channel,
    event: &str,
    action: Action,
) {
    if let Some(recorder) = app.recorder() {
        let asked = Asked {
            channel,
            event: app.events().known(event),
            topic: String::new(),
            entry: String::new(),
            outcome,
            action,
        };
        recorder.acted(clock::now(), asked);
    }
}

fn cell(reply: &Reply, channel: Channel, event: &str, action: Action) -> Asked {
    let outcome: Outcome = reply.outcome;
    Asked {
        channel,
        event: event.to_owned(),
        topic: reply
            .topic
            .as_ref()
            .map_or_else(String::new, |t| t.id.clone()),
        entry: reply
            .entry
            .as_ref()
            .map_or_else(String::new, |e| e.id.clone()),
        outcome,
        action,
    }
}
