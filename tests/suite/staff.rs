//! `/staff/…`: signing in, sessions, events and the log.

use std::path::Path;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use petition_guide::config::Config;
use petition_guide::staff::{ABSOLUTE_SECONDS, IDLE_SECONDS, Role, SignInFault, Staff};
use petition_guide::store::Place;

use crate::app::{Reply, TestApp};

pub const PASSWORD: &str = "一个很长的密码 2026";

pub fn account(file: &Path, name: &str, role: Role) {
    let staff = Staff::new(Place::from(file));
    staff
        .add(name, role, PASSWORD, "测试", "2026-11-22", 0)
        .expect("an account");
}

pub fn app(file: &Path) -> TestApp {
    TestApp::with_staff(file.to_owned(), &Config::default())
}

pub async fn sign_in(app: &TestApp, name: &str, password: &str) -> Reply {
    app.form("/staff/login", &[("name", name), ("password", password)])
        .await
}

/// The cookie of a reply as a browser sends it back.
pub fn cookie(reply: &Reply) -> String {
    reply
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap_or_default()
        .to_owned()
}

pub async fn get(app: &TestApp, path: &str, cookie: &str) -> Reply {
    let request = Request::get(path)
        .header("cookie", cookie)
        .body(Body::empty());
    app.send(request.expect("a request")).await
}

pub async fn post(app: &TestApp, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Reply {
    let encoded = |v: &str| v.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    let pairs = fields.iter().map(|(k, v)| format!("{k}={}", encoded(v)));
    let request = Request::post(path)
        .header("cookie", cookie)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(pairs.collect::<Vec<_>>().join("&")));
    app.send(request.expect("a request")).await
}

/// What the page's form carries under this name.
pub fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page
        .split_once(&format!("name=\"{name}\" value=\""))
        .expect("a field");
    let value = rest.split('"').next().unwrap_or_default();
    value.replace("&#38;", "&")
}

pub const EVENT: [(&str, &str); 5] = [
    ("code", "xianfa-2026"),
    ("name", "国家宪法日"),
    ("place", "县政府广场"),
    ("first", "2026-12-01"),
    ("last", "2026-12-07"),
];

#[tokio::test]
async fn without_accounts_the_page_says_how_to_make_the_first() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let app = app(&dir.path().join("counts.db"));
    let reply = app.get("/staff").await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert!(
        reply
            .header("location")
            .starts_with("/staff/login?then=%2Fstaff")
    );
    let page = app.get("/staff/login").await;
    assert!(page.text().contains("petition-guide staff add"));
    assert_eq!(page.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_get_the_same_reply_and_then_a_lock() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("counts.db");
    account(&file, "甲", Role::Viewer);
    let app = app(&file);
    let wrong = |reply: Reply| {
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
        assert_eq!(reply.header("set-cookie"), "");
        let text = reply.text();
        let (_, said) = text.split_once("role=\"alert\">").expect("what is wrong");
        said.split('<').next().unwrap_or_default().to_owned()
    };
    let of_password = wrong(sign_in(&app, "甲", "错的密码 错的密码").await);
    let of_name = wrong(sign_in(&app, "没有这个人", "错的密码 错的密码").await);
    assert_eq!(of_password, of_name);
    for _ in 0..4 {
        sign_in(&app, "没有这个人", "x").await;
        sign_in(&app, "甲", "x").await;
    }
    let locked = wrong(sign_in(&app, "甲", PASSWORD).await);
    assert_eq!(locked, wrong(sign_in(&app, "没有这个人", PASSWORD).await));
    assert!(locked.contains("15 分钟"));
}

#[test]
fn of_many_tries_at_once_no_more_than_five_are_looked_at() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("counts.db");
    account(&file, "甲", Role::Viewer);
    let staff = Staff::new(Place::from(file));
    let looked_at = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..12)
            .map(|n| {
                let staff = &staff;
                scope.spawn(move || staff.sign_in("甲", &format!("错误的密码 第{n}个"), 1_000))
            })
            .collect();
        let ends = tries.into_iter().map(|t| t.join().expect("a try"));
        ends.filter(|end| matches!(end, Err(SignInFault::Wrong(_))))
            .count()
    });
    assert_eq!(looked_at, 5);
    let right = staff.sign_in("甲", PASSWORD, 1_001);
    assert!(matches!(right, Err(SignInFault::Locked)));
}

