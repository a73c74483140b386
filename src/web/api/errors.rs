//! Error replies as the API description names them. What leads to which is in [`crate::web::error`].

use serde::Serialize;
use utoipa::{IntoResponses, ToSchema};

/// 出错时的内容。
#[derive(Serialize, ToSchema)]
pub(in crate::web) struct ErrorBody {
    error: ErrorText,
}

#[derive(Serialize, ToSchema)]
pub(in crate::web) struct ErrorText {
    /// 固定的英文代号
    code: String,
    /// 一句中文
    message: String,
}

/// 400.
#[derive(IntoResponses)]
#[response(status = 400, description = "内容读不出来：不是 JSON、不是 UTF-8")]
#[allow(dead_code)]
pub(in crate::web) struct BadRequest(ErrorBody);

/// 404.
#[derive(IntoResponses)]
#[response(status = 404, description = "没有这部法律、这一条或者这个问答")]
#[allow(dead_code)]
pub(in crate::web) struct NotFound(ErrorBody);

/// 413.
#[derive(IntoResponses)]
#[response(status = 413, description = "内容太大")]
#[allow(dead_code)]
pub(in crate::web) struct TooLarge(ErrorBody);

/// 415.
#[derive(IntoResponses)]
#[response(status = 415, description = "不是 application/json")]
#[allow(dead_code)]
pub(in crate::web) struct WrongMedia(ErrorBody);

/// 422.
#[derive(IntoResponses)]
#[response(
    status = 422,
    description = "缺字段、空、太长、有控制字符、数值或日期不对"
)]
#[allow(dead_code)]
pub(in crate::web) struct Unprocessable(ErrorBody);
