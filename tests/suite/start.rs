//! 这事归不归信访: two or three taps to a door, a basis at every step, and a way back.

use axum::http::StatusCode;

use crate::app::{TestApp, snapshot};

#[tokio::test]
async fn every_step_and_end_opens_with_its_basis_and_a_way_back() {
    let (app, snapshot) = (TestApp::new(), snapshot());
    let tree = &snapshot.corpus.start;
    assert!(tree.steps.len() >= 10 && tree.ends.len() >= 60);
    let first = app.get("/start").await.text();
    assert!(
        first.contains("第二十九条") && first.contains("第三十条") && first.contains("第三十一条")
    );
    assert!(!first.contains("上一步"));
    for step in &tree.steps {
        for choice in &step.choices {
            for place in ["", "/kiosk"] {
                let path = format!("{place}/start/{}?from={}", choice.to, step.id);
                let reply = app.get(&path).await;
                assert_eq!(reply.status, StatusCode::OK, "{path}");
                let text = reply.text();
                let back = match step.id.as_str() {
                    "start" => format!("href=\"{place}/start\""),
                    id => format!("href=\"{place}/start/{id}\""),
                };
                assert!(text.contains(&back), "{path} leads back by {back}");
                assert!(text.contains("第") && text.contains("条"), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn an_end_names_one_door_first_and_the_article_that_sends_there() {
    let (app, snapshot) = (TestApp::new(), snapshot());
    for end in &snapshot.corpus.start.ends {
        let text = app.get(&format!("/start/{}", end.id)).await.text();
        let door = snapshot.corpus.door(&end.doors[0]).expect("a door");
        assert!(text.contains(&door.name), "{}", end.id);
        assert!(
            text.contains("data-citation=\"xinfang-gongzuo-tiaoli/"),
            "{}",
            end.id
        );
        assert!(text.contains("og:title"), "{} can be shared", end.id);
    }
}

#[test]
fn limits_of_petitions_proper_are_not_promised_to_others() {
    for end in &snapshot().corpus.start.ends {
        let proper = end.citations.iter().any(|c| {
            let article = c.article.to_string();
            article.ends_with("tiaoli/31") && c.pinpoint.is_some_and(|p| p.to_string() == "第六项")
                || article.ends_with("tiaoli/34")
        });
        let promised = end.reply.contains("60日") && end.reply.contains("办结");
        assert!(!promised || proper, "{}", end.id);
    }
}

#[tokio::test]
async fn an_unknown_step_is_404_and_a_foreign_from_does_no_harm() {
    let app = TestApp::new();
    assert_eq!(
        app.get("/start/no-such-step").await.status,
        StatusCode::NOT_FOUND
    );
    let text = app.get("/start/qiujue?from=%3Cscript%3E").await.text();
    assert!(!text.contains("<script>") && text.contains("上一步"));
    let text = app
        .get("/kiosk/start/qiujue?from=start&event=xf2026")
        .await
        .text();
    assert!(
        text.contains("from=qiujue&amp;event=xf2026")
            || text.contains("from=qiujue&#38;event=xf2026")
    );
}
