//! The kiosk: topics first, a code to take away, nothing kept, every answer counted.

use axum::http::StatusCode;
use petition_guide::store::Place;

use crate::app::{TestApp, snapshot};

#[tokio::test]
async fn topics_lead_to_entries_and_entries_to_answers() {
    let app = TestApp::new();
    let text = app.get("/kiosk").await.text();
    for topic in &snapshot().corpus.topics {
        assert!(
            text.contains(&format!("/kiosk?topic={}", topic.id)),
            "{}",
            topic.id
        );
    }
    let text = app
        .get("/kiosk?topic=fucha-fuhe&event=xfr-2026")
        .await
        .text();
    assert!(text.contains("href=\"/kiosk/q/fucha-shenqing?event=xfr-2026\""));
    assert_eq!(app.get("/kiosk?topic=no-such").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_answer_has_a_code_of_its_plain_address_and_no_link_leads_away() {
    let reply = TestApp::new().get("/kiosk/q/fucha-shenqing").await;
    assert_eq!(reply.header("cache-control"), "no-store");
    let text = reply.text();
    assert!(text.contains("<svg role=\"img\" aria-label=\"扫码把这个回答带走\""));
    assert!(text.contains("https://xf.example.cn/q/fucha-shenqing"));
    assert!(!text.contains("href=\"tel:") && !text.contains("href=\"/law/"));
    assert!(text.contains("data-idle=\"180\"") && text.contains("data-warning=\"30\""));
    assert!(text.contains("data-home=\"/kiosk\""));
}

#[tokio::test]
async fn an_event_code_that_is_none_is_dropped() {
    let text = TestApp::new()
        .get("/kiosk?event=%22%3E%3Cscript%3E")
        .await
        .text();
    assert!(!text.contains("<script>"));
    assert!(text.contains("data-home=\"/kiosk\""));
}

#[tokio::test]
async fn a_question_typed_at_the_kiosk_is_answered_on_the_kiosk() {
    let body = "question=%E5%A4%8D%E6%9F%A5%E6%80%8E%E4%B9%88%E7%94%B3%E8%AF%B7&channel=kiosk";
    let reply = TestApp::new()
        .post("/ask", "application/x-www-form-urlencoded", body)
        .await;
    let text = reply.text();
    assert!(text.contains("class=\"kiosk\"") && text.contains("data-outcome="));
}

#[tokio::test]
async fn answers_shown_and_codes_scanned_are_counted() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("counts.db");
    let app = TestApp::counting(file.clone());
    app.get("/kiosk/q/fucha-shenqing").await;
    let reply = app.get("/s/fucha-shenqing").await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_eq!(reply.header("location"), "/q/fucha-shenqing");
    app.recorder.expect("a recorder").stop();
    let cells = crate::app::cells(&Place::from(file));
    let mut actions: Vec<(&str, &str)> = cells
        .iter()
        .map(|(k, _)| (k[0].as_str(), k[5].as_str()))
        .collect();
    actions.sort_unstable();
    assert_eq!(actions, [("kiosk", "asked"), ("web", "scanned")]);
}
