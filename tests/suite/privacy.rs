//! Nothing that could identify the asker is kept: not in a log, not in the database, not in an address.

use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::Request;
use tracing_subscriber::fmt::MakeWriter;

use crate::app::TestApp;

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0
            .lock()
            .expect("the only writer")
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

const SECRET: &str = "柳河镇王某某低保被取消";

/// Everything that is written at the most talkative level while questions of all kinds are asked.
#[tokio::test(flavor = "current_thread")]
async fn no_log_line_holds_a_question_an_address_or_a_browser() {
    let captured = Captured::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(captured.clone())
        .finish();
    // For the whole process: what other tests log is searched along, and none of them asks this.
    tracing::subscriber::set_global_default(subscriber).expect("the only subscriber");
    let dir = tempfile::tempdir().expect("a temporary folder");
    let app = TestApp::counting(dir.path().join("counts.db"));
    app.ask(SECRET).await;
    app.submit(SECRET).await;
    app.ask(&SECRET.repeat(60)).await;
    let encoded: String = SECRET.bytes().map(|b| format!("%{b:02X}")).collect();
    app.get(&format!("/search?q={encoded}")).await;
    app.get(&format!("/api/v1/search?q={encoded}")).await;
    app.get(&format!("/q/{encoded}")).await;
    app.get(&format!("/{encoded}")).await;
    app.post(
        "/api/v1/ask",
        "application/json",
        format!("{{\"question\": \"{SECRET}"),
    )
    .await;
    let request = Request::get("/q/fucha-shenqing")
        .header("user-agent", "SecretBrowser/9")
        .header("x-forwarded-for", "203.0.113.77")
        .header("x-request-id", "SecretRequest")
        .header("cookie", "openid=SecretOpenId");
    app.send(request.body(Body::empty()).expect("a request"))
        .await;
    app.recorder.expect("a recorder").stop();
    let log =
        String::from_utf8(captured.0.lock().expect("all writers are done").clone()).expect("UTF-8");
    assert!(
        log.contains("route=\"/api/v1/ask\""),
        "requests are logged by pattern: {log}"
    );
    for secret in [
        SECRET,
        &encoded,
        "柳河镇",
        "SecretBrowser",
        "203.0.113.77",
        "SecretRequest",
        "SecretOpenId",
    ] {
        assert!(!log.contains(secret), "the log holds {secret}");
    }
}

#[tokio::test]
async fn the_database_holds_ids_and_numbers_alone() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let app = TestApp::counting(dir.path().join("counts.db"));
    app.ask(SECRET).await;
    app.ask("柳河镇明天下不下雨").await;
    app.recorder.expect("a recorder").stop();
    for file in std::fs::read_dir(dir.path()).expect("the folder").flatten() {
        let bytes = std::fs::read(file.path()).expect("a file");
        for secret in ["柳河镇", "王某某", "下雨"] {
            let found = bytes.windows(secret.len()).any(|w| w == secret.as_bytes());
            assert!(!found, "{} holds {secret}", file.path().display());
        }
    }
}

#[tokio::test]
async fn no_page_sets_a_cookie_unless_a_text_size_is_chosen() {
    let app = TestApp::new();
    for path in ["/", "/q/fucha-shenqing", "/about", "/kiosk", "/search?q=a"] {
        assert_eq!(app.get(path).await.header("set-cookie"), "", "{path}");
    }
    assert_eq!(app.submit(SECRET).await.header("set-cookie"), "");
}
