//! What is offered while somebody types: in characters, pinyin and first letters.

use axum::http::StatusCode;
use serde_json::json;

use crate::app::TestApp;

async fn offered(typed: &str) -> Vec<String> {
    let reply = TestApp::new()
        .json("/api/v1/suggest", json!({ "q": typed }))
        .await;
    assert_eq!(reply.status, StatusCode::OK, "{typed}");
    let rows = reply.json()["questions"]
        .as_array()
        .expect("a list")
        .clone();
    for row in &rows {
        let id = row["id"].as_str().expect("an id");
        assert_eq!(row["url"], format!("/q/{id}"));
        assert!(!row["title"].as_str().expect("a title").is_empty());
    }
    rows.iter()
        .map(|r| r["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[tokio::test]
async fn questions_are_offered_for_characters_pinyin_and_first_letters() {
    for typed in ["申请复查", "shenqingfucha", "shenqing fuc", "sqfc"] {
        let ids = offered(typed).await;
        assert!(
            ids.iter().any(|i| i.starts_with("fucha")),
            "{typed}: {ids:?}"
        );
        assert!(ids.len() <= 8);
    }
    assert!(
        offered("拖欠工")
            .await
            .contains(&"tuoqian-gongzi".to_owned())
    );
    assert!(
        offered("fcfh")
            .await
            .iter()
            .any(|i| i.contains("fucha") || i.contains("fuhe"))
    );
}

#[tokio::test]
async fn what_nobody_asks_offers_nothing_and_bad_input_is_refused() {
    assert!(offered("zzzzqqq").await.is_empty());
    let app = TestApp::new();
    for (body, status) in [
        (json!({"q": "  "}), StatusCode::UNPROCESSABLE_ENTITY),
        (
            json!({"q": "问".repeat(501)}),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (json!({"q": 3}), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({}), StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let reply = app.json("/api/v1/suggest", body).await;
        assert_eq!(reply.status, status);
        reply.error_code();
    }
}
