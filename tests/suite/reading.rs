//! The reading room: anchors, references both ways, copying, machine-readable forms, side by side.

use axum::http::StatusCode;
use serde_json::Value;

use crate::app::{TestApp, snapshot};

#[tokio::test]
async fn references_lead_to_the_very_item_and_back() {
    let app = TestApp::new();
    let page = app.get("/law/xinfang-gongzuo-tiaoli/34").await.text();
    assert!(
        page.contains("href=\"/law/xinfang-gongzuo-tiaoli/31#k1x6\">本条例第三十一条第六项</a>"),
        "{page}"
    );
    let page = app.get("/law/xinfang-gongzuo-tiaoli/31").await.text();
    assert!(page.contains("id=\"k1x6\""));
    assert!(
        page.contains("写到这一条的条文")
            && page.contains("href=\"/law/xinfang-gongzuo-tiaoli/34\"")
    );
    let page = app.get("/law/xinfang-gongzuo-tiaoli/36").await.text();
    assert!(
        page.contains("href=\"/law/xinfang-gongzuo-tiaoli/36#k1\">前款</a>"),
        "{page}"
    );
    let page = app.get("/law/xinfang-gongzuo-tiaoli").await.text();
    assert!(
        page.contains("id=\"a31k1x6\"") && page.contains("/law/xinfang-gongzuo-tiaoli/31#k1x6")
    );
}

/// Nobody reads every reference, so every one of them is followed here.
#[test]
fn every_link_of_every_law_leads_to_a_place_that_exists() {
    let snapshot = snapshot();
    let corpus = &snapshot.corpus;
    let mut links = 0;
    for law in &corpus.laws {
        for article in &law.articles {
            for paragraph in &article.paragraphs {
                for link in
                    snapshot
                        .citations
                        .links(corpus, law, article.no, paragraph.no, &paragraph.text)
                {
                    let (_, target) = corpus.article(&link.target.article).expect("an article");
                    if let Some(pinpoint) = link.target.pinpoint {
                        assert!(
                            target.pinpointed(pinpoint).is_ok(),
                            "{} {}",
                            law.id,
                            article.no
                        );
                    }
                    links += 1;
                }
            }
        }
    }
    assert!(links > 300, "{links}");
}

#[tokio::test]
async fn an_article_can_be_copied_with_its_citation_and_day() {
    let page = TestApp::new()
        .get("/law/xinfang-gongzuo-tiaoli/20")
        .await
        .text();
    assert!(page.contains("——《信访工作条例》第二十条第一款（2022年5月1日起施行）"));
    assert!(page.contains("data-copy=\"https://xf.example.cn/law/xinfang-gongzuo-tiaoli/20\""));
    // A day that is not verified is not said.
    let undated = snapshot()
        .corpus
        .laws
        .iter()
        .find(|l| l.in_force.is_none())
        .map(|l| l.id.0.clone());
    let id = undated.expect("a law without a verified day");
    let page = TestApp::new().get(&format!("/law/{id}/1")).await.text();
    assert!(!page.contains("起施行）"));
}

#[tokio::test]
async fn machines_read_laws_references_and_the_whole_corpus() {
    let app = TestApp::new();
    let page = app.get("/law/xinfang-gongzuo-tiaoli/31").await.text();
    let (_, rest) = page.split_once("application/ld+json\">").expect("JSON-LD");
    let data: Value =
        serde_json::from_str(rest.split_once("</script>").expect("an end").0).expect("JSON");
    assert_eq!(data["@type"], "Legislation");
    assert_eq!(
        data["isPartOf"]["legislationDateOfApplicability"],
        "2022-05-01"
    );
    let json = app
        .get("/api/v1/laws/xinfang-gongzuo-tiaoli/31/references")
        .await
        .json();
    let ids = |key: &str| -> Vec<String> {
        let list = json[key].as_array().expect("a list").iter();
        list.filter_map(|r| r["id"].as_str().map(str::to_owned))
            .collect()
    };
    assert!(ids("cited_by").contains(&"xinfang-gongzuo-tiaoli/34".to_owned()));
    assert!(!ids("guide").is_empty());
    let whole = app.get("/api/v1/corpus").await.json();
    let corpus = &snapshot().corpus;
    assert_eq!(
        whole["laws"].as_array().map(Vec::len),
        Some(corpus.laws.len())
    );
    assert_eq!(
        whole["guide"].as_array().map(Vec::len),
        Some(corpus.entries.len())
    );
    assert_eq!(
        whole["laws"][0]["contents"][0]["text"],
        corpus.laws[0].articles[0].text
    );
    let map = app.get("/sitemap.xml").await.text();
    assert!(map.contains("<loc>https://xf.example.cn/law/xinfang-gongzuo-tiaoli/31</loc>"));
    assert!(app.get("/robots.txt").await.text().contains("sitemap.xml"));
}

#[tokio::test]
async fn two_articles_stand_side_by_side() {
    let app = TestApp::new();
    let page = app
        .get("/compare?left=xinfang-gongzuo-tiaoli/31&right=%E5%AE%AA%E6%B3%9541")
        .await
        .text();
    assert!(page.contains("《信访工作条例》第三十一条") && page.contains("《宪法》第四十一条"));
    let reply = app.get("/compare?left=%3Cb%3E&right=").await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(!reply.text().contains("<b>") && reply.text().contains("没有找到对应的条文"));
}

#[tokio::test]
async fn the_interface_describes_every_route_it_has() {
    let app = TestApp::new();
    let json = app.get("/api/openapi.json").await.json();
    let paths = json["paths"].as_object().expect("paths");
    for path in [
        "/api/v1/ask",
        "/api/v1/suggest",
        "/api/v1/actions",
        "/api/v1/search",
        "/api/v1/laws",
        "/api/v1/laws/{law}",
        "/api/v1/laws/{law}/{article}",
        "/api/v1/laws/{law}/{article}/references",
        "/api/v1/corpus",
        "/api/v1/deadlines",
        "/api/v1/citations/check",
    ] {
        assert!(paths.contains_key(path), "{path}");
    }
    assert_eq!(paths.len(), 11);
    assert_eq!(app.get("/api/docs/").await.status, StatusCode::OK);
    let docs = app.get("/api/docs/").await.text();
    assert!(
        !docs.contains("http://") && !docs.contains("https://"),
        "an outside request"
    );
}

#[tokio::test]
async fn pages_of_other_sites_may_call_only_where_they_are_named() {
    use axum::http::Request;
    use petition_guide::config::Config;
    let asked = |app: TestApp| async move {
        let request = Request::get("/api/v1/laws").header("origin", "https://a.example.cn");
        let reply = app
            .send(request.body(axum::body::Body::empty()).expect("a request"))
            .await;
        reply.header("access-control-allow-origin").to_owned()
    };
    assert_eq!(asked(TestApp::new()).await, "");
    let named = |origins: &str| Config {
        cors_origins: origins.to_owned(),
        ..Config::default()
    };
    let app = |origins| TestApp::with(snapshot(), &named(origins), None);
    assert_eq!(
        asked(app("https://a.example.cn")).await,
        "https://a.example.cn"
    );
    assert_eq!(asked(app("https://b.example.cn")).await, "");
}
