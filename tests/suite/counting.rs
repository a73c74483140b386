//! Counters: exact, on disk within a second, and never in the way of a reply.

use std::path::Path;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use petition_guide::store::{Place, Store};

use crate::app::TestApp;

fn cells(file: &Path) -> Vec<([String; 6], u64)> {
    crate::app::cells(&Place::from(file))
}

fn asked(file: &Path) -> u64 {
    cells(file)
        .iter()
        .filter(|(k, _)| k[5] == "asked")
        .map(|(_, n)| n)
        .sum()
}

#[tokio::test]
async fn each_answered_question_is_one_and_is_on_disk_within_a_second() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("counts.db");
    let app = TestApp::counting(file.clone());
    for _ in 0..7 {
        app.ask("对信访处理意见不服，怎样申请复查？").await;
    }
    let body = r#"{"question":"对信访处理意见不服，怎样申请复查？","channel":"assisted"}"#;
    app.post("/api/v1/ask", "application/json", body).await;
    let begun = Instant::now();
    while asked(&file) < 8 {
        assert!(
            begun.elapsed() < Duration::from_secs(1),
            "{} after a second",
            asked(&file)
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let mut found = cells(&file);
    found.sort();
    let key = |channel: &str| {
        [
            channel,
            "",
            "fucha-fuhe",
            "fucha-shenqing",
            "answered",
            "asked",
        ]
        .map(str::to_owned)
    };
    assert_eq!(found, [(key("api"), 7), (key("assisted"), 1)]);
}

#[tokio::test]
async fn a_refused_request_counts_nothing() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("counts.db");
    let app = TestApp::counting(file.clone());
    app.ask("").await;
    app.get("/q/fucha-shenqing").await;
    app.recorder.expect("a recorder").stop();
    assert_eq!(asked(&file), 0);
}

#[tokio::test]
async fn counts_of_many_requests_at_once_are_exact() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("counts.db");
    let app = std::sync::Arc::new(TestApp::counting(file.clone()));
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let app = app.clone();
            tokio::spawn(async move {
                for _ in 0..100 {
                    assert_eq!(app.ask("复查期限是多久").await.status, StatusCode::OK);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("every request is answered");
    }
    app.recorder.as_ref().expect("a recorder").stop();
    assert_eq!(asked(&file), 1600);
}

#[tokio::test]
async fn a_locked_database_fails_no_reply_and_loses_no_count() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("counts.db");
    let app = TestApp::counting(file.clone());
    let lock = rusqlite::Connection::open(&file).expect("another connection");
    lock.execute_batch("BEGIN EXCLUSIVE").expect("the lock");
    for _ in 0..5 {
        let begun = Instant::now();
        assert_eq!(app.ask("复查期限是多久").await.status, StatusCode::OK);
        assert!(
            begun.elapsed() < Duration::from_secs(1),
            "the reply waited for the database"
        );
    }
    lock.execute_batch("ROLLBACK")
        .expect("the lock is given back");
    app.recorder.expect("a recorder").stop();
    assert_eq!(asked(&file), 5);
}

#[tokio::test]
async fn a_database_that_cannot_be_made_fails_no_reply() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    // A file where a folder would have to be.
    let blocked = dir.path().join("blocked");
    std::fs::write(&blocked, "").expect("a file");
    let app = TestApp::counting(blocked.join("counts.db"));
    assert_eq!(app.ask("复查期限是多久").await.status, StatusCode::OK);
    app.recorder.expect("a recorder").stop();
}

#[test]
fn a_damaged_or_newer_database_is_refused_and_left_alone() {
    use petition_guide::topics::Recorder;
    let dir = tempfile::tempdir().expect("a temporary folder");
    let damaged = dir.path().join("damaged.db");
    std::fs::write(&damaged, "这不是数据库".repeat(500)).expect("a file");
    assert!(Recorder::start(Place::from(damaged.clone())).is_err());
    assert_eq!(
        std::fs::read_to_string(&damaged).expect("the file"),
        "这不是数据库".repeat(500)
    );
    // Damaged in the middle: the head is sound, pages behind it are not.
    let hurt = dir.path().join("hurt.db");
    drop(Store::open(&Place::from(hurt.clone())).expect("a database"));
    let mut bytes = std::fs::read(&hurt).expect("the file");
    bytes[4096..3 * 4096].fill(0x5a);
    std::fs::write(&hurt, &bytes).expect("the file");
    assert!(Recorder::start(Place::from(hurt.clone())).is_err());
    assert_eq!(std::fs::read(&hurt).expect("the file"), bytes);
    let newer = dir.path().join("newer.db");
    let connection = rusqlite::Connection::open(&newer).expect("a database");
    connection
        .execute_batch("PRAGMA user_version = 99")
        .expect("a newer version");
    drop(connection);
    let before = std::fs::read(&newer).expect("the file");
    let read = Store::open_read_only(&Place::from(newer.clone())).err();
    assert!(read.is_some_and(|e| e.to_string().contains("升级程序")));
    let refused = Recorder::start(Place::from(newer.clone()))
        .err()
        .map(|e| e.to_string());
    assert!(refused.is_some_and(|r| r.contains("升级程序")));
    assert_eq!(std::fs::read(&newer).expect("the file"), before);
}

#[tokio::test]
async fn words_of_the_reviewed_list_are_counted_when_nothing_is_found() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("counts.db");
    let app = TestApp::counting(file.clone());
    app.ask("头疼发烧去医院吃什么药").await;
    app.recorder.expect("a recorder").stop();
    let mut store = Store::open(&Place::from(file)).expect("the database");
    let terms = store.terms(0, i64::MAX).expect("the table");
    let terms: Vec<&str> = terms.iter().map(|(t, _)| &*t.term).collect();
    let lexicon = &crate::app::snapshot().corpus.lexicon;
    for term in &terms {
        assert!(
            lexicon
                .concepts
                .iter()
                .any(|c| c.statute.iter().any(|s| s == term)),
            "{term}"
        );
    }
}

#[tokio::test]
async fn an_action_is_counted_apart_and_must_be_one_that_exists() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("counts.db");
    let app = TestApp::counting(file.clone());
    let act =
        |entry: &str, action: &str| format!("{{\"entry\":\"{entry}\",\"action\":\"{action}\"}}");
    let post = |body: String| app.post("/api/v1/actions", "application/json", body);
    assert_eq!(
        post(act("fucha-shenqing", "helpful")).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        post(act("no-such", "helpful")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        post(act("fucha-shenqing", "asked")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        post(act("fucha-shenqing", "liked")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    app.recorder.expect("a recorder").stop();
    assert_eq!(asked(&file), 0);
    assert_eq!(cells(&file)[0].0[5], "helpful");
}
