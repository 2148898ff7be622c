//! Idempotency keys: a request that is repeated with its key takes effect once and gets the first response again.
//!
//! Follows the IETF's draft of the `Idempotency-Key` header (draft-ietf-httpapi-idempotency-key-header-06): the first success
//! is stored and replayed, the key with another request gets 422, and a repetition while the first request runs gets 409. A
//! failure is not stored, so its key can be used again. The transaction that does the work claims the key. So neither a crash
//! nor a second request leaves the work done and its response unknown, or does the work twice. Work that takes longer than a
//! transaction may claims its key where the result is stored: two requests at once may both do it, one of them is stored, and
//! both get its response.

mod submitted;

pub use submitted::{IdempotencyHeader, Submitted, SubmittedForm};

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, StatusCode};
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use sha2::{Digest, Sha256};
use sisuiq_accounts_db::idempotency_keys::{self, Answered, Request};
use sisuiq_db::{GenericClient, Transaction};
use std::time::Duration;

use crate::{FieldError, Problem, Result, Seal};

/// The time for which a response is stored and replayed.
pub const RESPONSE_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

const KEY_HEADER: HeaderName = HeaderName::from_static("idempotency-key");
pub(crate) const REPLAYED_HEADER: HeaderName = HeaderName::from_static("idempotency-replayed");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const RETRY_AFTER: Duration = Duration::from_secs(1);
const LONGEST_KEY: usize = 255;

/// The request's idempotency key, if it has one.
#[derive(Debug)]
pub struct IdempotencyKey(Option<Key>);

#[derive(Debug)]
struct Key {
    text: SecretString,
    /// A digest of the request that the key was sent with.
    fingerprint: Vec<u8>,
}

/// The result of claiming a key.
#[derive(Debug)]
pub enum Claim<R = Response> {
    /// The request is new. The caller does the work and stores the response.
    New(ClaimedKey),
    /// The request was answered before, with this response.
    Replay(R),
}

/// A key that this request has claimed, or the absence of a key.
#[derive(Debug)]
pub struct ClaimedKey(Option<(Vec<u8>, Seal)>);

/// A response that was stored with its key.
#[derive(Debug)]
pub struct StoredResponse {
    status: StatusCode,
    body: Vec<u8>,
}

/// One owner's key: its digest in the store, and the seal of its response.
struct Lookup {
    key_hash: Vec<u8>,
    seal: Seal,
    since: Timestamp,
}

impl IdempotencyKey {
    /// No key: for requests that store nothing.
    #[must_use]
    pub const fn absent() -> Self {
        Self(None)
    }

    /// Returns whether the request has a key and can therefore be repeated safely.
    #[must_use]
    pub const fn is_present(&self) -> bool {
        self.0.is_some()
    }

    /// Claims the key for `owner`. Equal keys of different owners are independent. It does not wait: while another
    /// request with the key runs, it returns an error.
    pub async fn claim(self, transaction: &Transaction<'_>, owner: &str, now: Timestamp) -> Result<Claim> {
        let Some(key) = &self.0 else { return Ok(Claim::New(ClaimedKey(None))) };
        let lookup = key.lookup(owner, now)?;
        let claim = key.claim(transaction, &lookup, now).await?;
        Ok(match key.judge(claim, lookup)? {
            Claim::New(claimed) => Claim::New(claimed),
            Claim::Replay(stored) => Claim::Replay(stored.into_response()),
        })
    }

    /// Claims the key of a request whose work is done and only has to be stored. Waits while another request with the key is being
    /// stored.
    pub async fn claim_or_wait(
        &self,
        transaction: &Transaction<'_>,
        owner: &str,
        now: Timestamp,
    ) -> Result<Claim<StoredResponse>> {
        let Some(key) = &self.0 else { return Ok(Claim::New(ClaimedKey(None))) };
        let lookup = key.lookup(owner, now)?;
        let mut claim = key.claim(transaction, &lookup, now).await?;
        if matches!(claim, idempotency_keys::Claim::UnderWay) {
            idempotency_keys::wait(transaction, &lookup.key_hash).await?;
            claim = key.claim(transaction, &lookup, now).await?;
        }
        key.judge(claim, lookup)
    }

