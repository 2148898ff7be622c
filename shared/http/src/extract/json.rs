//! JSON bodies in and out.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use garde::Validate;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;
use sisuiq_model::Language;
use tokio::time::timeout;

use super::fields;
use crate::{Problem, Service, language};

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
    let language = language::of_request(request.extensions());
    let body = read_in_time(request, state).await?;
    let input = fields::check(parse(&body, language)?)?;
    Ok((body, input))
}

/// The bytes of the body.
pub(super) async fn read_in_time<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    timeout(TIMEOUT, read(request, state)).await.map_err(|_elapsed| Problem::too_slow(TIMEOUT))?
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

fn parse<T: DeserializeOwned>(body: &[u8], language: Language) -> Result<T, Problem> {
    if has_escaped_nul(body) {
        let korean = "텍스트에는 U+0000을 넣을 수 없습니다";
        return Err(Problem::bad_request("text must not contain U+0000").in_korean(korean));
    }
    // serde reads the items of a list as the members of a struct, in the order in which the code declares them
    if is_list(body) && is_struct::<T>() {
        serde_json::from_slice::<IgnoredAny>(body).map_err(|error| no_json(&error))?;
        return Err(fields::mistyped("", "invalid type: sequence, expected struct", language));
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    let input = serde_path_to_error::deserialize(&mut reader).map_err(|error| match error.inner().classify() {
        Category::Syntax if is_misplaced(error.inner(), body) => mistyped(&error, language),
        Category::Data => mistyped(&error, language),
        Category::Syntax | Category::Eof | Category::Io => no_json(error.inner()),
    })?;
    reader.end().map_err(|error| no_json(&error))?;
    Ok(input)
}

fn mistyped(error: &serde_path_to_error::Error<serde_json::Error>, language: Language) -> Problem {
    fields::mistyped(&error.path().to_string(), &error.inner().to_string(), language)
}

/// Returns whether the syntax error is that of a number or a list in the place of a name, which is valid JSON.
fn is_misplaced(error: &serde_json::Error, body: &[u8]) -> bool {
    error.to_string().starts_with("expected value ") && serde_json::from_slice::<IgnoredAny>(body).is_ok()
}

fn is_list(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"[")
}

/// Returns whether `T` is a struct: serde says so when it is to read another value.
fn is_struct<T: DeserializeOwned>() -> bool {
    let mut number = serde_json::Deserializer::from_slice(b"0");
    let read: Result<T, _> = serde_path_to_error::deserialize(&mut number);
    read.is_err_and(|error| error.inner().to_string().contains("expected struct "))
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

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Colour {
        Red,
        DarkBlue,
    }

    #[derive(Debug, serde::Deserialize)]
    struct Pen {
        colour: Colour,
        #[serde(default)]
        size: f64,
    }

    fn refused<T: DeserializeOwned + std::fmt::Debug>(body: &str) -> (u16, String) {
        let problem = parse::<T>(body.as_bytes(), Language::English).unwrap_err();
        (problem.status().as_u16(), format!("{problem:?}"))
    }

    #[test]
    fn whole_body_must_be_an_object() {
        for body in ["[]", " [\"red\", 2]", "null", "7", "\"text\"", "true"] {
            let (status, problem) = refused::<Pen>(body);
            assert_eq!(status, 422, "{body}");
            assert!(problem.contains("the body must be a JSON object"), "{body}: {problem}");
            assert!(!problem.contains("struct"), "{body}: {problem}");
        }
        assert_eq!(refused::<Pen>("[").0, 400);
        assert_eq!(parse::<Vec<u8>>(b"[1]", Language::English).unwrap(), [1]);
        let pen = parse::<Pen>(br#"{"colour":"red","size":2}"#, Language::English).unwrap();
        assert!(matches!(pen.colour, Colour::Red) && pen.size > 1.0);
    }

    #[test]
    fn names_of_another_type_are_no_syntax_error() {
        for body in [r#"{"colour":7}"#, r#"{"colour":[1]}"#, r#"{"colour":null}"#] {
            let (status, problem) = refused::<Pen>(body);
            assert_eq!(status, 422, "{body}");
            assert!(problem.contains("field: \"colour\""), "{body}: {problem}");
        }
        assert!(refused::<Pen>(r#"{"colour":"green"}"#).1.contains("must be one of: red, dark_blue"));
        assert_eq!(refused::<Pen>(r#"{"colour":}"#).0, 400);
        assert_eq!(refused::<Pen>(r#"{"colour":7,"#).0, 400);
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
