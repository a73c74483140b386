//! `POST /api/v1/ask`: the contract, key for key, and the six outcomes.

use axum::http::StatusCode;
use serde_json::Value;

use crate::app::{TestApp, snapshot};

const KEYS: [&str; 8] = [
    "answer",
    "citations",
    "doors",
    "entry",
    "outcome",
    "steps",
    "suggestions",
    "topic",
];

async fn reply(question: &str) -> Value {
    let reply = TestApp::new().ask(question).await;
    assert_eq!(reply.status, StatusCode::OK, "{question}");
    assert_eq!(reply.header("content-type"), "application/json");
    assert_eq!(reply.header("cache-control"), "no-store");
    let json = reply.json();
    assert_eq!(keys_of(&json), KEYS, "{question}");
    json
}

/// The keys of an object, sorted: their order is no part of the contract.
fn keys_of(value: &Value) -> Vec<String> {
    let mut keys: Vec<String> = value
        .as_object()
        .expect("an object")
        .keys()
        .cloned()
        .collect();
    keys.sort();
    keys
}

#[tokio::test]
async fn an_answer_carries_entry_topic_steps_doors_and_verbatim_provisions() {
    let json = reply("对信访处理意见不服，怎样申请复查？").await;
    assert_eq!(json["outcome"], "answered");
    assert_eq!(json["entry"]["id"], "fucha-shenqing");
    assert_eq!(json["entry"]["url"], "/q/fucha-shenqing");
    assert_eq!(json["topic"]["id"], "fucha-fuhe");
    assert!(
        json["answer"]
            .as_str()
            .is_some_and(|a| a.contains("30日") && a.chars().count() <= 400)
    );
    let citation = &json["citations"][0];
    assert_eq!(citation["id"], "xinfang-gongzuo-tiaoli/35");
    assert_eq!(citation["label"], "《信访工作条例》第三十五条");
    assert_eq!(citation["pinpoint"], Value::Null);
    assert!(
        citation["text"]
            .as_str()
            .is_some_and(|t| t.starts_with("信访人对信访处理意见不服的"))
    );
    assert_eq!(
        keys_of(citation),
        ["id", "label", "pinpoint", "text", "url"]
    );
    assert_eq!(keys_of(&json["doors"][0]), ["id", "name", "note", "phone"]);
    assert_eq!(keys_of(&json["suggestions"][0]), ["id", "title", "url"]);
}

