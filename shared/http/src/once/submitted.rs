//! A JSON body that is worked on once for each `Idempotency-Key`.

use axum::extract::{FromRequest, FromRequestParts, Request};
use garde::Validate;
use http::HeaderMap;
use http::request::Parts;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

use super::{KEY_HEADER, Key, LONGEST_KEY, Once, digest};
use crate::extract::{Form, read_json};
use crate::{FieldError, Problem};

/// A JSON body, refused as [`Json`](crate::Json) refuses it, with what tells it from others.
#[derive(Debug)]
pub struct Submitted<T> {
    /// What was sent.
    pub input: T,
    /// By what it can be told from others.
    pub once: Once,
}

impl<T, S> FromRequest<S> for Submitted<T>
where
    T: DeserializeOwned + Validate<Context: Default>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let key = key(request.headers())?;
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let (body, input) = read_json(request, state).await?;
        // the key, which is not kept, makes it useless for guessing at passwords in the body
        let fingerprint = |text: &str| digest(&[text.as_bytes(), method.as_str().as_bytes(), path.as_bytes(), &body]);
        let once = key.map(|text| Key { fingerprint: fingerprint(&text), text: text.into() });
        Ok(Self { input, once: Once(once) })
    }
}

/// A form of at most `LIMIT` bytes with what tells it from others: what it says, not how its parts are told apart, which is by
/// other words each time that it is sent.
#[derive(Debug)]
pub struct SubmittedForm<const LIMIT: usize> {
    /// What was sent.
    pub form: Form,
    /// By what it can be told from others.
    pub once: Once,
}

impl<const LIMIT: usize, S: Send + Sync> FromRequest<S> for SubmittedForm<LIMIT> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let key = key(request.headers())?;
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let form = Form::read(request, state, LIMIT).await?;
        let fingerprint = |text: &str| {
            let of_request = [text.as_bytes(), method.as_str().as_bytes(), path.as_bytes()];
            digest(&[&of_request[..], &form.said()].concat())
        };
        let once = key.map(|text| Key { fingerprint: fingerprint(&text), text: text.into() });
        Ok(Self { form, once: Once(once) })
    }
}

/// A request without a body.
impl<S: Send + Sync> FromRequestParts<S> for Once {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let (method, path) = (parts.method.as_str(), parts.uri.path());
        let fingerprint = |text: &str| digest(&[text.as_bytes(), method.as_bytes(), path.as_bytes()]);
        let key = key(&parts.headers)?;
        Ok(Self(key.map(|text| Key { fingerprint: fingerprint(&text), text: text.into() })))
    }
}

/// The header, for descriptions.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
pub struct IdempotencyKey {
    /// A key of the client's choice: 1 to 255 visible ASCII characters. A request that comes again with it within a day, body
    /// and all, gets the answer of the first; with another body 422; while the first is under way 409.
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

/// The key, with the quotes of a structured field or without.
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
    fn a_key_is_read_with_quotes_or_without_and_nothing_else_is_one() {
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
