//! Question, answer, next question: the page carries what was said, the server keeps nothing.

use axum::http::StatusCode;

use crate::app::TestApp;

fn carried(text: &str) -> Vec<(String, String)> {
    let values = |name: &str| -> Vec<String> {
        let mark = format!("name=\"{name}\" value=\"");
        let parts = text.split(mark.as_str()).skip(1);
        parts
            .filter_map(|p| p.split('"').next())
            .map(str::to_owned)
            .collect()
    };
    values("said").into_iter().zip(values("got")).collect()
}

#[tokio::test]
async fn an_answer_page_carries_what_was_said_and_the_next_one_shows_it() {
    let app = TestApp::new();
    let first = app.submit("对处理意见不服，怎样申请复查？").await.text();
    let turns = carried(&first);
    assert_eq!(turns.len(), 1);
    assert_eq!(turns[0].1, "/q/fucha-shenqing");
    let second = app
        .form(
            "/ask",
            &[
                ("question", "信访要交钱吗"),
                ("previous", "fucha-shenqing"),
                ("said", &turns[0].0),
                ("got", &turns[0].1),
            ],
        )
        .await
        .text();
    assert!(second.contains("您问过："));
    let before = second.find("对处理意见不服，怎样申请复查？");
    let answer = second.find("<article class=\"answer");
    assert!(before < answer, "the earlier turn stands above the answer");
    let turns = carried(&second);
    assert_eq!(turns.len(), 2);
    assert_eq!(turns[1].0, "信访要交钱吗");
}

#[tokio::test]
async fn an_entry_that_was_open_is_the_turn_before() {
    let fields = [("question", "那要多久"), ("previous", "fucha-shenqing")];
    let text = TestApp::new().form("/ask", &fields).await.text();
    assert!(text.contains("您刚看的："));
}

#[tokio::test]
async fn what_is_carried_is_checked_masked_and_bounded() {
    let app = TestApp::new();
    let long = "问".repeat(501);
    let mut fields = vec![("question", "信访要交钱吗")];
    for _ in 0..9 {
        fields.extend([("said", "我的电话13800138000"), ("got", "/q/shoufei")]);
    }
    fields.extend([("said", "x"), ("got", "/q/no-such-entry")]);
    fields.extend([("said", long.as_str()), ("got", "/q/shoufei")]);
    fields.extend([("said", "<b>粗</b>"), ("got", "javascript:alert(1)")]);
    fields.push(("previous", "no-such-entry"));
    let reply = app.form("/ask", &fields).await;
    assert_eq!(reply.status, StatusCode::OK);
    let text = reply.text();
    assert_eq!(carried(&text).len(), 6);
    assert!(!text.contains("13800138000"));
    assert!(!text.contains("javascript:alert"));
    assert!(!text.contains("no-such-entry"));
}

#[tokio::test]
async fn nothing_stands_above_what_is_said_of_danger() {
    let fields = [
        ("question", "我不想活了"),
        ("said", "信访要交钱吗"),
        ("got", "/q/shoufei"),
    ];
    let text = TestApp::new().form("/ask", &fields).await.text();
    assert!(text.contains("data-outcome=\"urgent\""));
    assert!(!text.contains("您问过："));
}
