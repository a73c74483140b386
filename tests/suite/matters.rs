//! Matters and stages: matched apart, composed door first, with the article that sends the matter there among
//! the first three bases; their pages, and the pages that lay a matter of the regulation out whole.

use axum::http::StatusCode;

use crate::app::{TestApp, snapshot};

const REGULATION: &str = "xinfang-gongzuo-tiaoli/";

#[test]
fn there_are_the_everyday_matters_and_all_stages() {
    let corpus = &snapshot().corpus;
    assert!(corpus.matters.len() >= 45, "{}", corpus.matters.len());
    assert_eq!(corpus.stages.len(), 8);
    let named = |word: &str| {
        let says = |m: &petition_guide::corpus::Matter| {
            m.name.contains(word) || m.words.iter().any(|w| w.contains(word))
        };
        corpus.matters.iter().any(says)
    };
    for word in [
        "拆迁补偿",
        "征地款",
        "宅基地",
        "承包地",
        "低保",
        "养老金",
        "退役",
        "欠薪",
        "工伤",
        "立案",
        "判决",
        "老赖",
        "村务",
        "村干部",
        "举报局长",
        "收费",
        "罚款",
        "城管",
        "上学",
        "物业",
        "噪音",
        "污染",
        "烂尾楼",
        "假货",
        "诈骗",
        "家暴",
        "医疗事故",
        "借钱",
        "集资款",
        "水渠",
    ] {
        assert!(named(word), "{word}");
    }
}

/// Every matter at every stage, not only those somebody thought of.
#[test]
fn every_composition_is_door_first_short_and_rests_on_the_regulation() {
    let snapshot = snapshot();
    let corpus = &snapshot.corpus;
    for (m, matter) in corpus.matters.iter().enumerate() {
        for (s, stage) in corpus.stages.iter().enumerate() {
            let reply = snapshot.answerer.composer().matter(m, s);
            let at = format!("{} / {}", matter.id, stage.id);
            let length = reply.answer.chars().count();
            assert!((60..=400).contains(&length), "{at}: {length}");
            assert!(reply.answer.starts_with(&matter.reply), "{at}");
            assert!(!reply.answer.contains('{'), "{at}");
            assert_eq!(
                reply.doors.first().map(|d| &d.id),
                matter.doors.first(),
                "{at}"
            );
            let first: Vec<&str> = reply
                .citations
                .iter()
                .take(3)
                .map(|c| c.id.as_str())
                .collect();
            assert!(
                first.iter().any(|c| c.starts_with(REGULATION)),
                "{at}: {first:?}"
            );
            assert!(reply.entry.is_some() && reply.topic.is_some(), "{at}");
        }
    }
}

#[tokio::test]
async fn a_matter_and_a_stage_in_one_question_are_composed() {
    const QUESTION: &str = "我家低保被取消了，去县信访局反映了，镇里给了答复，我对这个答复不满意";
    let app = TestApp::new();
    let json = app.ask(QUESTION).await.json();
    assert_eq!(json["entry"]["id"], "dibao-quxiao", "{json}");
    let answer = json["answer"].as_str().expect("text");
    assert!(
        answer.contains("复议") && answer.contains("复查"),
        "{answer}"
    );
    let shown = app.submit(QUESTION).await.text();
    assert!(
        shown.contains("href=\"/matter/dibao/buman-dafu\""),
        "its own address"
    );
}

#[tokio::test]
async fn matters_have_pages_on_the_web_and_on_the_kiosk() {
    let app = TestApp::new();
    let list = app.get("/matters").await.text();
    for matter in &snapshot().corpus.matters {
        assert!(
            list.contains(&format!("/matter/{}\"", matter.id)),
            "{}",
            matter.id
        );
    }
    let page = app.get("/matter/tuoqian-gongzi/mei-dafu").await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    assert!(text.contains("非官方") && text.contains("aria-current=\"page\""));
    assert!(text.contains("data-entry=\"tuoqian-gongzi\""));
    let kiosk = app
        .get("/kiosk/matter/tuoqian-gongzi/mei-dafu?event=a1")
        .await
        .text();
    assert!(kiosk.contains("href=\"/kiosk/matter/tuoqian-gongzi/chaoqi?event=a1\""));
    assert!(!kiosk.contains("href=\"tel:") && !kiosk.contains("href=\"/law/"));
    for unknown in [
        "/matter/no-such",
        "/matter/tuoqian-gongzi/no-such",
        "/kiosk/matter/no-such",
    ] {
        assert_eq!(
            app.get(unknown).await.status,
            StatusCode::NOT_FOUND,
            "{unknown}"
        );
    }
    let entry = app.get("/q/tuoqian-gongzi").await.text();
    assert!(entry.contains("href=\"/matter/tuoqian-gongzi/buman-dafu\""));
}

#[tokio::test]
async fn two_screens_lay_out_the_level_of_a_visit_and_the_duties_of_officials() {
    let app = TestApp::new();
    let level = app.get("/screen/zoufang-na-yi-ji").await.text();
    for article in ["20", "22", "19"] {
        assert!(
            level.contains(&format!("data-citation=\"{REGULATION}{article}\"")),
            "{article}"
        );
    }
    assert!(level.contains("本级") && level.contains("上一级") && level.contains("两处都合法"));
    let duties = app.get("/screen/ganbu-zeren").await.text();
    for article in ["28", "40", "42", "43", "44", "45", "46"] {
        assert!(
            duties.contains(&format!("data-citation=\"{REGULATION}{article}\"")),
            "{article}"
        );
    }
    // 42 only where it caused serious consequences.
    assert!(duties.contains("造成严重后果"));
    for screen in ["zoufang-na-yi-ji", "ganbu-zeren"] {
        let kiosk = app
            .get(&format!("/kiosk/screen/{screen}?event=a1"))
            .await
            .text();
        assert!(
            !kiosk.contains("href=\"/law/") && kiosk.contains("/kiosk/q/"),
            "{screen}"
        );
        assert!(
            app.get("/")
                .await
                .text()
                .contains(&format!("/screen/{screen}"))
        );
    }
    assert_eq!(
        app.get("/screen/no-such").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn every_door_is_shown_with_what_it_needs() {
    let page = TestApp::new().get("/doors").await.text();
    for door in &snapshot().corpus.doors {
        assert!(
            page.contains(&format!("id=\"d-{}\"", door.id)),
            "{}",
            door.id
        );
    }
    assert!(
        page.contains("自收到书面答复之日起30日内请求"),
        "limits verbatim"
    );
    assert!(page.contains("带上") && page.contains("不管"));
}