    /// The stored response, if the request was answered before. Claims nothing. Without a key, the database is not queried.
    pub async fn find_response(
        &self,
        client: &impl GenericClient,
        owner: &str,
        now: Timestamp,
    ) -> Result<Option<StoredResponse>> {
        let Some(key) = &self.0 else { return Ok(None) };
        let lookup = key.lookup(owner, now)?;
        let found = idempotency_keys::find(client, &lookup.key_hash, lookup.since).await?;
        found.map(|answered| key.open(&answered, &lookup.seal)).transpose()
    }
}

impl Key {
    fn lookup(&self, owner: &str, now: Timestamp) -> Result<Lookup> {
        let text = self.text.expose_secret().as_bytes();
        Ok(Lookup {
            key_hash: digest(&[b"find", owner.as_bytes(), text]),
            seal: Seal::new(&digest(&[b"seal", owner.as_bytes(), text]))?,
            since: now.checked_sub(RESPONSE_LIFETIME).unwrap_or(Timestamp::MIN),
        })
    }

    async fn claim(
        &self,
        transaction: &Transaction<'_>,
        lookup: &Lookup,
        now: Timestamp,
    ) -> Result<idempotency_keys::Claim> {
        let (key_hash, fingerprint) = (lookup.key_hash.as_slice(), self.fingerprint.as_slice());
        let request = Request { key_hash, fingerprint, at: now, since: lookup.since };
        Ok(idempotency_keys::claim(transaction, &request).await?)
    }

    fn judge(&self, claim: idempotency_keys::Claim, lookup: Lookup) -> Result<Claim<StoredResponse>> {
        match claim {
            idempotency_keys::Claim::Fresh => Ok(Claim::New(ClaimedKey(Some((lookup.key_hash, lookup.seal))))),
            idempotency_keys::Claim::Answered(answered) => Ok(Claim::Replay(self.open(&answered, &lookup.seal)?)),
            idempotency_keys::Claim::UnderWay => Err(Problem::under_way(RETRY_AFTER)),
        }
    }

    /// Opens a stored response, unless the key was used for another request.
    fn open(&self, answered: &Answered, seal: &Seal) -> Result<StoredResponse> {
        if answered.fingerprint != self.fingerprint {
            let fault = FieldError::new("Idempotency-Key", "was used for another request");
            return Err(Problem::unprocessable(vec![fault]));
        }
        let code = u16::try_from(answered.status).map_err(Problem::internal)?;
        let status = StatusCode::from_u16(code).map_err(Problem::internal)?;
        Ok(StoredResponse { status, body: seal.open(&[], &answered.body)? })
    }
}

impl ClaimedKey {
    /// Stores a JSON response and returns it. It takes effect with the transaction.
    pub async fn respond<T: Serialize>(
        self,
        transaction: &Transaction<'_>,
        status: StatusCode,
        body: &T,
    ) -> Result<Response> {
        let text = serde_json::to_vec(body).map_err(Problem::internal)?;
        self.store(transaction, status, text.clone()).await?;
        Ok(json(status, text))
    }

    /// Stores a JSON value from which the response is made again. It takes effect with the transaction.
    pub async fn store(self, transaction: &Transaction<'_>, status: StatusCode, body: Vec<u8>) -> Result<()> {
        let Some((key_hash, seal)) = self.0 else { return Ok(()) };
        let code = i16::try_from(status.as_u16()).map_err(Problem::internal)?;
        Ok(idempotency_keys::keep(transaction, &key_hash, code, &seal.close(&[], body)?).await?)
    }
}

impl StoredResponse {
    /// The stored body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

/// Replays a response whose stored body is its JSON.
impl IntoResponse for StoredResponse {
    fn into_response(self) -> Response {
        replayed(json(self.status, self.body))
    }
}

/// Marks a response as replayed.
#[must_use]
pub fn replayed(mut response: Response) -> Response {
    response.headers_mut().insert(REPLAYED_HEADER, HeaderValue::from_static("true"));
    response
}

fn json(status: StatusCode, text: Vec<u8>) -> Response {
    (status, [(CONTENT_TYPE, JSON)], Body::from(text)).into_response()
}

/// A digest of parts and their lengths, so that no two lists of parts have the same digest.
fn digest(parts: &[&[u8]]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_vec()
}
