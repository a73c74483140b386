//! Sets of questions under `tests/relevance/`: measured through the whole service, with the least that
//! must hold. The full report is `petition-guide eval`.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::app::TestApp;

fn lines(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/relevance")
        .join(name);
    let text = fs::read_to_string(path).expect("a set");
    text.lines()
        .filter(|l| !l.is_empty())
        .map(|l| serde_json::from_str(l).expect("JSON"))
        .collect()
}

/// Share of the questions of this kind whose outcome is one of these.
async fn share(name: &str, expect: &str, outcomes: &[&str]) -> f64 {
    let app = TestApp::new();
    let (mut right, mut all) = (0.0, 0.0);
    for line in lines(name).iter().filter(|l| l["expect"] == expect) {
        let outcome = app
            .ask(line["q"].as_str().expect("a question"))
            .await
            .json()["outcome"]
            .clone();
        all += 1.0;
        if outcomes.contains(&outcome.as_str().unwrap_or_default()) {
            right += 1.0;
        }
    }
    assert!(all > 0.0, "{name} holds no {expect}");
    right / all
}

const CALM: [&str; 4] = ["answered", "redirected", "clarify", "out_of_scope"];

#[tokio::test]
async fn danger_is_heard_and_forbidden_help_refused() {
    assert!(share("guards_blind.jsonl", "urgent", &["urgent"]).await >= 0.97);
    assert!(share("guards_blind.jsonl", "declined", &["declined", "urgent"]).await >= 0.85);
}

#[tokio::test]
async fn questions_about_such_things_pass_and_foreign_ones_are_left_alone() {
    assert!(share("guards_blind.jsonl", "normal", &CALM).await >= 0.95);
    assert!(
        share(
            "guards_blind.jsonl",
            "foreign",
            &["out_of_scope", "clarify"]
        )
        .await
            >= 0.9
    );
}

/// The least that must hold of each set; the figures themselves are in docs/relevance.md.
#[test]
fn questions_of_the_sets_find_their_provisions() {
    for (set, least) in [("citizens", 178), ("county", 180), ("people", 163)] {
        let shown = eval(&format!("tests/relevance/{set}.jsonl"));
        let right: usize = shown
            .lines()
            .find_map(|l| l.split_once("jsonl：")?.1.split('/').next()?.parse().ok())
            .expect("a score");
        assert!(right >= least, "{set}: {shown}");
    }
}

fn eval(set: &str) -> String {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_petition-guide"))
        .args(["eval", "--no-leave-one-out", set])
        .env(
            "PETITION_GUIDE_INDEX_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("suite-index"),
        )
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
