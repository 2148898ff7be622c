//! Requests that may come again and are worked on once.
//!
//! As the IETF's draft of the `Idempotency-Key` header has it (draft-ietf-httpapi-idempotency-key-header-06): the answer to
//! the first request is kept and given again, 422 when the key comes with another request, 409 while the first is under way.
//! The key is claimed within the transaction that does the work, so that neither a crash nor a second request ever leaves the
//! work done and its answer unknown, or done twice.

mod submitted;

pub use submitted::{IdempotencyKey, Submitted};

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, StatusCode};
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use sha2::{Digest, Sha256};
use sisuiq_db::Transaction;
use sisuiq_db::idempotency_keys::{self, Claim, Request};
use std::time::Duration;

use crate::{FieldError, Problem, Result, Seal};

/// How long an answer is given again.
pub const ANSWERS_KEPT: SignedDuration = SignedDuration::from_hours(24);

const KEY_HEADER: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED_HEADER: HeaderName = HeaderName::from_static("idempotency-replayed");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const RETRY_AFTER: Duration = Duration::from_secs(1);
const LONGEST_KEY: usize = 255;

/// By what a request can be told from others; nothing when its sender does not care.
#[derive(Debug)]
pub struct Once(Option<Key>);

#[derive(Debug)]
struct Key {
    text: SecretString,
    fingerprint: Vec<u8>,
}

/// What is to be done about a request.
#[derive(Debug)]
pub enum Begun {
    /// It is to be worked on.
    Fresh(Claimed),
    /// This was answered already.
    Answered(Response),
}

/// A request that is being worked on.
#[derive(Debug)]
pub struct Claimed(Option<(Vec<u8>, Seal)>);

impl Once {
    /// Claims the request for `owner`, whose keys mean nothing for others.
    pub async fn begin(self, transaction: &Transaction<'_>, owner: &str, now: Timestamp) -> Result<Begun> {
        let Some(key) = self.0 else { return Ok(Begun::Fresh(Claimed(None))) };
        let key_hash = digest(&[b"find", owner.as_bytes(), key.text.expose_secret().as_bytes()]);
        let seal = Seal::new(&digest(&[b"seal", owner.as_bytes(), key.text.expose_secret().as_bytes()]))?;
        let since = now.checked_sub(ANSWERS_KEPT).unwrap_or(Timestamp::MIN);
        let request = Request { key_hash: &key_hash, fingerprint: &key.fingerprint, at: now, since };
        match idempotency_keys::claim(transaction, &request).await? {
            Claim::Fresh => Ok(Begun::Fresh(Claimed(Some((key_hash, seal))))),
            Claim::Answered { fingerprint, .. } if fingerprint != key.fingerprint => {
                let fault = FieldError::new("Idempotency-Key", "was used for another request");
                Err(Problem::unprocessable(vec![fault]))
            }
            Claim::Answered { status, body, .. } => Ok(Begun::Answered(answered(status, seal.open(&[], &body)?))),
            Claim::UnderWay => Err(Problem::under_way(RETRY_AFTER)),
        }
    }
}

impl Claimed {
    /// Keeps the answer, which counts once the transaction is committed.
    pub async fn answer<T: Serialize>(
        self,
        transaction: &Transaction<'_>,
        status: StatusCode,
        body: &T,
    ) -> Result<Response> {
        let text = serde_json::to_vec(body).map_err(Problem::internal)?;
        if let Some((key_hash, seal)) = self.0 {
            let code = i16::try_from(status.as_u16()).unwrap_or_default();
            idempotency_keys::keep(transaction, &key_hash, code, &seal.close(&[], text.clone())?).await?;
        }
        Ok(json(status, text))
    }
}

fn answered(status: i16, body: Vec<u8>) -> Response {
    let status = u16::try_from(status).ok().and_then(|code| StatusCode::from_u16(code).ok());
    let mut response = json(status.unwrap_or(StatusCode::OK), body);
    response.headers_mut().insert(REPLAYED_HEADER, HeaderValue::from_static("true"));
    response
}

fn json(status: StatusCode, text: Vec<u8>) -> Response {
    (status, [(CONTENT_TYPE, JSON)], Body::from(text)).into_response()
}

/// The parts' lengths count, so that no two lists of parts are taken for one.
fn digest(parts: &[&[u8]]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_vec()
}
