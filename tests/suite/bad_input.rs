//! Whatever is sent, the answer is a clear Chinese sentence with the right status, and the server goes on.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::app::TestApp;

#[tokio::test]
async fn a_question_that_cannot_be_one_is_422() {
    let app = TestApp::new();
    for (question, code) in [
        ("", "empty_question"),
        (" \n\u{3000} ", "empty_question"),
        ("\u{7}信访", "control_character"),
        ("信\u{0}访", "control_character"),
        ("信\t访", "control_character"),
    ] {
        let reply = app.ask(question).await;
        assert_eq!(
            reply.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{question:?}"
        );
        assert_eq!(reply.error_code(), code);
    }
    let reply = app.ask(&"问".repeat(501)).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(reply.error_code(), "question_too_long");
    assert_eq!(app.ask(&"问".repeat(500)).await.status, StatusCode::OK);
    // Characters are Unicode scalar values, not bytes and not UTF-16.
    assert_eq!(app.ask(&"😀".repeat(500)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn anything_that_can_be_read_as_a_question_has_an_outcome() {
    let app = TestApp::new();
    for question in [
        "😀😀😀",
        "How do I file a petition?",
        "第999条",
        "<script>alert(1)</script>",
        "'; DROP TABLE cells; --",
        "第一行\r\n第二行",
        "?",
        "( [ { \" \\ ^ / : -",
        "1",
        "啊",
    ] {
        let reply = app.ask(question).await;
        assert_eq!(reply.status, StatusCode::OK, "{question}");
        assert!(reply.json()["outcome"].is_string());
    }
    assert_eq!(app.ask("第999条").await.json()["outcome"], "out_of_scope");
    assert!(app.ask("第999条").await.text().contains("没有这一条"));
}

/// What people really send when a finger slips or nothing stops them: none of it may be taken for a question
/// that it is not, and the story is still heard.
#[tokio::test]
async fn slips_of_the_finger_are_not_taken_for_questions() {
    let app = TestApp::new();
    let digits = "1234567890".repeat(50);
    for question in [
        "访",
        "问",
        &"啊".repeat(500),
        &"信".repeat(500),
        "20260501",
        &digits,
    ] {
        let reply = app.ask(question).await;
        assert_eq!(reply.status, StatusCode::OK, "{question}");
        let outcome = reply.json()["outcome"].clone();
        let calm = ["clarify", "out_of_scope"];
        assert!(
            outcome.as_str().is_some_and(|o| calm.contains(&o)),
            "{question}: {outcome}"
        );
    }
    let nested = "他说“村里讲‘你去“上面”反映’”，我对答复不服怎么申请复查";
    assert_eq!(
        app.ask(nested).await.json()["entry"]["id"],
        app.ask("我对答复不服怎么申请复查").await.json()["entry"]["id"]
    );
    let breath: String =
        "俺家就在村东头种了十几亩地平时也不咋出门孩子在外头打工家里就俺跟老伴两口子"
            .chars()
            .cycle()
            .take(470)
            .chain("去年在工地干活老板欠俺工资一直不给俺该找谁要".chars())
            .collect();
    let reply = app.ask(&breath).await.json();
    assert_eq!(reply["outcome"], "redirected", "{reply}");
}

#[tokio::test]
async fn bodies_that_are_not_json_are_400_415_or_413() {
    let app = TestApp::new();
    let json = "application/json";
    for body in [
        &b"{"[..],
        b"",
        b"{\"question\": \"\\ud800\"}",
        b"{\"question\": \"\\udc00x\"}",
        b"{\"question\": \"\xff\xfe\"}",
    ] {
        let reply = app.post("/api/v1/ask", json, body.to_vec()).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{body:?}");
        assert_eq!(reply.error_code(), "malformed");
    }
    for body in ["{}", "{\"question\": 5}", "[]", "null"] {
        let reply = app.post("/api/v1/ask", json, body).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(reply.error_code(), "invalid_field");
    }
    let reply = app
        .post("/api/v1/ask", "text/plain", "{\"question\":\"信访\"}")
        .await;
    assert_eq!(reply.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(reply.error_code(), "unsupported_media_type");
    let megabyte = format!("{{\"question\": \"{}\"}}", "a".repeat(1_000_000));
    let reply = app.post("/api/v1/ask", json, megabyte).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(reply.error_code(), "too_large");
    assert_eq!(app.ask("复查期限").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_form_keeps_what_was_typed_and_says_what_is_wrong() {
    let app = TestApp::new();
    let long = "长".repeat(501);
    let reply = app.submit(&long).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = reply.text();
    assert!(text.contains(&long), "what was typed is lost");
    assert!(text.contains("500 字以内"));
    assert!(text.contains("role=\"alert\""));
    let form = "application/x-www-form-urlencoded";
    let reply = app.post("/ask", form, "question=%FF%FE").await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert!(reply.text().contains("UTF-8"));
    let reply = app.post("/ask", "text/plain", "question=x").await;
    assert_eq!(reply.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let reply = app
        .post("/ask", form, format!("question={}", "a".repeat(1_000_000)))
        .await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(reply.text().contains("太大"));
}

#[tokio::test]
async fn html_in_a_question_stays_text() {
    let reply = TestApp::new()
        .submit("<script>alert(1)</script><img src=x onerror=y>")
        .await;
    let text = reply.text();
    assert!(!text.contains("<script>alert"));
    assert!(!text.contains("<img src=x"));
    assert!(text.contains("&#60;script&#62;") || text.contains("&lt;script&gt;"));
}

#[tokio::test]
async fn unknown_addresses_are_404_in_the_clothes_of_their_place() {
    let app = TestApp::new();
    for (path, code) in [
        ("/api/v1/laws/no-such-law", "unknown_law"),
        ("/api/v1/laws/xianfa/999", "unknown_article"),
        ("/api/v1/laws/xianfa/x", "unknown_article"),
        ("/api/v1/laws/xinfang-gongzuo-tiaoli/0", "unknown_article"),
        ("/api/v1/nothing", "not_found"),
        ("/api/v1/search?q=x&law=no-such-law", "unknown_law"),
    ] {
        let reply = app.get(path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(reply.error_code(), code);
    }
    for path in [
        "/law/no-such-law",
        "/law/xianfa/144",
        "/law/xinfang-gongzuo-tiaoli/0",
        "/law/xinfang-gongzuo-tiaoli/051",
        "/q/no-such-entry",
        "/s/no-such-entry",
        "/kiosk/q/no-such-entry",
        "/nothing",
        "/assets/x/no-such-file",
    ] {
        let reply = app.get(path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
        assert!(reply.text().contains("没有这"), "{path}");
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
    }
    assert_eq!(app.get("/law/xianfa/0").await.status, StatusCode::OK);
    assert_eq!(
        app.get("/api/v1/laws/xianfa/0").await.json()["label"],
        "《宪法》序言"
    );
}

#[tokio::test]
async fn a_wrong_method_is_405_and_says_which_are_right() {
    let app = TestApp::new();
    let reply = app.get("/api/v1/ask").await;
    assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(reply.error_code(), "method_not_allowed");
    assert_eq!(reply.header("allow"), "POST");
    let request = Request::delete("/q/fucha-shenqing")
        .body(Body::empty())
        .expect("a request");
    assert_eq!(
        app.send(request).await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
    let reply = app.get("/ask").await;
    assert_eq!(
        (reply.status, reply.header("location")),
        (StatusCode::SEE_OTHER, "/")
    );
}

#[tokio::test]
async fn search_bounds_are_kept() {
    let app = TestApp::new();
    for query in [
        "q=",
        "q=x&limit=0",
        "q=x&limit=51",
        "q=x&limit=a",
        "q=x&offset=-1",
        "q=x&shelf=top",
        "",
    ] {
        let reply = app.get(&format!("/api/v1/search?{query}")).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert_eq!(reply.error_code(), "invalid_field");
    }
    let reply = app.get("/api/v1/search?q=%FF").await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn text_size_never_leads_to_another_host() {
    let app = TestApp::new();
    for back in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "evil",
    ] {
        let reply = app.get(&format!("/text-size?size=large&back={back}")).await;
        assert_eq!(reply.header("location"), "/", "{back}");
    }
    let reply = app
        .get("/text-size?size=large&back=/q/fucha-shenqing")
        .await;
    assert_eq!(reply.header("location"), "/q/fucha-shenqing");
    assert!(reply.header("set-cookie").starts_with("textsize=large;"));
}

#[tokio::test]
async fn an_entry_that_never_existed_is_404_with_the_nearest_entries() {
    let app = TestApp::new();
    let page = app.get("/q/fucha-shenqin").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let text = page.text();
    assert!(text.contains("href=\"/q/fucha-shenqing\""), "{text}");
    assert_eq!(text.matches("href=\"/q/").count(), 3);
    let strange = app.get("/q/%E5%A4%8D%E6%9F%A5").await;
    assert_eq!(strange.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_renamed_entry_redirects_with_a_notice() {
    let corpus =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/renamed/corpus");
    let corpus = petition_guide::snapshot::load_corpus(Some(&corpus)).expect("a small sound world");
    let snapshot = petition_guide::snapshot::Snapshot::build(corpus, None, &mut |_, _| {});
    let snapshot = std::sync::Arc::new(snapshot.expect("indexed in memory"));
    let app = TestApp::with(snapshot, &petition_guide::config::Config::default(), None);
    let old = app.get("/q/zhuang-shuibiao").await;
    assert_eq!(old.status, StatusCode::PERMANENT_REDIRECT);
    let to = old.header("location").to_owned();
    let page = app.get(&to).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("/q/zhuang-shuibiao 已经改到这里"));
    let plain = app.get("/q/shuibiao").await.text();
    assert!(!plain.contains("已经改到这里"));
    let forged = app.get("/q/shuibiao?formerly=evil").await.text();
    assert!(!forged.contains("evil"));
}
