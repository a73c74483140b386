//! 我走到哪一步了: last days by the calendar, what is said beside them, and dates that cannot be.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::app::{TestApp, snapshot};

async fn reckon(body: Value) -> Value {
    let reply = TestApp::new().json("/api/v1/deadlines", body).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    reply.json()
}

fn find<'a>(list: &'a Value, part: &str) -> &'a Value {
    let rows = list.as_array().expect("a list");
    let row = rows
        .iter()
        .find(|r| r["right"].as_str().is_some_and(|t| t.contains(part)));
    row.unwrap_or_else(|| panic!("nothing of {part} in {list}"))
}

#[tokio::test]
async fn each_step_leads_to_the_next_right_with_its_last_day_organ_and_article() {
    let today = "2026-03-20";
    for (dates, right, last_day, article) in [
        (
            json!({"submitted": "2026-03-10", "today": today}),
            "书面告知",
            "2026-03-25",
            "23",
        ),
        (
            json!({"accepted": "2026-03-01", "today": today}),
            "处理意见",
            "2026-04-30",
            "34",
        ),
        (
            json!({"accepted": "2026-01-01", "extended": "2026-02-27", "today": today}),
            "处理意见",
            "2026-04-01",
            "34",
        ),
        (
            json!({"replied": "2026-03-01", "today": today}),
            "申请复查",
            "2026-03-31",
            "35",
        ),
        (
            json!({"review_requested": "2026-03-01", "today": today}),
            "复查意见",
            "2026-03-31",
            "35",
        ),
        (
            json!({"review_replied": "2026-03-01", "today": today}),
            "申请复核",
            "2026-03-31",
            "36",
        ),
        (
            json!({"recheck_requested": "2026-03-01", "today": today}),
            "复核意见",
            "2026-03-31",
            "36",
        ),
    ] {
        let reply = reckon(dates.clone()).await;
        let row = find(&reply["next"], right);
        assert_eq!(row["last_day"], last_day, "{dates}");
        assert_eq!(
            row["citation"]["id"],
            format!("xinfang-gongzuo-tiaoli/{article}")
        );
        assert!(!row["organ"].as_str().expect("an organ").is_empty());
        assert!(
            reply["overdue"].as_array().expect("a list").is_empty(),
            "{dates}"
        );
        assert!(reply["closed"].as_array().expect("a list").is_empty());
        assert!(
            reply["assumptions"]
                .as_array()
                .is_some_and(|a| a.len() >= 5)
        );
    }
}

#[tokio::test]
async fn only_a_recheck_opinion_closes_and_only_the_same_facts_and_reasons() {
    let reply = reckon(json!({"recheck_replied": "2026-03-01", "today": "2026-03-20"})).await;
    let closed = reply["closed"].as_array().expect("a list");
    assert_eq!(closed.len(), 1);
    assert_eq!(closed[0]["citation"]["id"], "xinfang-gongzuo-tiaoli/36");
    assert_eq!(closed[0]["citation"]["pinpoint"], "第三款");
    assert!(
        closed[0]["right"]
            .as_str()
            .is_some_and(|r| r.contains("同样的事实和理由"))
    );
}

#[tokio::test]
async fn an_organs_limit_that_passed_is_for_the_organ_to_confirm() {
    let reply = reckon(json!({"accepted": "2026-01-01", "today": "2026-03-20"})).await;
    let row = find(&reply["overdue"], "处理意见");
    assert_eq!(row["last_day"], "2026-03-02");
    assert!(
        row["note"]
            .as_str()
            .is_some_and(|n| n.contains("是否逾期以机关告知为准"))
    );
    find(&reply["next"], "督办");
    let on_the_day = reckon(json!({"accepted": "2026-01-01", "today": "2026-03-02"})).await;
    assert!(on_the_day["overdue"].as_array().expect("a list").is_empty());
}

#[tokio::test]
async fn a_missed_review_closes_nothing_and_sends_to_the_window() {
    let reply = reckon(json!({"replied": "2026-01-01", "today": "2026-03-20"})).await;
    let row = find(&reply["overdue"], "申请复查");
    assert!(
        row["note"]
            .as_str()
            .is_some_and(|n| n.contains("条例未写后果，请问窗口"))
    );
    assert!(reply["closed"].as_array().expect("a list").is_empty());
    assert!(!reply["next"].as_array().expect("a list").is_empty());
}

