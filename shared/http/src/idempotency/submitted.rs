//! Request bodies together with their `Idempotency-Key`.

use axum::extract::{FromRequest, FromRequestParts, Request};
use garde::Validate;
use http::request::Parts;
use http::{HeaderMap, Uri};
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

use super::{IdempotencyKey, KEY_HEADER, Key, LONGEST_KEY, digest};
use crate::extract::{Form, read_json};
use crate::{FieldError, Problem};

/// A JSON body with its idempotency key. Refused as [`Json`](crate::Json) refuses it.
#[derive(Debug)]
pub struct Submitted<T> {
    /// The body.
    pub input: T,
    /// The key, bound to method, path, query and body.
    pub idempotency_key: IdempotencyKey,
}

impl<T, S> FromRequest<S> for Submitted<T>
where
    T: DeserializeOwned + Validate<Context: Default>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let key = key(request.headers())?;
        let (method, path) = (request.method().clone(), target(request.uri()));
        let (body, input) = read_json(request, state).await?;
        // the key is not stored, so the fingerprint is useless for guessing passwords in the body
        let fingerprint = |text: &str| digest(&[text.as_bytes(), method.as_str().as_bytes(), path.as_bytes(), &body]);
        let key = key.map(|text| Key { fingerprint: fingerprint(&text), text: text.into() });
        Ok(Self { input, idempotency_key: IdempotencyKey(key) })
    }
}

/// A form of at most `LIMIT` bytes with its idempotency key. The key is bound to the fields, not to the bytes of the body, because
/// the boundary between parts differs each time.
#[derive(Debug)]
pub struct SubmittedForm<const LIMIT: usize> {
    /// The form.
    pub form: Form,
    /// The key, bound to method, path, query and fields.
    pub idempotency_key: IdempotencyKey,
}

impl<const LIMIT: usize, S: Send + Sync> FromRequest<S> for SubmittedForm<LIMIT> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let key = key(request.headers())?;
        let (method, path) = (request.method().clone(), target(request.uri()));
        let form = Form::read(request, state, LIMIT).await?;
        let fingerprint = |text: &str| {
            let of_request = [text.as_bytes(), method.as_str().as_bytes(), path.as_bytes()];
            digest(&[&of_request[..], &form.said()].concat())
        };
        let key = key.map(|text| Key { fingerprint: fingerprint(&text), text: text.into() });
        Ok(Self { form, idempotency_key: IdempotencyKey(key) })
    }
}

/// The key of a request without a body.
impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let (method, path) = (parts.method.as_str(), target(&parts.uri));
        let fingerprint = |text: &str| digest(&[text.as_bytes(), method.as_bytes(), path.as_bytes()]);
        let key = key(&parts.headers)?;
        Ok(Self(key.map(|text| Key { fingerprint: fingerprint(&text), text: text.into() })))
    }
}

/// The path and the query, which say what a request is about.
fn target(uri: &Uri) -> String {
    uri.path_and_query().map_or_else(|| uri.path().to_owned(), ToString::to_string)
}

/// The description of the header.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
pub struct IdempotencyHeader {
    /// A key of the client's choice: 1 to 255 visible ASCII characters. The same request with the same key gets the first
    /// success again, for a day. The same key with another method, path, query or body gets 422. A repetition while the first request
    /// runs gets 409 or the first success.
    #[expect(dead_code, reason = "describes a header, is never built")]
    #[param(
        rename = "Idempotency-Key",
        required = false,
        min_length = 1,
        max_length = 255,
        pattern = "^[!-~]+$",
        value_type = String,
        example = "8e03978e-40d5-43e8-bc93-6894a57f9324"
    )]
    key: Option<String>,
}

/// The text of the key. The draft defines it as a structured field with quotes, which are optional here.
fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let mut values = headers.get_all(KEY_HEADER).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    let text = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    let is_good = (1..=LONGEST_KEY).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    if is_good && values.next().is_none() {
        return Ok(Some(text.to_owned()));
    }
    let fault = format!("must be one key of 1 to {LONGEST_KEY} visible ASCII characters");
    Err(Problem::bad_request(format!("Idempotency-Key {fault}"))
        .errors(vec![FieldError::new("Idempotency-Key", fault)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_may_be_quoted() {
        let read = |values: &[&str]| {
            key(&values.iter().map(|value| (KEY_HEADER, value.parse().unwrap())).collect())
                .ok()
                .map(Option::unwrap_or_default)
        };
        assert_eq!(read(&[]).unwrap(), "");
        assert_eq!(read(&["\"8e03978e-40d5\""]).unwrap(), "8e03978e-40d5");
        assert_eq!(read(&["8e03978e-40d5"]).unwrap(), "8e03978e-40d5");
        for bad in [&[""][..], &["\"\""], &["a b"], &["a", "a"], &[&"x".repeat(256)]] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }
}
