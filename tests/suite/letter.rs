//! A letter is filled in and printed in the browser: the page can send nothing, and is a blank sheet without a
//! script.

use axum::http::StatusCode;

use crate::app::{TestApp, snapshot};

const KINDS: [&str; 4] = [
    "shensu-qiujue",
    "jianyi-yijian",
    "fucha-shenqing",
    "fuhe-shenqing",
];

#[tokio::test]
async fn every_kind_asks_for_what_the_regulation_asks_and_can_send_nothing() {
    let app = TestApp::new();
    for kind in KINDS {
        let reply = app.get(&format!("/letter/{kind}")).await;
        assert_eq!(reply.status, StatusCode::OK, "{kind}");
        let text = reply.text();
        for field in [
            "xingming", "zhuzhi", "qingqiu", "shishi", "liyou", "riqi", "fujian",
        ] {
            assert!(
                text.contains(&format!("id=\"{field}\"")),
                "{kind} asks for {field}"
            );
        }
        let page = text.split("<main").nth(1).expect("a main part");
        assert!(
            !page.contains("<form") && !page.contains(" name=\"") && !page.contains("maxlength")
        );
        assert!(page.contains("第十九条第一款"), "{kind}");
        assert!(
            page.contains("自己留一份") && page.contains("身份证"),
            "{kind}"
        );
        assert!(
            page.contains("空白信纸"),
            "{kind} says how to do without a script"
        );
    }
    assert_eq!(app.get("/letter").await.status, StatusCode::OK);
    assert_eq!(
        app.get("/letter/no-such").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_script_writes_text_never_markup_and_sends_nothing() {
    let page = TestApp::new().get("/letter").await.text();
    let path = page
        .split("src=\"")
        .find_map(|p| p.split('"').next().filter(|s| s.ends_with("letter.js")));
    let script = TestApp::new().get(path.expect("a script")).await.text();
    for forbidden in [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "fetch",
        "XMLHttpRequest",
        "sendBeacon",
        "Storage",
        "cookie",
    ] {
        assert!(!script.contains(forbidden), "{forbidden}");
    }
    assert!(script.contains("textContent"));
}

#[test]
fn reviews_say_from_which_day_the_limit_runs() {
    for (kind, article) in [
        ("fucha-shenqing", "xinfang-gongzuo-tiaoli/35"),
        ("fuhe-shenqing", "xinfang-gongzuo-tiaoli/36"),
    ] {
        let snapshot = snapshot();
        let letter = snapshot
            .corpus
            .letters
            .iter()
            .find(|l| l.id == kind)
            .expect("a letter");
        assert!(
            letter
                .citations
                .iter()
                .any(|c| c.article.to_string() == article)
        );
        assert!(
            letter.reminders.iter().any(|r| r.contains("30日")),
            "{kind}"
        );
    }
}
