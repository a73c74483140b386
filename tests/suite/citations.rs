//! `POST /api/v1/citations/check` and `/check`: every citation of a draft, resolved to the exact law and compared.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::app::TestApp;

async fn check(draft: &str) -> Vec<Value> {
    let reply = TestApp::new()
        .json("/api/v1/citations/check", json!({ "text": draft }))
        .await;
    assert_eq!(reply.status, StatusCode::OK, "{draft}");
    let chars: Vec<char> = draft.chars().collect();
    let citations = reply.json()["citations"]
        .as_array()
        .expect("a list")
        .clone();
    for citation in &citations {
        let at = |key: &str| {
            let n = citation[key].as_u64().expect("an offset");
            usize::try_from(n).expect("small")
        };
        let cut: String = chars[at("start")..at("end")].iter().collect();
        assert_eq!(citation["text"], cut, "offsets are those of characters");
    }
    citations
}

/// id and status of every citation.
async fn found(draft: &str) -> Vec<(String, String)> {
    let text = |v: &Value| v.as_str().unwrap_or("-").to_owned();
    let citations = check(draft).await;
    citations
        .iter()
        .map(|c| (text(&c["id"]), text(&c["status"])))
        .collect()
}

async fn is(draft: &str, expected: &[(&str, &str)]) {
    let found = found(draft).await;
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    assert_eq!(found, expected, "{draft}");
}

const T31: &str = "xinfang-gongzuo-tiaoli/31";
const T34: &str = "xinfang-gongzuo-tiaoli/34";

#[tokio::test]
async fn a_place_that_exists_is_ok_and_one_that_does_not_is_named() {
    is("《信访工作条例》第三十一条第六项", &[(T31, "ok")]).await;
    is("依照条例第31条第(6)项", &[(T31, "ok")]).await;
    is("《信访工作条例》第五十一条", &[("-", "no_such_article")]).await;
    is("《信访工作条例》第0条", &[("-", "no_such_article")]).await;
    is("《信访工作条例》第三十一条第九项", &[(T31, "no_such_item")]).await;
    is(
        "《信访工作条例》第三十四条第二款",
        &[(T34, "no_such_paragraph")],
    )
    .await;
    is(
        "《中华人民共和国宪法》第四十一条第二款",
        &[("xianfa/41", "ok")],
    )
    .await;
    is("行政复议法第二十条", &[("xingzheng-fuyi-fa/20", "ok")]).await;
}

#[tokio::test]
async fn another_text_is_never_taken_for_the_law_whose_name_it_contains() {
    for draft in [
        "《行政复议法实施条例》第9条",
        "《行政复议法》实施条例第9条",
        "行政复议法实施条例第9条",
        "《中华人民共和国监察法实施条例》第九条",
        "《宪法修正案》第三十六条",
        "《劳动法律援助办法》第三条",
        "《河南省信访条例》第十条",
        "根据刑法第二百三十二条",
    ] {
        is(draft, &[("-", "no_such_law")]).await;
    }
    let citations = check("《信访工作条例》第三条。《刑法》第三条，同法第五条").await;
    assert_eq!(citations[1]["law"], Value::Null);
    assert_eq!(citations[2]["law_name"], "刑法");
    assert_eq!(citations[2]["status"], "no_such_law");
}

#[tokio::test]
async fn rows_ranges_and_the_same_law_are_resolved_each() {
    let t = |n: u16| format!("xinfang-gongzuo-tiaoli/{n}");
    let ids =
        |found: Vec<(String, String)>| found.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(
        ids(found("《信访工作条例》第二十条、第二十六条规定").await),
        [t(20), t(26)]
    );
    assert_eq!(
        ids(found("《信访工作条例》第十七条至第二十条").await),
        [t(17), t(18), t(19), t(20)]
    );
    assert_eq!(
        ids(found("《行政复议法》第二十条，同法第五条").await),
        ["xingzheng-fuyi-fa/20", "xingzheng-fuyi-fa/5"]
    );
    assert_eq!(ids(found("条例第２０条、二十六条").await)[0], t(20));
}

