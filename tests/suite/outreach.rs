//! What planners see: views, comparisons, exports, the brief, switches and taps, as the pages give them.

use std::path::Path;

use axum::http::StatusCode;
use petition_guide::staff::Role;
use petition_guide::store::{CellRow, CountBatch, EventRow, HourRow, Place, Store, TermRow};

use crate::app::{Reply, TestApp, cells};
use crate::staff::{PASSWORD, account, app, cookie, get, hidden, post, sign_in};

fn cell(day: i64, event: &str, entry: &str, action: &str, n: i64) -> (CellRow, i64) {
    let (topic, outcome) = match entry {
        "fucha-shenqing" => ("fucha-fuhe", "answered"),
        "qianxin-zhaoshui" => ("laodong-shebao", "redirected"),
        _ => ("", "out_of_scope"),
    };
    let row = CellRow {
        when: day,
        channel: if event.is_empty() { "web" } else { "kiosk" }.into(),
        event: event.into(),
        topic: topic.into(),
        entry: entry.into(),
        outcome: outcome.into(),
        action: action.into(),
    };
    (row, n)
}

fn fill(file: &Path) {
    let mut store = Store::open(&Place::from(file)).expect("a database");
    let hour = HourRow {
        day: 20_261_123,
        hour: 9,
        channel: "web".into(),
        event: "".into(),
    };
    let term = |term: &str| TermRow {
        day: 20_261_123,
        event: "".into(),
        term: term.into(),
    };
    let batch = CountBatch {
        cells: vec![
            cell(20_261_001, "", "fucha-shenqing", "asked", 20),
            cell(20_261_123, "", "fucha-shenqing", "asked", 42),
            cell(20_261_123, "", "fucha-shenqing", "helpful", 6),
            cell(20_261_123, "", "fucha-shenqing", "not_helpful", 9),
            cell(20_261_123, "", "", "asked", 7),
            cell(20_261_124, "ganji", "fucha-shenqing", "asked", 12),
            cell(20_261_124, "ganji", "", "asked", 3),
        ],
        hours: vec![(hour, 49)],
        terms: vec![(term("=1+1"), 8), (term("养老金"), 2)],
    };
    store.add(batch).expect("counts");
    let event = EventRow {
        code: "ganji".to_owned(),
        name: "=赶集<b>".to_owned(),
        place: "镇上".to_owned(),
        first: "2026-11-24".to_owned(),
        last: "2026-11-24".to_owned(),
    };
    store.add_event(&event).expect("an event");
}

/// A service over filled counts, and the cookie of somebody of this role.
async fn filled(file: &Path, role: Role) -> (TestApp, String) {
    fill(file);
    account(file, "甲", role);
    let app = app(file);
    let cookie = cookie(&sign_in(&app, "甲", PASSWORD).await);
    (app, cookie)
}

#[tokio::test]
async fn a_month_shows_its_topics_and_what_changed() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (app, cookie) = filled(&dir.path().join("counts.db"), Role::Viewer).await;
    let page = get(&app, "/staff?period=2026-11&by=channel", &cookie)
        .await
        .text();
    for part in [
        "至少 64 人次",
        "复查复核",
        "<th scope=\"col\">自助机</th>",
        "多 34（170%）",
        "id=\"hours\"",
        "<svg class=\"chart\"",
        "没人看到的条目",
        "href=\"/staff?period=2026-10&#38;by=channel\"",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(!page.contains("人数</"), "people are never counted");
    let year = get(&app, "/staff?period=2026", &cookie).await.text();
    assert!(
        year.contains("id=\"months\"") && year.contains("▲"),
        "events are marked"
    );
    assert!(year.contains("=赶集&#60;b&#62;") && !year.contains("赶集<b>"));
}

#[tokio::test]
async fn an_event_shows_what_was_asked_with_its_code() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (app, cookie) = filled(&dir.path().join("counts.db"), Role::Viewer).await;
    let page = get(&app, "/staff?event=ganji", &cookie).await.text();
    assert!(page.contains("至少 12 人次") && page.contains("&lt;5") | page.contains("&#60;5"));
}

#[tokio::test]
async fn views_that_are_not_offered_are_refused_with_what_is() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (app, cookie) = filled(&dir.path().join("counts.db"), Role::Viewer).await;
    for (query, status, said) in [
        ("event=no-such", StatusCode::NOT_FOUND, "没有代号是"),
        (
            "period=2026-12..2026-01",
            StatusCode::UNPROCESSABLE_ENTITY,
            "早于开始",
        ),
        (
            "period=2016..2026",
            StatusCode::UNPROCESSABLE_ENTITY,
            "不能自选起止",
        ),
        (
            "period=2026-13",
            StatusCode::UNPROCESSABLE_ENTITY,
            "看不懂的时间段",
        ),
        (
            "period=%3Cb%3E",
            StatusCode::UNPROCESSABLE_ENTITY,
            "看不懂的时间段",
        ),
    ] {
        let reply = get(&app, &format!("/staff?{query}"), &cookie).await;
        assert_eq!(reply.status, status, "{query}");
        assert!(
            reply.text().contains(said) && !reply.text().contains("<b>"),
            "{query}"
        );
        let export = get(&app, &format!("/staff/export.csv?{query}"), &cookie).await;
        assert_eq!(export.status, status, "{query}");
    }
}

