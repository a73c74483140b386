//! `GET /api/v1/search` and `/search`.

use axum::http::StatusCode;
use serde_json::Value;

use crate::app::TestApp;

fn encode(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

async fn search(query: &str, rest: &str) -> Value {
    let reply = TestApp::new()
        .get(&format!("/api/v1/search?q={}{rest}", encode(query)))
        .await;
    assert_eq!(reply.status, StatusCode::OK, "{query}");
    reply.json()
}

#[tokio::test]
async fn article_numbers_jump_to_the_article() {
    for (query, id) in [
        ("条例31条", "xinfang-gongzuo-tiaoli/31"),
        ("第三十一条第六项", "xinfang-gongzuo-tiaoli/31"),
        ("宪法41", "xianfa/41"),
        ("行复法20", "xingzheng-fuyi-fa/20"),
        ("第５２条", "xianfa/52"),
        ("宪法第四章", "xianfa/141"),
        ("31", "xinfang-gongzuo-tiaoli/31"),
    ] {
        assert_eq!(search(query, "").await["hits"][0]["id"], id, "{query}");
    }
}

#[tokio::test]
async fn hits_show_where_they_match_in_characters() {
    let json = search("书面告知信访人", "&limit=3").await;
    assert_eq!(json["hits"].as_array().map(Vec::len), Some(3));
    let hit = &json["hits"][0];
    assert_eq!(hit["id"], "xinfang-gongzuo-tiaoli/23");
    let snippet: Vec<char> = hit["snippet"]
        .as_str()
        .expect("a snippet")
        .chars()
        .collect();
    let marked: Vec<String> = hit["highlights"]
        .as_array()
        .expect("ranges")
        .iter()
        .map(|r| {
            let at = |i: usize| {
                r[i].as_u64()
                    .and_then(|n| usize::try_from(n).ok())
                    .expect("an offset")
            };
            snippet[at(0)..at(1)].iter().collect()
        })
        .collect();
    assert!(marked.iter().any(|m| m.contains("书面告知")), "{marked:?}");
    let mut keys: Vec<&String> = hit.as_object().expect("a hit").keys().collect();
    keys.sort();
    assert_eq!(
        keys,
        ["highlights", "id", "label", "score", "snippet", "url"]
    );
}

#[tokio::test]
async fn filters_and_pages_hold() {
    let json = search("信访", "&law=xianfa").await;
    assert!(
        json["hits"]
            .as_array()
            .expect("hits")
            .iter()
            .all(|h| h["id"].as_str().is_some_and(|i| i.starts_with("xianfa/")))
    );
    let json = search("复议", "&shelf=related&limit=2").await;
    let first = json["hits"][0]["id"].clone();
    assert!(json["total"].as_u64().is_some_and(|t| t > 2));
    let json = search("复议", "&shelf=related&limit=2&offset=1").await;
    assert_ne!(json["hits"][0]["id"], first);
}

#[tokio::test]
async fn what_is_not_found_is_said() {
    let json = search("第999条", "").await;
    assert!(
        json["understood"]
            .as_str()
            .is_some_and(|u| u.contains("没有这一条"))
    );
    let json = search("qqqqzzzz", "").await;
    assert_eq!(json["total"], 0);
}

#[tokio::test]
async fn syntax_and_html_do_no_harm() {
    let app = TestApp::new();
    for query in [
        "( [ { \" \\ ^ / : -",
        "\"未闭合",
        "law:xianfa",
        "*",
        "<b>信访</b>",
    ] {
        let reply = app.get(&format!("/search?q={}", encode(query))).await;
        assert_eq!(reply.status, StatusCode::OK, "{query}");
        assert!(!reply.text().contains("<b>信访"));
    }
}

#[tokio::test]
async fn the_form_is_there_without_a_query_and_keeps_what_was_searched() {
    let app = TestApp::new();
    let text = app.get("/search").await.text();
    assert!(text.contains("name=\"q\"") && text.contains("role=\"search\""));
    let text = app
        .get(&format!("/search?q={}", encode("督办")))
        .await
        .text();
    assert!(text.contains("value=\"督办\"") && text.contains("<mark>督办</mark>"));
}
