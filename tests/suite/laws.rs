//! `GET /api/v1/laws…`, and the law pages: addressed by printed number, verbatim.

use axum::http::StatusCode;
use petition_guide::corpus::Shelf;

use crate::app::{TestApp, snapshot};

#[tokio::test]
async fn the_shelf_lists_its_laws_with_their_articles() {
    let json = TestApp::new().get("/api/v1/laws").await.json();
    let laws = json["laws"].as_array().expect("laws");
    let law = |id: &str| {
        laws.iter()
            .find(|l| l["id"] == id)
            .expect("on the shelf")
            .clone()
    };
    let tiaoli = law("xinfang-gongzuo-tiaoli");
    assert_eq!(
        (tiaoli["title"].as_str(), tiaoli["articles"].as_u64()),
        (Some("信访工作条例"), Some(50))
    );
    assert_eq!(tiaoli["shelf"], "core");
    assert_eq!(law("xianfa")["articles"], 143);
    assert_eq!(law("xingzheng-fuyi-fa")["shelf"], "related");
}

#[tokio::test]
async fn a_law_has_contents_with_every_article_once() {
    let json = TestApp::new().get("/api/v1/laws/xianfa").await.json();
    let toc = json["toc"].as_array().expect("contents");
    let articles: usize = toc
        .iter()
        .filter_map(|l| l["articles"].as_array())
        .map(Vec::len)
        .sum();
    assert_eq!(articles, 144);
    assert_eq!(toc[0]["heading"], "序言");
    assert!(toc.iter().any(|l| l["heading"] == "第七节 监察委员会"));
}

#[tokio::test]
async fn an_article_gives_its_paragraphs_and_items_by_printed_number() {
    let json = TestApp::new()
        .get("/api/v1/laws/xinfang-gongzuo-tiaoli/31")
        .await
        .json();
    assert_eq!(json["id"], "xinfang-gongzuo-tiaoli/31");
    let items = json["paragraphs"][0]["items"].as_array().expect("items");
    assert_eq!(items.len(), 6);
    assert_eq!(items[5]["no"], 6);
    assert!(
        items[5]["text"]
            .as_str()
            .is_some_and(|t| t.contains("出具信访处理意见书"))
    );
    assert!(
        json["text"]
            .as_str()
            .is_some_and(|t| t.contains("（六）不属于以上情形的"))
    );
}

#[tokio::test]
async fn every_law_and_every_article_opens() {
    let app = TestApp::new();
    for law in &snapshot().corpus.laws {
        let reply = app.get(&format!("/law/{}", law.id)).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", law.id);
        assert_eq!(
            app.get(&format!("/api/v1/laws/{}", law.id)).await.status,
            StatusCode::OK
        );
        for article in &law.articles {
            let path = format!("/law/{}/{}", law.id, article.no);
            let reply = app.get(&path).await;
            assert_eq!(reply.status, StatusCode::OK, "{path}");
            assert!(reply.text().contains(&article.paragraphs[0].text), "{path}");
        }
    }
}

#[tokio::test]
async fn article_pages_lead_on_back_and_to_the_answers_that_rest_on_them() {
    let text = TestApp::new()
        .get("/law/xinfang-gongzuo-tiaoli/35")
        .await
        .text();
    assert!(text.contains("href=\"/law/xinfang-gongzuo-tiaoli/34\""));
    assert!(text.contains("href=\"/law/xinfang-gongzuo-tiaoli/36\""));
    assert!(text.contains("第四章 信访事项的办理"));
    assert!(text.contains("href=\"/q/fucha-shenqing\""));
    assert!(text.contains("id=\"k1\""));
    assert!(text.contains("2022年5月1日起施行"));
}

#[tokio::test]
async fn every_related_law_says_which_text_it_is_and_where_to_check_it() {
    let app = TestApp::new();
    let snapshot = snapshot();
    let related = snapshot
        .corpus
        .laws
        .iter()
        .filter(|l| l.shelf == Shelf::Related);
    let mut seen = 0;
    for law in related {
        let first = &law.articles[0].no;
        for path in [
            format!("/law/{}", law.id),
            format!("/law/{}/{first}", law.id),
        ] {
            let text = app.get(&path).await.text();
            assert!(text.contains("现行文本的公布或者修正日期"), "{path}");
            assert!(
                text.contains("文本收录于") && text.contains("国家法律法规数据库"),
                "{path}"
            );
            assert!(
                !text.contains("flk.npc.gov.cn"),
                "{path}: by name, no deep link"
            );
        }
        let article = app.get(&format!("/law/{}/{first}", law.id)).await.text();
        assert_eq!(
            article.contains("起施行。"),
            law.in_force.is_some(),
            "{}",
            law.id
        );
        seen += 1;
    }
    assert_eq!(seen, 31);
}