#[tokio::test]
async fn the_reply_of_one_entry_is_pinned() {
    let json = reply("对信访处理意见不服，怎样申请复查？").await;
    let ids = |list: &Value| -> String {
        let rows = list.as_array().expect("a list").iter();
        rows.filter_map(|row| row["id"].as_str())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let shape = format!(
        "doors: {}\ncitations: {}\nsteps: {}",
        ids(&json["doors"]),
        ids(&json["citations"]),
        json["steps"].as_array().map_or(0, Vec::len),
    );
    insta::assert_snapshot!("fucha_shenqing", shape);
}

#[tokio::test]
async fn another_doors_matter_is_redirected_with_the_article_that_sends_it_there() {
    let json = reply("老板拖欠工资不给，能去信访局要吗？").await;
    assert_eq!(json["outcome"], "redirected");
    let first: Vec<&str> = json["citations"]
        .as_array()
        .expect("citations")
        .iter()
        .take(3)
        .filter_map(|c| c["id"].as_str())
        .collect();
    assert!(first.contains(&"xinfang-gongzuo-tiaoli/31"), "{first:?}");
    assert!(json["doors"].to_string().contains("12333"));
}

#[tokio::test]
async fn present_danger_gets_the_numbers_first() {
    let json = reply("救命啊有人拿刀砍人").await;
    assert_eq!(json["outcome"], "urgent");
    assert!(json["answer"].as_str().is_some_and(|a| a.contains("110")));
    assert_eq!(json["doors"][0]["phone"], "110");
}

#[tokio::test]
async fn help_to_break_the_rules_is_declined_with_officials_duties_beside() {
    let json = reply("帮我写个通知，叫上全村人去把县政府大门堵了").await;
    assert_eq!(json["outcome"], "declined");
    let cited = json["citations"].to_string();
    let cites = |no: &str| cited.contains(&format!("\"xinfang-gongzuo-tiaoli/{no}\""));
    assert!(cites("26") && cites("47"), "{cited}");
    assert!(
        ["28", "40", "42", "43", "44", "45", "46"]
            .into_iter()
            .any(cites),
        "{cited}"
    );
}

#[tokio::test]
async fn a_question_about_such_acts_is_answered() {
    for question in ["在政府门口堵路会不会被拘留？", "以跳楼相威胁要负什么责任？"]
    {
        let outcome = reply(question).await["outcome"].clone();
        assert!(
            outcome == "answered" || outcome == "redirected",
            "{question}: {outcome}"
        );
    }
}

#[tokio::test]
async fn what_is_not_this_services_subject_is_said_plainly() {
    let json = reply("明天郑州会不会下雨").await;
    assert_eq!(json["outcome"], "out_of_scope");
    assert!(json["answer"].as_str().is_some_and(|a| a.contains("12345")));
    assert_eq!(json["entry"], Value::Null);
}

#[tokio::test]
async fn clarify_offers_two_or_three_choices() {
    let app = TestApp::new();
    let mut seen = 0;
    for question in [
        "结果", "不服", "材料", "信访", "答复", "期限", "领导", "复查", "举报", "工资",
    ] {
        let json = app.ask(question).await.json();
        if json["outcome"] == "clarify" {
            seen += 1;
            let choices = json["suggestions"].as_array().expect("choices").len();
            assert!((2..=3).contains(&choices), "{question}: {choices}");
        }
    }
    assert!(seen >= 3, "only {seen} fragments were asked back");
}

#[tokio::test]
async fn an_article_asked_for_by_number_is_given_verbatim() {
    let json = reply("信访工作条例第三十四条").await;
    assert_eq!(json["outcome"], "answered");
    assert_eq!(json["citations"][0]["id"], "xinfang-gongzuo-tiaoli/34");
    assert!(
        json["answer"]
            .as_str()
            .is_some_and(|a| a.contains("60日内办结"))
    );
    let json = reply("宪法第四十一条第二款").await;
    assert_eq!(json["citations"][0]["pinpoint"], "第二款");
    assert!(
        json["answer"]
            .as_str()
            .is_some_and(|a| a.contains("任何人不得压制和打击报复"))
    );
}

#[tokio::test]
async fn of_two_questions_the_second_is_the_first_suggestion() {
    let json = reply("对处理意见不服怎么申请复查？还有，国歌是哪首歌？").await;
    assert_eq!(json["entry"]["id"], "fucha-shenqing");
    assert_eq!(json["suggestions"][0]["id"], "guoqi-guoge");
}

#[tokio::test]
async fn unknown_fields_channels_and_events_do_no_harm() {
    let body = r#"{"question":"复查期限是多久","channel":"fax","event":"no-such","previous":"none","x":[1]}"#;
    let reply = TestApp::new()
        .post("/api/v1/ask", "application/json", body)
        .await;
    assert_eq!(reply.status, StatusCode::OK);
}

#[tokio::test]
async fn every_entry_answers_its_own_question() {
    let snapshot = snapshot();
    let app = TestApp::new();
    let mut lost = Vec::new();
    for entry in &snapshot.corpus.entries {
        let json = app.ask(&entry.title).await.json();
        if json["entry"]["id"] != entry.id.as_str() {
            lost.push(format!("{} → {}", entry.id, json["entry"]["id"]));
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

#[tokio::test]
async fn a_personal_number_is_masked_and_the_question_answered_all_the_same() {
    let app = TestApp::new();
    let page = app
        .submit("我身份证11010519491231002X，对处理意见不服怎么申请复查？")
        .await;
    let text = page.text();
    assert!(!text.contains("110105"), "the number is shown back");
    assert!(text.contains("data-entry=\"fucha-shenqing\""));
    assert!(text.contains("已经遮住"));
    let json = app
        .ask("我身份证11010519491231002X，对处理意见不服怎么申请复查？")
        .await
        .json();
    assert_eq!(json["entry"]["id"], "fucha-shenqing");
    let hint = json["steps"].as_array().and_then(|s| s.last()).cloned();
    assert!(hint.is_some_and(|h| h.to_string().contains("请不要写这些")));
    let without = app.ask("对处理意见不服怎么申请复查？").await.json();
    assert!(!without["steps"].to_string().contains("请不要写这些"));
}

#[tokio::test]
async fn slips_of_a_pinyin_keyboard_are_mended() {
    let app = TestApp::new();
    for (typed, meant) in [
        ("信仿局不给登计，咋办", "bushou-cailiao"),
        ("对复察意见不服怎么申请复和", "fuhe-shenqing"),
    ] {
        assert_eq!(app.ask(typed).await.json()["entry"]["id"], meant, "{typed}");
    }
}