#[tokio::test]
async fn a_session_opens_pages_and_ends_here_or_everywhere() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("counts.db");
    account(&file, "甲", Role::Viewer);
    let secure = Config {
        public_url: "https://xf.example.cn".to_owned(),
        ..Config::default()
    };
    let app = TestApp::with_staff(file.clone(), &secure);
    let reply = sign_in(&app, "甲", PASSWORD).await;
    assert_eq!(reply.header("location"), "/staff");
    let set = reply.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/staff"] {
        assert!(set.contains(part), "{set}");
    }
    let (first, second) = (cookie(&reply), cookie(&sign_in(&app, "甲", PASSWORD).await));
    let page = get(&app, "/staff", &first).await;
    assert_eq!(page.status, StatusCode::OK);
    let csrf = hidden(&page.text(), "csrf");
    let out = [("csrf", "wrong"), ("everywhere", "1")];
    let kept = post(&app, "/staff/logout", &first, &out).await;
    assert_eq!(
        get(&app, "/staff", &first).await.status,
        StatusCode::OK,
        "without its token a form does nothing"
    );
    // Nobody walks away from a shared computer thinking that it did; one more tap, and it does.
    assert!(kept.text().contains("还没有退出"));
    assert_eq!(hidden(&kept.text(), "csrf"), csrf);
    let out = [("csrf", csrf.as_str()), ("everywhere", "1")];
    post(&app, "/staff/logout", &first, &out).await;
    for ended in [&first, &second] {
        assert_eq!(
            get(&app, "/staff", ended).await.status,
            StatusCode::SEE_OTHER
        );
    }
    let bytes = std::fs::read(&file).expect("the database");
    let token = first.split('=').nth(1).expect("a token");
    assert!(
        !bytes.windows(token.len()).any(|w| w == token.as_bytes()),
        "a token is kept"
    );
}

#[test]
fn a_session_ends_without_use_and_in_any_case() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("counts.db");
    account(&file, "甲", Role::Viewer);
    let staff = Staff::new(Place::from(file));
    let token = staff
        .sign_in("甲", PASSWORD, 0)
        .expect("the right password")
        .token;
    let holds = |now: i64| staff.member(&token, now).expect("a database").is_some();
    let mut now = 0;
    while now + IDLE_SECONDS - 1 < ABSOLUTE_SECONDS {
        now += IDLE_SECONDS - 1;
        assert!(holds(now), "{now}");
    }
    assert!(!holds(ABSOLUTE_SECONDS));
    let token = staff
        .sign_in("甲", PASSWORD, 0)
        .expect("the right password")
        .token;
    assert!(
        staff
            .member(&token, IDLE_SECONDS)
            .expect("a database")
            .is_none()
    );
}

#[tokio::test]
async fn an_event_is_made_counted_and_written_down() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("counts.db");
    account(&file, "编", Role::Editor);
    let app = app(&file);
    let cookie = cookie(&sign_in(&app, "编", PASSWORD).await);
    let csrf = hidden(&get(&app, "/staff/events", &cookie).await.text(), "csrf");
    let mut fields = EVENT.to_vec();
    fields.push(("csrf", &csrf));
    let made = post(&app, "/staff/events", &cookie, &fields).await;
    assert_eq!(made.header("location"), "/staff/events/xianfa-2026");
    let page = get(&app, "/staff/events/xianfa-2026", &cookie).await.text();
    assert!(
        page.contains("<svg") && page.contains("https://xf.example.cn/kiosk?event=xianfa-2026")
    );
    // The code is carried by the first page into the question, and counted; an unknown one counts as none.
    let home = app.get("/?event=xianfa-2026").await;
    assert_eq!(hidden(&home.text(), "event"), "xianfa-2026");
    assert_eq!(home.header("cache-control"), "no-store");
    assert!(
        !app.get("/?event=no-such")
            .await
            .text()
            .contains("name=\"event\"")
    );
    let asked = [("question", "复查期限是多久"), ("event", "xianfa-2026")];
    assert_eq!(
        hidden(&app.form("/ask", &asked).await.text(), "event"),
        "xianfa-2026"
    );
    app.form(
        "/ask",
        &[("question", "复查期限是多久"), ("event", "no-such")],
    )
    .await;
    app.recorder.as_ref().expect("a recorder").stop();
    let cells = crate::app::cells(&Place::from(file.as_path()));
    let mut codes: Vec<&str> = cells.iter().map(|(key, _)| key[1].as_str()).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["", "xianfa-2026"]);
    let log = get(&app, "/staff/audit", &cookie).await.text();
    assert!(log.contains("新建 xianfa-2026（国家宪法日）") && log.contains("登录"));
}

