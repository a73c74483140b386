//! Two turns: a person has one entry's answer before them and asks a short question that only makes sense with
//! it, or changes the subject. What the page carries is the entry's id, nothing else.

use petition_guide::answer::Question;
use serde_json::Value;

use crate::app::{TestApp, snapshot};

/// The share of dialogues of this set whose second answer is one that a fair clerk would accept.
fn share(set: &str, text: &str) -> f64 {
    let snapshot = snapshot();
    let (mut right, mut all) = (0.0, 0.0);
    for line in text.lines().filter(|l| !l.is_empty()) {
        let item: Value = serde_json::from_str(line).expect("JSON");
        let asked = Question::parse(item["q"].as_str().expect("a question")).expect("a question");
        let previous = item["previous"].as_str().expect("an entry");
        let reply = snapshot.answerer.answer(&asked, Some(previous)).reply;
        let wanted = item["entries"].as_array().expect("entries");
        all += 1.0;
        let got = reply.entry.as_ref().map_or(reply.outcome.key(), |e| &e.id);
        if wanted.iter().any(|w| w == got) {
            right += 1.0;
        } else {
            println!(
                "{set} {} {previous} + {} → {got}, not {}",
                item["id"], item["q"], item["entries"]
            );
        }
    }
    println!("{set}: {right} of {all} = {:.3}", right / all);
    right / all
}

#[test]
fn follow_up_questions_resolve_against_the_entry_shown_before() {
    let own = share("dialogues", include_str!("../relevance/dialogues.jsonl"));
    let blind = share("blind", include_str!("../relevance/dialogues_blind.jsonl"));
    let fair = share("fair", include_str!("../relevance/dialogues_fair.jsonl"));
    assert!(own >= 0.9, "{own}");
    assert!(blind >= 0.85, "{blind}");
    assert!(fair >= 0.75, "{fair}");
}

#[tokio::test]
async fn an_unknown_previous_is_as_good_as_none() {
    let app = TestApp::new();
    let with =
        |previous: &str| serde_json::json!({"question": "信访要交钱吗", "previous": previous});
    let plain = app.ask("信访要交钱吗").await.json();
    for previous in ["no-such-entry", "", "../../etc/passwd", "<b>"] {
        let reply = app.json("/api/v1/ask", with(previous)).await;
        assert_eq!(reply.json(), plain, "{previous}");
    }
}
