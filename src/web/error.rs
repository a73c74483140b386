//! One table from what went wrong to status, code and sentence; page and JSON are only its clothes. Causes
//! go to the log, never to the visitor.

use axum::Json;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::pages::error_page;
use crate::answer::QuestionError;
use crate::deadlines::DateFault;
use crate::desk::RequestFault;
use crate::search::SearchError;

/// What can go wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum WebError {
    /// Nothing is at this address.
    NotFound,
    /// No such law.
    UnknownLaw,
    /// No such article in it.
    UnknownArticle,
    /// No such entry.
    UnknownEntry,
    /// The question cannot be one.
    Question(QuestionError),
    /// Dates that cannot be reckoned with.
    Dates(DateFault),
    /// A field has a value it cannot have.
    Field(&'static str),
    /// The body is not what it should be: not JSON, not UTF-8 …
    Malformed,
    /// Signed in, but not allowed to do this.
    Forbidden,
    /// The address takes other methods.
    Method,
    /// Too much was sent.
    TooLarge,
    /// Not the kind of content that is read here.
    MediaType,
    /// Too many requests.
    TooMany,
    /// Too much to do at the moment.
    Busy,
    /// The database of counts and accounts cannot be reached; answers go on without it.
    DatabaseAway,
    /// The office has switched this channel off, for this reason.
    ChannelOff(String),
    /// A fault of the service.
    Internal,
}

impl WebError {
    /// Status, stable code, title and sentence.
    pub(super) fn parts(&self) -> (StatusCode, &'static str, &'static str, String) {
        use StatusCode as S;
        let (status, code, title, sentence) = match self {
            Self::NotFound => (
                S::NOT_FOUND,
                "not_found",
                "没有这个页面",
                "没有这个页面，请从首页重新查找。",
            ),
            Self::UnknownLaw => (
                S::NOT_FOUND,
                "unknown_law",
                "没有这部法律",
                "本库没有收录这部法律，请核对名称。",
            ),
            Self::UnknownArticle => (
                S::NOT_FOUND,
                "unknown_article",
                "没有这一条",
                "没有这一条，请核对条号。",
            ),
            Self::UnknownEntry => (
                S::NOT_FOUND,
                "unknown_entry",
                "没有这个问答",
                "没有这个问答，请从首页重新查找。",
            ),
            Self::Question(e) => {
                let code = match e {
                    QuestionError::Empty => "empty_question",
                    QuestionError::TooLong => "question_too_long",
                    QuestionError::ControlCharacter => "control_character",
                };
                return (
                    S::UNPROCESSABLE_ENTITY,
                    code,
                    "请改一改您的问题",
                    format!("{e}。"),
                );
            }
            Self::Dates(e) => {
                return (
                    S::UNPROCESSABLE_ENTITY,
                    "invalid_date",
                    "请核对日子",
                    format!("{e}。"),
                );
            }
            Self::Field(sentence) => (
                S::UNPROCESSABLE_ENTITY,
                "invalid_field",
                "填写有误",
                *sentence,
            ),
            Self::Malformed => (
                S::BAD_REQUEST,
                "malformed",
                "内容读不出来",
                "发来的内容读不出来，请检查格式和编码（UTF-8）后再试。",
            ),
            Self::Forbidden => (
                S::FORBIDDEN,
                "forbidden",
                "没有权限",
                "您的账号不能做这件事，请找管理账号的同事。",
            ),
            Self::Method => (
                S::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "不支持这种请求",
                "这个地址不支持这种请求方式。",
            ),
            Self::TooLarge => (
                S::PAYLOAD_TOO_LARGE,
                "too_large",
                "内容太大",
                "发来的内容太大了，请缩短后再试。",
            ),
            Self::MediaType => (
                S::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "不支持这种格式",
                "不支持这种内容格式。",
            ),
            Self::TooMany => (
                S::TOO_MANY_REQUESTS,
                "too_many_requests",
                "请求太频繁",
                "请求太频繁了，请过一分钟再试。",
            ),
            Self::ChannelOff(reason) => {
                return (
                    S::SERVICE_UNAVAILABLE,
                    "channel_off",
                    "这里暂停使用",
                    format!(
                        "{}。要问事请打 12345，或者到信访接待窗口；有危险请打 110。",
                        reason.trim_end_matches('。')
                    ),
                );
            }
            Self::Busy => (
                S::SERVICE_UNAVAILABLE,
                "busy",
                "现在有点忙",
                "现在问的人太多，请稍等片刻再试。急事请打 12345，有危险请打 110。",
            ),
            Self::DatabaseAway => (
                S::SERVICE_UNAVAILABLE,
                "database_away",
                "数据库现在用不了",
                "计数和账号的数据库现在用不了（连不上、写满了或者只能读）。群众提问不受影响，计数会等着补上。\
                 请告诉管理服务器的人；刚才填的按浏览器的“返回”还能看到。",
            ),
            Self::Internal => (
                S::INTERNAL_SERVER_ERROR,
                "internal",
                "服务出错了",
                "服务出了点问题，没有影响您的任何事项。请稍后再试，或者问信访接待窗口。",
            ),
        };
        (status, code, title, sentence.to_owned())
    }

    /// For errors that replies of layers carry.
    pub(super) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::Method,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::MediaType,
            StatusCode::TOO_MANY_REQUESTS => Self::TooMany,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => Self::Busy,
            s if s.is_client_error() => Self::Malformed,
            _ => Self::Internal,
        }
    }
}

impl From<RequestFault> for WebError {
    fn from(fault: RequestFault) -> Self {
        Self::Field(fault.0)
    }
}

impl From<SearchError> for WebError {
    fn from(error: SearchError) -> Self {
        tracing::error!(%error, "the index cannot be read");
        Self::Internal
    }
}

/// An error of the JSON interface.
pub(super) struct ApiError(pub(super) WebError);

impl From<WebError> for ApiError {
    fn from(error: WebError) -> Self {
        Self(error)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, code, _, message) = self.0.parts();
        (
            status,
            Json(json!({ "error": { "code": code, "message": message } })),
        )
            .into_response()
    }
}

/// An error of a page.
pub(super) struct PageError(pub(super) WebError);

impl From<WebError> for PageError {
    fn from(error: WebError) -> Self {
        Self(error)
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        error_page(&self.0)
    }
}

/// The error in the clothes that fit the address.
pub(super) fn dressed(path: &str, error: WebError) -> Response {
    if path.starts_with("/api/") {
        ApiError(error).into_response()
    } else {
        PageError(error).into_response()
    }
}

/// Gives a body to error replies of layers that know none: unknown method, body too large, busy …
pub(super) async fn dress_errors(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let status = response.status();
    let bare = status.is_client_error() || status.is_server_error();
    if !bare || is_ours(&response) {
        return response;
    }
    let mut dressed = dressed(&path, WebError::of_status(status));
    if let Some(allow) = response.headers().get("allow") {
        dressed.headers_mut().insert("allow", allow.clone());
    }
    dressed
}

/// Our own error replies are JSON or HTML; those of layers are plain text or empty.
fn is_ours(response: &Response) -> bool {
    response
        .headers()
        .get("content-type")
        .and_then(|v| v.to_str().ok())
        .is_some_and(|t| t.starts_with("application/json") || t.starts_with("text/html"))
}