#[tokio::test]
async fn words_quoted_beside_a_citation_are_compared_and_differences_shown() {
    is("《信访工作条例》第三十五条规定：“可以自收到书面答复之日起30日内请求原办理机关、单位的上一级机关、单位复查”", &[("xinfang-gongzuo-tiaoli/35", "ok")]).await;
    let citations =
        check("《信访工作条例》第三十五条规定：“可以自收到书面答复之日起60日内请求”复查").await;
    assert_eq!(citations[0]["status"], "quote_differs");
    let pieces = citations[0]["quote"]["differences"]
        .as_array()
        .expect("pieces");
    let of = |kind: &str| -> Vec<&str> {
        let these = pieces.iter().filter(|p| p["kind"] == kind);
        these.filter_map(|p| p["text"].as_str()).collect()
    };
    assert_eq!((of("added"), of("missing")), (vec!["6"], vec!["3"]));
    // Quoted words of another article are told where they stand.
    let citations = check("“任何组织和个人不得打击报复信访人”（《信访工作条例》第四十六条）").await;
    assert_eq!(citations[0]["status"], "quote_differs");
    // What somebody said is no quote of the law.
    is(
        "按《信访工作条例》第三十四条办理。您说“从来没有人管过这件事”",
        &[(T34, "ok")],
    )
    .await;
}

#[tokio::test]
async fn old_numbers_are_flagged_with_those_of_today() {
    for draft in [
        "《信访条例》第三十三条",
        "《信访工作条例》第三十三条规定，信访事项应当自受理之日起60日内办结",
        "原信访条例第三十三条规定60日办结",
    ] {
        let citations = check(draft).await;
        assert_eq!(citations[0]["status"], "repealed_number", "{draft}");
        assert_eq!(citations[0]["now"], T34, "{draft}");
        assert!(
            citations[0]["note"]
                .as_str()
                .is_some_and(|n| n.contains("第三十四条"))
        );
    }
    is(
        "《信访工作条例》第三十三条规定可以调解",
        &[("xinfang-gongzuo-tiaoli/33", "ok")],
    )
    .await;
    is(
        "依据《信访工作条例》第三十四条，60日内办结，不服的可以复查",
        &[(T34, "ok")],
    )
    .await;
    let old = check("《治安管理处罚法》第二十三条，扰乱单位秩序").await;
    assert_eq!(old[0]["now"], "zhian-guanli-chufa-fa/26");
}

#[tokio::test]
async fn drafts_without_a_law_long_and_hostile_ones_are_answered() {
    is("根据第三条办理", &[("-", "no_such_law")]).await;
    is("按合同第三条付款", &[]).await;
    is("", &[]).await;
    is("\"《“((第条第款", &[]).await;
    let thousand = "依据《信访工作条例》第三十一条第六项，".repeat(1000);
    assert_eq!(found(&thousand).await.len(), 1000);
    let app = TestApp::new();
    let huge = json!({ "text": "信".repeat(700_000) });
    let reply = app.json("/api/v1/citations/check", huge).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(reply.error_code(), "too_large");
    let reply = app.json("/api/v1/citations/check", json!({})).await;
    assert_eq!(reply.error_code(), "invalid_field");
    // A citation followed by a long text: what stands far from it costs nothing.
    let text = format!("《信访工作条例》第三条{}", "信".repeat(300_000));
    let large = json!({ "text": text });
    assert_eq!(
        app.json("/api/v1/citations/check", large).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn the_page_shows_the_same_and_keeps_the_draft() {
    let app = TestApp::new();
    let empty = app.get("/check").await.text();
    assert!(empty.contains("name=\"text\"") && !empty.contains("checked-list"));
    let draft =
        "<b>《信访工作条例》第三十五条</b>规定：\r\n“三年内复查都行”；《行政复议法实施条例》第9条";
    let reply = app.form("/check", &[("text", draft)]).await;
    let page = reply.text();
    assert_eq!(reply.header("cache-control"), "no-store");
    assert!(page.contains("data-status=\"no_such_law\""));
    assert!(page.contains("《行政复议法实施条例》第9条"));
    assert!(!page.contains("<b>《信访"));
    let huge = app.form("/check", &[("text", &"信".repeat(400_000))]).await;
    assert_eq!(huge.status, StatusCode::PAYLOAD_TOO_LARGE);
}