/// The cells of a page's tables, as text, line by line.
fn shown(page: &str) -> Vec<Vec<String>> {
    let cell = |piece: &str| {
        let text = piece.split_once('>').map_or("", |(_, rest)| rest);
        let text = text.split('<').next().unwrap_or_default();
        text.replace("&#60;", "<")
            .replace("&#62;", ">")
            .replace("&#38;", "&")
            .replace("&lt;", "<")
    };
    let rows = page.split("<tr>").skip(1);
    rows.map(|row| {
        let row = row.split("</tr>").next().unwrap_or_default();
        let pieces = row
            .split("<t")
            .skip(1)
            .filter(|p| p.starts_with("h ") || p.starts_with('d') || p.starts_with("h>"));
        pieces.map(cell).collect()
    })
    .collect()
}

/// The rows of all sheets below their heads, as text.
fn cells_of(xlsx: &[u8]) -> Vec<Vec<String>> {
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(xlsx)).expect("a workbook");
    let sheets = book.sheet_names();
    let rows = sheets.iter().flat_map(|name| {
        let sheet = book.worksheet_range(name).expect("a sheet");
        let rows = sheet
            .rows()
            .map(|r| r.iter().map(ToString::to_string).collect());
        rows.collect::<Vec<Vec<String>>>()
    });
    // Headings and notes stand alone in their row.
    let rows = rows.map(|mut r| {
        while r.last().is_some_and(String::is_empty) {
            r.pop();
        }
        r
    });
    rows.filter(|r| r.len() > 1).collect()
}

/// The same of a page.
fn cells_of_page(page: &str) -> Vec<Vec<String>> {
    let rows = shown(page).into_iter().map(|mut r| {
        while r.last().is_some_and(String::is_empty) {
            r.pop();
        }
        r
    });
    rows.filter(|r| r.len() > 1).collect()
}

#[tokio::test]
async fn exports_hold_what_the_page_shows_and_no_formula() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (app, cookie) = filled(&dir.path().join("counts.db"), Role::Viewer).await;
    for query in [
        "period=2026-11",
        "period=2026-11&by=channel",
        "period=2026",
        "event=ganji",
    ] {
        let page = get(&app, &format!("/staff?{query}"), &cookie).await.text();
        let csv = get(&app, &format!("/staff/export.csv?{query}"), &cookie).await;
        assert!(csv.header("content-disposition").contains("attachment"));
        let csv = csv.text();
        assert!(csv.starts_with('\u{feff}'));
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(csv.as_bytes());
        let lines: Vec<Vec<String>> = reader
            .records()
            .map(|r| {
                r.expect("a line")
                    .iter()
                    .map(|c| c.strip_prefix('\'').unwrap_or(c).to_owned())
                    .collect()
            })
            .collect();
        let rows = shown(&page);
        assert!(rows.len() > 10, "{query}");
        for row in rows {
            assert!(lines.contains(&row), "{query}: {row:?} is not in the file");
        }
        assert!(
            !csv.lines()
                .any(|l| l.split(',').any(|c| c.starts_with(['=', '+', '-', '@'])))
        );
    }
    let csv = get(&app, "/staff/export.csv?period=2026-11", &cookie)
        .await
        .text();
    assert!(csv.contains("'=1+1"), "{csv}");
    let page_of_november = get(&app, "/staff?period=2026-11", &cookie).await.text();
    let xlsx = get(&app, "/staff/export.xlsx?period=2026-11", &cookie).await;
    assert!(xlsx.header("content-type").contains("spreadsheetml"));
    assert_eq!(cells_of(&xlsx.body), cells_of_page(&page_of_november));
    let log = get(&app, "/staff/audit", &cookie).await.text();
    assert!(
        log.contains("导出") && log.contains("CSV：2026年11月") && log.contains("XLSX：2026年11月")
    );
}

#[tokio::test]
async fn the_brief_says_what_to_speak_on_first_in_sentences_with_figures() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (app, cookie) = filled(&dir.path().join("counts.db"), Role::Viewer).await;
    let page = get(&app, "/staff/brief?period=2026-11", &cookie)
        .await
        .text();
    for part in [
        "“复查复核”：54 人次",
        "从 20 人次到 54 人次，多 34（170%）",
        "说没帮助的 9 人次，说有帮助的 6 人次",
        "<figure class=\"qr\"><svg",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let text = get(&app, "/staff/brief.txt?period=2026-11", &cookie).await;
    assert!(text.header("content-type").starts_with("text/plain"));
    insta::assert_snapshot!(text.text());
}

