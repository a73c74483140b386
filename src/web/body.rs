//! Reading what is sent: JSON and forms, strictly UTF-8, with our own errors instead of the framework's.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use percent_encoding::percent_decode;
use serde::de::DeserializeOwned;

use super::error::{ApiError, PageError, WebError};

/// A JSON body.
pub(super) struct JsonBody<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let is_json = content_type(&request).is_some_and(|t| {
            let kind = t.split(';').next().unwrap_or_default().trim();
            kind == "application/json"
                || kind.starts_with("application/") && kind.ends_with("+json")
        });
        if !is_json {
            return Err(WebError::MediaType.into());
        }
        let bytes = bytes(request, state).await.map_err(ApiError)?;
        // Refuses bytes that are not UTF-8 and lone surrogates alike.
        serde_json::from_slice(&bytes).map(Self).map_err(|e| {
            use serde_json::error::Category;
            match e.classify() {
                Category::Data => WebError::Field("字段缺少或者类型不对，请对照接口说明。").into(),
                _ => WebError::Malformed.into(),
            }
        })
    }
}

/// A form as it was sent: names and values in order.
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// The first value of this name, empty when it is not there.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, v)| v)
    }

    /// All names and values, in order.
    pub(super) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// The form as it would be sent again, without the fields of this name.
    pub(super) fn encoded_without(&self, name: &str) -> String {
        use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode as encode};
        let pairs = self.0.iter().filter(|(n, _)| n != name);
        let encoded = pairs.map(|(n, v)| {
            format!(
                "{}={}",
                encode(n, NON_ALPHANUMERIC),
                encode(v, NON_ALPHANUMERIC)
            )
        });
        encoded.collect::<Vec<_>>().join("&")
    }

    /// All values of this name, in order.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(n, _)| n == name);
        named.map(|(_, value)| value.as_str())
    }

    /// Reads `a=b&c=d`; `None` when it is not UTF-8 once decoded.
    pub(super) fn parse(encoded: &[u8]) -> Option<Self> {
        let decode = |part: &[u8]| -> Option<String> {
            let spaced: Vec<u8> = part
                .iter()
                .map(|b| if *b == b'+' { b' ' } else { *b })
                .collect();
            percent_decode(&spaced)
                .decode_utf8()
                .ok()
                .map(std::borrow::Cow::into_owned)
        };
        encoded
            .split(|b| *b == b'&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let at = pair.iter().position(|b| *b == b'=').unwrap_or(pair.len());
                let value = pair.get(at + 1..).unwrap_or_default();
                Some((decode(&pair[..at])?, decode(value)?))
            })
            .collect::<Option<_>>()
            .map(Self)
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let is_form = content_type(&request)
            .is_some_and(|t| t.starts_with("application/x-www-form-urlencoded"));
        if !is_form {
            return Err(WebError::MediaType.into());
        }
        let bytes = bytes(request, state).await.map_err(PageError)?;
        Self::parse(&bytes).ok_or(PageError(WebError::Malformed))
    }
}

fn content_type(request: &Request) -> Option<String> {
    let value = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    Some(value.to_ascii_lowercase())
}

async fn bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, WebError> {
    Bytes::from_request(request, state)
        .await
        .map_err(|rejection| {
            match axum::response::IntoResponse::into_response(rejection).status() {
                StatusCode::PAYLOAD_TOO_LARGE => WebError::TooLarge,
                _ => WebError::Malformed,
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_decoded_strictly() {
        let form = Form::parse("question=%E4%BF%A1%E8%AE%BF+1&empty=".as_bytes());
        let form = form.expect("valid UTF-8");
        assert_eq!(form.get("question"), "信访 1");
        assert_eq!(form.get("empty"), "");
        assert_eq!(form.get("absent"), "");
        assert!(Form::parse(b"question=%FF%FE").is_none());
    }
}