#[tokio::test]
async fn limits_outside_run_on_and_months_end_on_the_same_day() {
    let reply =
        reckon(json!({"submitted": "2025-09-01", "known": "2025-08-31", "today": "2025-09-02"}))
            .await;
    let outside = &reply["outside"];
    assert_eq!(find(outside, "行政复议")["last_day"], "2025-10-30");
    assert_eq!(find(outside, "行政诉讼")["last_day"], "2026-02-28");
    let late = reckon(json!({"known": "2025-08-31", "today": "2025-12-01"})).await;
    let note = &find(&late["outside"], "行政复议")["note"];
    assert!(note.as_str().is_some_and(|n| n.contains("已经过了")));
    let labour = find(outside, "劳动仲裁");
    assert_eq!(labour["last_day"], Value::Null);
    assert!(labour["note"].as_str().is_some_and(|n| n.contains("中断")));
}

#[tokio::test]
async fn reviews_are_not_promised_to_matters_of_another_path() {
    for (path, article) in [("tujing", "31"), ("jubao", "30")] {
        let reply =
            reckon(json!({"replied": "2026-03-01", "today": "2026-03-20", "path": path})).await;
        assert!(!reply["next"].to_string().contains("申请复查"));
        let id = &reply["next"][0]["citation"]["id"];
        assert_eq!(*id, format!("xinfang-gongzuo-tiaoli/{article}"));
    }
}

#[tokio::test]
async fn dates_that_cannot_be_get_a_chinese_sentence_that_names_them() {
    let app = TestApp::new();
    for (body, part) in [
        (json!({"replied": "2026-02-30"}), "收到处理意见的那天"),
        (
            json!({"submitted": "2026-02-01", "replied": "2026-01-01", "today": "2026-03-01"}),
            "早于",
        ),
        (json!({"submitted": "1900-01-01"}), "1900"),
        (json!({"submitted": "2999-01-01"}), "2999"),
        (json!({"today": "2999-01-01"}), "今天"),
        (json!({"submitted": 20260101}), "字符串"),
    ] {
        let reply = app.json("/api/v1/deadlines", body).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.text().contains(part), "{}", reply.text());
        reply.error_code();
    }
    for body in [
        json!({}),
        json!({"submitted": null, "today": ""}),
        json!({"more": 1}),
    ] {
        let reply = app.json("/api/v1/deadlines", body).await;
        assert_eq!(reply.status, StatusCode::OK);
        assert_eq!(reply.json()["stage"], "还没有提出");
    }
}

#[tokio::test]
async fn the_page_reckons_without_a_script_and_loses_nothing_that_was_filled_in() {
    let app = TestApp::new();
    let good = app
        .form(
            "/deadlines",
            &[("replied", "2026-03-01"), ("today", "2026-03-20")],
        )
        .await;
    assert_eq!(good.status, StatusCode::OK);
    assert_eq!(good.header("cache-control"), "no-store");
    let text = good.text();
    assert!(text.contains("2026年3月31日") && text.contains("value=\"2026-03-01\""));
    assert!(text.contains("条例未写节假日顺延"));
    let bad = app
        .form(
            "/deadlines",
            &[("replied", "2月30日"), ("accepted", "2026-01-05")],
        )
        .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = bad.text();
    assert!(text.contains("value=\"2月30日\"") && text.contains("value=\"2026-01-05\""));
    assert!(text.contains("没有这一天"));
}

#[test]
fn every_right_of_the_tool_rests_on_an_article() {
    let tool = &snapshot().corpus.deadlines;
    assert_eq!(tool.stages.len(), 8);
    let rights = tool
        .stages
        .iter()
        .flat_map(|s| s.next.iter().chain(&s.closed));
    assert!(rights.clone().count() >= 10);
    for stage in &tool.stages {
        let limited = stage.next.iter().any(|r| r.limit.is_some());
        assert_eq!(
            limited,
            !matches!(stage.id.as_str(), "not-submitted" | "recheck-replied")
        );
    }
}