#[tokio::test]
async fn what_cannot_be_an_event_comes_back_with_what_was_typed() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("counts.db");
    account(&file, "编", Role::Editor);
    account(&file, "看", Role::Viewer);
    let app = app(&file);
    let editor = cookie(&sign_in(&app, "编", PASSWORD).await);
    let csrf = hidden(&get(&app, "/staff/events", &editor).await.text(), "csrf");
    let long = "长".repeat(200);
    for (field, value, said) in [
        ("last", "2026-11-01", "不能早于"),
        ("first", "2016-01-01", "最长 400 天"),
        ("name", &long, "最多 60 个字"),
        ("code", "宪法日", "小写字母"),
    ] {
        let mut fields: Vec<(&str, &str)> =
            EVENT.iter().filter(|(k, _)| *k != field).copied().collect();
        fields.extend([(field, value), ("csrf", &csrf)]);
        let reply = post(&app, "/staff/events", &editor, &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        let page = reply.text();
        assert!(
            page.contains(said) && page.contains("县政府广场"),
            "{field}"
        );
    }
    let mut html: Vec<(&str, &str)> = EVENT
        .iter()
        .filter(|(k, _)| *k != "name")
        .copied()
        .collect();
    html.extend([("name", "<b>宪法日</b>"), ("csrf", csrf.as_str())]);
    let made = post(&app, "/staff/events", &editor, &html).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    assert!(
        !get(&app, "/staff/events", &editor)
            .await
            .text()
            .contains("<b>宪法日")
    );
    let viewer = cookie(&sign_in(&app, "看", PASSWORD).await);
    let csrf = hidden(&get(&app, "/staff/events", &viewer).await.text(), "csrf");
    let mut fields = EVENT.to_vec();
    fields.push(("csrf", &csrf));
    assert_eq!(
        post(&app, "/staff/events", &viewer, &fields).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_form_that_meets_an_ended_session_loses_nothing() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("counts.db");
    account(&file, "编", Role::Editor);
    let app = app(&file);
    let mut fields = EVENT.to_vec();
    fields.push(("csrf", "of an ended session"));
    let met = post(&app, "/staff/events", "staff=0123", &fields).await;
    assert_eq!(met.status, StatusCode::UNAUTHORIZED);
    let page = met.text();
    let (then, carried) = (hidden(&page, "then"), hidden(&page, "carried"));
    assert_eq!(then, "/staff/events");
    let fields = [
        ("name", "编"),
        ("password", PASSWORD),
        ("then", &then),
        ("carried", &carried),
    ];
    let welcome = app.form("/staff/login", &fields).await;
    let page = welcome.text();
    assert_eq!(hidden(&page, "place"), "县政府广场");
    let mut again = EVENT.to_vec();
    let csrf = hidden(&page, "csrf");
    again.push(("csrf", &csrf));
    let made = post(&app, "/staff/events", &cookie(&welcome), &again).await;
    assert_eq!(made.header("location"), "/staff/events/xianfa-2026");
    // Only pages of the staff are gone to afterwards.
    for away in ["https://example.com", "//example.com", "/staff\\evil", "/"] {
        let fields = [("name", "编"), ("password", PASSWORD), ("then", away)];
        assert_eq!(
            app.form("/staff/login", &fields).await.header("location"),
            "/staff"
        );
    }
}
