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

async fn first(query: &str) -> String {
    let json = search(query, "").await;
    json["hits"][0]["id"].as_str().unwrap_or("-").to_owned()
}

#[tokio::test]
async fn references_jump_in_every_form_and_say_what_does_not_exist() {
    for (query, url) in [
        ("条例31条", "/law/xinfang-gongzuo-tiaoli/31"),
        ("三十一条", "/law/xinfang-gongzuo-tiaoli/31"),
        ("31条第六项", "/law/xinfang-gongzuo-tiaoli/31#k1x6"),
        ("信访条例20条3款", "/law/xinfang-gongzuo-tiaoli/20#k3"),
        ("３５条", "/law/xinfang-gongzuo-tiaoli/35"),
        ("宪法41", "/law/xianfa/41"),
        ("行复法20", "/law/xingzheng-fuyi-fa/20"),
        ("20", "/law/xinfang-gongzuo-tiaoli/20"),
    ] {
        assert_eq!(search(query, "").await["hits"][0]["url"], url, "{query}");
    }
    for (query, said) in [
        ("条例第0条", "没有这一条"),
        ("条例第51条", "到第五十条为止"),
        ("条例第三十一条第九项", "没有第九项"),
    ] {
        let understood = search(query, "").await["understood"].clone();
        assert!(
            understood.as_str().is_some_and(|u| u.contains(said)),
            "{query}: {understood}"
        );
    }
}

#[tokio::test]
async fn signs_narrow_and_widen() {
    let ids = |json: &Value| -> Vec<String> {
        let hits = json["hits"].as_array().expect("hits").iter();
        hits.filter_map(|h| h["id"].as_str().map(str::to_owned))
            .collect()
    };
    let both = search("督办 AND 建议", "&shelf=core").await;
    assert!(both["total"].as_u64().is_some_and(|n| n > 0));
    let either = search("督办 OR 仲裁", "&shelf=core&limit=50").await["total"].as_u64();
    let one = search("+督办", "&shelf=core&limit=50").await["total"].as_u64();
    assert!(either > one);
    let without = search("“责令改正” -登记", "&shelf=core").await;
    assert!(!ids(&without).is_empty());
    assert!(ids(&without).iter().all(|id| !id.ends_with("/44")));
}

/// Arbitrary stretches of the laws, cut without regard to words, in quotes.
#[tokio::test]
async fn any_verbatim_stretch_in_quotes_is_found() {
    let app = TestApp::new();
    let snapshot = crate::app::snapshot();
    let mut tried = 0;
    for law in snapshot.corpus.laws.iter().take(4) {
        for (i, article) in law.articles.iter().enumerate().step_by(3) {
            let text: Vec<char> = article.text.chars().collect();
            let length = [3, 5, 9, 17, 33][i % 5].min(text.len());
            let start = (i * 7) % (text.len() - length + 1);
            let stretch: String = text[start..start + length].iter().collect();
            if stretch.contains(['“', '”', '\n']) || !stretch.chars().any(char::is_alphanumeric)
            {
                continue;
            }
            let path = format!(
                "/api/v1/search?q={}&law={}&limit=50",
                encode(&format!("“{stretch}”")),
                law.id
            );
            let json = app.get(&path).await.json();
            let id = format!("{}/{}", law.id, article.no);
            let hits = json["hits"].as_array().expect("hits");
            let many = json["total"].as_u64() > Some(50);
            assert!(
                many || hits.iter().any(|h| h["id"] == id.as_str()),
                "{id}: {stretch}"
            );
            tried += 1;
        }
    }
    assert!(tried > 60, "{tried}");
}

#[tokio::test]
async fn slips_pinyin_and_traditional_characters_are_read_and_said() {
    for (query, id) in [
        ("複查期限", "xinfang-gongzuo-tiaoli/35"),
        ("复察意见 复核", "xinfang-gongzuo-tiaoli/36"),
        ("司法就助", "xinfang-gongzuo-tiaoli/37"),
        ("daji baofu xinfangren", "xinfang-gongzuo-tiaoli/18"),
    ] {
        let json = search(query, "&limit=3").await;
        let hits = json["hits"].as_array().expect("hits");
        assert!(hits.iter().any(|h| h["id"] == id), "{query}: {json}");
    }
    let json = search("司法就助", "").await;
    assert_eq!(json["did_you_mean"], "司法救助");
    assert!(
        json["understood"]
            .as_str()
            .is_some_and(|u| u.contains("您写的是"))
    );
    assert_eq!(
        search("司法就助", "&as_typed=1").await["did_you_mean"],
        Value::Null
    );
}

#[tokio::test]
async fn counts_stand_beside_the_hits_and_narrow_them() {
    let json = search("复议", "&limit=50").await;
    let laws = json["facets"]["laws"].as_array().expect("laws");
    let sum: u64 = laws.iter().filter_map(|l| l["count"].as_u64()).sum();
    assert_eq!(Some(sum), json["total"].as_u64());
    let law = laws[0]["id"].as_str().expect("a law").to_owned();
    let narrowed = search("复议", &format!("&law={law}")).await;
    assert_eq!(narrowed["total"], laws[0]["count"]);
    let chapter = &narrowed["facets"]["chapters"][0];
    let inside = search("复议", &format!("&law={law}&chapter={}", chapter["no"])).await;
    assert_eq!(inside["total"], chapter["count"]);
    let sorted = search("复议", &format!("&law={law}&sort=number&limit=50")).await;
    let numbers: Vec<u32> = sorted["hits"]
        .as_array()
        .expect("hits")
        .iter()
        .filter_map(|h| {
            h["id"]
                .as_str()?
                .rsplit('/')
                .next()?
                .split('-')
                .next()?
                .parse()
                .ok()
        })
        .collect();
    assert!(numbers.is_sorted() && numbers.len() > 3, "{numbers:?}");
}

#[tokio::test]
async fn nothing_typed_is_an_error_page() {
    let app = TestApp::new();
    let marks = "，。；：？！“”（）—…"
        .chars()
        .cycle()
        .take(500)
        .collect::<String>();
    for query in [
        "OR OR",
        "-",
        "+",
        "((",
        "“",
        "AND AND -",
        &marks,
        "a AND",
        "law:xianfa^2",
        "[1 TO 9]",
        "/.*/",
        "复查~2",
    ] {
        let reply = app.get(&format!("/search?q={}", encode(query))).await;
        assert_eq!(reply.status, StatusCode::OK, "{query}");
        assert!(reply.text().contains("class=\"understood\""), "{query}");
        let reply = app
            .get(&format!("/api/v1/search?q={}", encode(query)))
            .await;
        assert_eq!(reply.status, StatusCode::OK, "{query}");
    }
    for (rest, code) in [
        ("&limit=51", "invalid_field"),
        ("&sort=x", "invalid_field"),
        ("&chapter=x", "invalid_field"),
    ] {
        let reply = app.get(&format!("/api/v1/search?q=x{rest}")).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(reply.error_code(), code);
    }
}

#[tokio::test]
async fn the_words_to_mark_stand_where_no_server_sees_them() {
    let app = TestApp::new();
    let page = app
        .get(&format!("/search?q={}", encode("督办")))
        .await
        .text();
    let marked = format!("#:~:text={}", encode("督办"));
    assert!(page.contains(&marked), "{page}");
    let part = app
        .get(&format!("/search?q={}&part=results", encode("督办")))
        .await
        .text();
    assert!(part.contains("class=\"hits\"") && !part.contains("<html"));
    assert_eq!(
        first("督办").await.split('/').next(),
        Some("xinfang-gongzuo-tiaoli")
    );
}