#[tokio::test]
async fn a_channel_is_switched_off_with_a_reason_visitors_read() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (app, cookie) = filled(&dir.path().join("counts.db"), Role::Admin).await;
    let csrf = hidden(&get(&app, "/staff/switches", &cookie).await.text(), "csrf");
    let switch = |channel: &'static str, to: &'static str, reason: &'static str| {
        let fields = [
            ("channel", channel),
            ("to", to),
            ("reason", reason),
            ("csrf", &*csrf),
        ]
        .map(|(k, v)| (k, v.to_owned()));
        let (app, cookie) = (&app, &cookie);
        async move {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
            post(app, "/staff/switches", cookie, &fields).await
        }
    };
    assert_eq!(
        switch("web", "off", " ").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        switch("cli", "off", "x").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        switch("web", "off", "正在更新指南<b>").await.status,
        StatusCode::SEE_OTHER
    );
    let off = |reply: &Reply| {
        reply.status == StatusCode::SERVICE_UNAVAILABLE && reply.text().contains("正在更新指南")
    };
    assert!(off(&app.get("/").await) && off(&app.submit("复查期限是多久").await));
    assert!(!app.get("/").await.text().contains("指南<b>"));
    let said = app
        .json(
            "/api/v1/ask",
            serde_json::json!({"question": "复查期限", "channel": "web"}),
        )
        .await;
    assert_eq!(said.error_code(), "channel_off");
    // Under a name nobody knows it is still the page.
    let form = [("question", "复查期限是多久"), ("channel", "zzz")];
    assert!(off(&post(&app, "/ask", "", &form).await));
    assert!(app.get("/").await.text().contains("href=\"/start\""));
    // Other channels, the laws and the pages of answers go on.
    assert_eq!(app.ask("复查期限是多久").await.status, StatusCode::OK);
    for path in ["/kiosk", "/q/fucha-shenqing", "/law/xianfa"] {
        assert_eq!(app.get(path).await.status, StatusCode::OK, "{path}");
    }
    switch("kiosk", "off", "换屏").await;
    let paused = app.get("/kiosk/q/fucha-shenqing").await;
    assert_eq!(paused.status, StatusCode::SERVICE_UNAVAILABLE);
    // The machine stays the machine, and comes back by itself.
    let paused = paused.text();
    assert!(paused.contains("换屏") && paused.contains("url=/kiosk\""));
    assert!(!paused.contains("href=\"/\"") && !paused.contains("href=\"/search"));
    switch("web", "on", "").await;
    assert_eq!(app.get("/").await.status, StatusCode::OK);
    let log = get(&app, "/staff/audit", &cookie).await.text();
    assert!(log.contains("停用 网页：正在更新指南") && log.contains("打开 网页"));
}

#[tokio::test]
async fn only_an_admin_switches_channels() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (app, cookie) = filled(&dir.path().join("counts.db"), Role::Editor).await;
    let page = get(&app, "/staff/switches", &cookie).await.text();
    assert!(!page.contains("name=\"reason\""));
    let csrf = hidden(&page, "csrf");
    let fields = [
        ("channel", "web"),
        ("to", "off"),
        ("reason", "x"),
        ("csrf", &*csrf),
    ];
    assert_eq!(
        post(&app, "/staff/switches", &cookie, &fields).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn one_tap_says_whether_an_answer_helped() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("counts.db");
    let app = TestApp::counting(file.clone());
    let answer = app
        .submit("对信访处理意见不服，怎样申请复查？")
        .await
        .text();
    assert_eq!(hidden(&answer, "entry"), "fucha-shenqing");
    assert!(
        app.get("/q/fucha-shenqing")
            .await
            .text()
            .contains("action=\"/helpful\"")
    );
    assert!(
        app.get("/kiosk/q/fucha-shenqing")
            .await
            .text()
            .contains("action=\"/helpful\"")
    );
    assert!(
        !app.submit("我不想活了，要跳楼")
            .await
            .text()
            .contains("action=\"/helpful\""),
        "nothing beside danger"
    );
    let tap = |entry: &'static str, outcome: &'static str, action: &'static str| {
        let app = &app;
        async move {
            let fields = [
                ("entry", entry),
                ("outcome", outcome),
                ("channel", "web"),
                ("action", action),
            ];
            app.form("/helpful", &fields).await
        }
    };
    assert_eq!(
        tap("fucha-shenqing", "answered", "helpful").await.status,
        StatusCode::OK
    );
    assert_eq!(
        tap("", "out_of_scope", "not_helpful").await.status,
        StatusCode::OK
    );
    assert_eq!(
        tap("no-such", "answered", "helpful").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        tap("fucha-shenqing", "answered", "asked").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        tap("", "liked", "helpful").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    app.recorder.expect("a recorder").stop();
    let cells = cells(&Place::from(file));
    let mut taps: Vec<String> = cells
        .iter()
        .filter(|(k, _)| k[5] != "asked")
        .map(|(k, _)| k[2..].join("/"))
        .collect();
    taps.sort();
    assert_eq!(
        taps,
        [
            "//out_of_scope/not_helpful",
            "fucha-fuhe/fucha-shenqing/answered/helpful"
        ]
    );
}
