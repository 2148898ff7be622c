//! JSON bodies in and out.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use garde::Validate;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use tokio::time::timeout;

use super::fields;
use crate::{Problem, Service};

/// The time in which a whole body has to arrive: its request occupies one of the `HTTP_AT_ONCE` permits meanwhile.
const TIMEOUT: Duration = Duration::from_secs(5);

/// A JSON body: read and checked on the way in, written on the way out.
///
/// Input is refused with 415 unless it is declared as JSON, 408 when it comes too slowly, 413 when it is too large, 400
/// when it is no JSON or contains U+0000, and 422 when fields are missing, of another type or against the rules of `T`.
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(pub T);

impl<T, S> FromRequest<S> for Json<T>
where
    T: DeserializeOwned + Validate<Context: Default>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        Ok(Self(read_json(request, state).await?.1))
    }
}

/// The bytes of the body and the input parsed from them.
pub(crate) async fn read_json<T, S>(request: Request, state: &S) -> Result<(Bytes, T), Problem>
where
    T: DeserializeOwned + Validate<Context: Default>,
    S: Send + Sync,
{
    if !is_json(request.headers()) {
        return Err(Problem::unsupported_media_type("application/json"));
    }
    let body = timeout(TIMEOUT, read(request, state)).await.map_err(|_elapsed| Problem::too_slow(TIMEOUT))??;
    let input = fields::check(parse(&body)?)?;
    Ok((body, input))
}

async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    let limit = request.extensions().get::<Service>().map_or(Service::BODY_LIMIT, Service::max_body);
    Bytes::from_request(request, state).await.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return Problem::too_large(limit);
        }
        let korean = "요청 본문을 읽을 수 없습니다";
        Problem::bad_request("the body could not be read").in_korean(korean).caused_by(rejection)
    })
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    if has_escaped_nul(body) {
        let korean = "텍스트에는 U+0000을 넣을 수 없습니다";
        return Err(Problem::bad_request("text must not contain U+0000").in_korean(korean));
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    let input = serde_path_to_error::deserialize(&mut reader).map_err(|error| match error.inner().classify() {
        Category::Data => fields::mistyped(error.path(), &error.inner().to_string()),
        Category::Syntax | Category::Eof | Category::Io => no_json(error.inner()),
    })?;
    reader.end().map_err(|error| no_json(&error))?;
    Ok(input)
}

fn no_json(error: &serde_json::Error) -> Problem {
    Problem::bad_request(format!("the body is not valid JSON: {error}"))
        .in_korean(format!("요청 본문이 올바른 JSON이 아닙니다: {error}"))
}

fn is_json(headers: &HeaderMap) -> bool {
    let declared = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

/// Postgres cannot store U+0000, which in JSON is only ever written as an escape.
fn has_escaped_nul(body: &[u8]) -> bool {
    let mut rest = body;
    while let Some(start) = rest.iter().position(|byte| *byte == b'\\') {
        let (_, escape) = rest.split_at(start + 1);
        if escape.starts_with(b"u0000") {
            return true;
        }
        rest = escape.get(1..).unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn json_suffix_types_are_json() {
        let is_json =
            |kind: &'static str| is_json(&[(CONTENT_TYPE, HeaderValue::from_static(kind))].into_iter().collect());
        for kind in ["application/json", "Application/JSON; charset=utf-8", "application/merge-patch+json"] {
            assert!(is_json(kind), "{kind}");
        }
        for kind in
            ["", "text/json", "image/x+json", "application/jsonl", "application/xml", "text/plain;application/json"]
        {
            assert!(!is_json(kind), "{kind}");
        }
    }

    #[test]
    fn only_a_real_nul_escape_counts() {
        assert!(has_escaped_nul(br#"{"name":"a\u0000b"}"#));
        assert!(has_escaped_nul(br#"{"name":"\\\u0000"}"#));
        assert!(!has_escaped_nul(br#"{"name":"\\u0000"}"#));
        assert!(!has_escaped_nul(br#"{"name":"\u0001"}"#));
        assert!(!has_escaped_nul(br"\"));
    }
}
