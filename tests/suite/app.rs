//! The driver: a service in the process, over the corpus of the project.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use petition_guide::config::Config;
use petition_guide::snapshot::{Snapshot, load_corpus};
use petition_guide::staff::Staff;
use petition_guide::store::{Place, Store};
use petition_guide::topics::Recorder;
use petition_guide::web::{App, Settings, Site, router};
use serde_json::Value;
use tower::ServiceExt;

/// The snapshot of the project's corpus, made once for all tests.
pub fn snapshot() -> Arc<Snapshot> {
    static SNAPSHOT: OnceLock<Arc<Snapshot>> = OnceLock::new();
    SNAPSHOT
        .get_or_init(|| {
            let corpus = load_corpus(None).expect("the project's corpus is sound");
            let index = Path::new(env!("CARGO_TARGET_TMPDIR")).join("suite-index");
            let built = Snapshot::build(corpus, Some(&index), &mut |_, _| {});
            let snapshot = built.expect("the project's corpus can be indexed");
            snapshot.segmenter();
            Arc::new(snapshot)
        })
        .clone()
}

/// Channel, event, topic, entry, outcome, action of all cells, and their counts.
pub fn cells(place: &Place) -> Vec<([String; 6], u64)> {
    let rows = Store::open_read_only(place).and_then(|mut s| s.cells(0, i64::MAX));
    let cell = |(c, n): (petition_guide::store::CellRow, u64)| {
        let key = [c.channel, c.event, c.topic, c.entry, c.outcome, c.action];
        (key.map(|k| k.to_string()), n)
    };
    rows.unwrap_or_default().into_iter().map(cell).collect()
}

/// A service to ask.
pub struct TestApp {
    router: Router,
    pub recorder: Option<Recorder>,
}

/// What came back.
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl TestApp {
    /// Over the project's corpus, counting nothing.
    pub fn new() -> Self {
        Self::with(snapshot(), &Config::default(), None)
    }

    /// Over the project's corpus, counting into this database.
    pub fn counting(database: impl Into<Place>) -> Self {
        let recorder = Recorder::start(database.into()).expect("a database in a temporary folder");
        Self::with(snapshot(), &Config::default(), Some(recorder))
    }

    /// Over a snapshot, with settings.
    pub fn with(snapshot: Arc<Snapshot>, config: &Config, recorder: Option<Recorder>) -> Self {
        let settings = Settings::new(config, "https://xf.example.cn");
        let site = Site::new(snapshot, &settings).expect("the pages render");
        let app = App::new(site, recorder.clone(), None, None, settings);
        Self::over(app, recorder)
    }

    /// With a staff, over this database, its counts in the same.
    pub fn with_staff(database: impl Into<Place>, config: &Config) -> Self {
        let database = database.into();
        let recorder = Recorder::start(database.clone()).expect("a database in a temporary folder");
        let staff = Arc::new(Staff::new(database));
        let settings = Settings::new(config, "https://xf.example.cn");
        let site = Site::new(snapshot(), &settings).expect("the pages render");
        let app = App::new(site, Some(recorder.clone()), Some(staff), None, settings);
        app.refresh();
        Self::over(app, Some(recorder))
    }

    fn over(app: App, recorder: Option<Recorder>) -> Self {
        Self {
            router: router(app),
            recorder,
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Reply {
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router answers");
        let (parts, body) = response.into_parts();
        let body = body
            .collect()
            .await
            .expect("a whole body")
            .to_bytes()
            .to_vec();
        Reply {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(
            Request::get(path)
                .body(Body::empty())
                .expect("a valid address"),
        )
        .await
    }

    pub async fn post(&self, path: &str, kind: &str, body: impl Into<Body>) -> Reply {
        let request = Request::post(path)
            .header("content-type", kind)
            .body(body.into());
        self.send(request.expect("a valid request")).await
    }

    /// `POST /api/v1/ask` with this question.
    pub async fn ask(&self, question: &str) -> Reply {
        let body = serde_json::json!({ "question": question });
        self.json("/api/v1/ask", body).await
    }

    /// `POST /ask` as the page's form sends it.
    pub async fn submit(&self, question: &str) -> Reply {
        let fields = [("question", question), ("previous", ""), ("channel", "web")];
        self.form("/ask", &fields).await
    }

    /// A form as a browser sends it.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let encoded = |v: &str| v.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
        let pairs = fields.iter().map(|(k, v)| format!("{k}={}", encoded(v)));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.post(path, "application/x-www-form-urlencoded", body)
            .await
    }

    /// `POST` of this JSON.
    pub async fn json(&self, path: &str, body: serde_json::Value) -> Reply {
        self.post(path, "application/json", body.to_string()).await
    }
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("UTF-8")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default()
    }

    /// The code of an error reply; its message must be a Chinese sentence.
    pub fn error_code(&self) -> String {
        let error = &self.json()["error"];
        let message = error["message"].as_str().expect("a message");
        assert!(
            message.ends_with('。') && message.chars().count() > 4,
            "{message}"
        );
        error["code"].as_str().expect("a code").to_owned()
    }
}
