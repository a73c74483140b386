//! Pages: complete without scripts, shareable by title, and holding nothing of what was asked.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::app::{TestApp, snapshot};

const PAGES: [&str; 14] = [
    "/start",
    "/start/qianxin",
    "/letter",
    "/kiosk/start",
    "/kiosk/start/qianxin",
    "/",
    "/deadlines",
    "/about",
    "/search",
    "/q/fucha-shenqing",
    "/law/xianfa",
    "/law/xinfang-gongzuo-tiaoli/20",
    "/kiosk",
    "/kiosk/q/fucha-shenqing",
];

#[tokio::test]
async fn every_page_carries_the_security_headers_and_no_inline_code() {
    let app = TestApp::new();
    for path in PAGES {
        let reply = app.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        let policy = reply.header("content-security-policy").to_owned();
        assert!(
            policy.contains("script-src 'self'") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert_eq!(reply.header("referrer-policy"), "same-origin");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        let text = reply.text();
        assert!(
            text.starts_with("<!doctype html>\n<html lang=\"zh-CN\""),
            "{path}"
        );
        for inline in [
            " style=\"",
            "<style",
            "<script>",
            " onclick=",
            " onload=",
            "javascript:",
            "http://",
            "target=\"_blank\"",
        ] {
            let found = text.replace("http://www.w3.org/2000/svg", "");
            assert!(!found.contains(inline), "{path} holds {inline}");
        }
        assert!(text.contains("本项目编写，非官方文本"), "{path}");
    }
}

#[tokio::test]
async fn shareable_pages_say_what_they_are_wherever_the_link_goes() {
    let app = TestApp::new();
    let text = app.get("/q/fucha-shenqing").await.text();
    assert!(text.contains("<title>对信访处理意见不服，怎样申请复查？ · 依法信访问答</title>"));
    assert!(
        text.contains("<link rel=\"canonical\" href=\"https://xf.example.cn/q/fucha-shenqing\">")
    );
    assert!(text.contains("property=\"og:title\" content=\"对信访处理意见不服，怎样申请复查？\""));
    assert!(text.contains("property=\"og:image\" content=\"https://xf.example.cn/assets/"));
    assert!(text.contains("name=\"description\" content=\"对信访处理意见不服"));
    let card = text
        .split("property=\"og:image\" content=\"https://xf.example.cn")
        .nth(1)
        .and_then(|t| t.split('"').next())
        .expect("the address of the card")
        .to_owned();
    let image = app.get(&card).await;
    assert_eq!(
        (image.status, image.header("content-type")),
        (StatusCode::OK, "image/png")
    );
    let side =
        |at: usize| u32::from_be_bytes(image.body[at..at + 4].try_into().expect("four bytes"));
    assert_eq!(side(16), side(20), "the card is square");
    assert!(side(16) >= 300);
}

#[tokio::test]
async fn every_entry_has_its_page_with_marks_for_tests() {
    let app = TestApp::new();
    for entry in &snapshot().corpus.entries {
        let reply = app.get(&format!("/q/{}", entry.id)).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", entry.id);
        let text = reply.text();
        assert!(text.contains(&format!("data-entry=\"{}\"", entry.id)));
        for citation in &entry.citations {
            assert!(
                text.contains(&format!("data-citation=\"{}\"", citation.article)),
                "{}",
                entry.id
            );
        }
    }
}

#[tokio::test]
async fn the_answer_page_shows_the_question_once_and_never_in_title_or_address() {
    let question = "俺村的账从来不公开，俺去哪儿说理咧";
    let reply = TestApp::new().submit(question).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header("cache-control"), "no-store");
    let text = reply.text();
    let shown = text.replace(&format!("name=\"said\" value=\"{question}\""), "");
    assert_eq!(shown.matches(question).count(), 1);
    let title = text
        .split("<title>")
        .nth(1)
        .and_then(|t| t.split("</title>").next());
    assert_eq!(title, Some("您的问题的回答 · 依法信访问答"));
    assert!(
        text.contains("data-outcome=\"redirected\"") || text.contains("data-outcome=\"answered\"")
    );
}

#[tokio::test]
async fn in_danger_nothing_stands_above_the_numbers() {
    let text = TestApp::new().submit("我不想活了，药都买好了").await.text();
    let main = text.split("<main").nth(1).expect("a main part");
    let article = main.find("data-outcome=\"urgent\"").expect("urgent");
    assert!(!main[..article].contains("您问"));
    assert!(main.contains("12356") && main.contains("110"));
}

#[tokio::test]
async fn canonical_pages_may_be_kept_and_checked() {
    let app = TestApp::new();
    let reply = app.get("/q/fucha-shenqing").await;
    assert!(reply.header("cache-control").starts_with("public"));
    let tag = reply.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let again = Request::get("/q/fucha-shenqing").header("if-none-match", &tag);
    let again = app
        .send(again.body(Body::empty()).expect("a request"))
        .await;
    assert_eq!(
        (again.status, again.body.len()),
        (StatusCode::NOT_MODIFIED, 0)
    );
}

#[tokio::test]
async fn a_chosen_text_size_is_on_the_page_and_keeps_it_private() {
    let request = Request::get("/q/fucha-shenqing").header("cookie", "a=b; textsize=largest");
    let reply = TestApp::new()
        .send(request.body(Body::empty()).expect("a request"))
        .await;
    assert!(
        reply
            .text()
            .starts_with("<!doctype html>\n<html lang=\"zh-CN\" data-size=\"largest\"")
    );
    assert_eq!(reply.header("cache-control"), "private, no-cache");
}

#[tokio::test]
async fn the_first_page_leads_to_every_entry() {
    let text = TestApp::new().get("/").await.text();
    for entry in &snapshot().corpus.entries {
        assert!(
            text.contains(&format!("href=\"/q/{}\"", entry.id)),
            "{}",
            entry.id
        );
    }
    assert!(text.contains("不保存您写的话"));
}

#[tokio::test]
async fn health_is_told() {
    let app = TestApp::new();
    assert_eq!(app.get("/healthz").await.text(), "ok");
    assert_eq!(app.get("/readyz").await.text(), "ready");
}
