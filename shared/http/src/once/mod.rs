//! Requests that may come again and are worked on once.
//!
//! As the IETF's draft of the `Idempotency-Key` header has it (draft-ietf-httpapi-idempotency-key-header-06): the answer to
//! the first request is kept and given again, 422 when the key comes with another request, 409 while the first is under way.
//! The key is claimed within the transaction that does the work, so that neither a crash nor a second request ever leaves the
//! work done and its answer unknown, or done twice. Work that takes longer than a transaction may is claimed where it is
//! stored: two requests at once may both do it, one is stored, and both are answered with that.

mod submitted;

pub use submitted::{IdempotencyKey, Submitted, SubmittedForm};

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, StatusCode};
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use sha2::{Digest, Sha256};
use sisuiq_accounts_db::idempotency_keys::{self, Answered, Claim, Request};
use sisuiq_db::{GenericClient, Transaction};
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
pub enum Begun<A = Response> {
    /// It is to be worked on.
    Fresh(Claimed),
    /// This was answered already.
    Answered(A),
}

/// A request that is being worked on.
#[derive(Debug)]
pub struct Claimed(Option<(Vec<u8>, Seal)>);

/// An answer that was kept.
#[derive(Debug)]
pub struct Kept {
    status: StatusCode,
    body: Vec<u8>,
}

/// A key as its owner's: how it is found and what opens its answer.
struct Lookup {
    key_hash: Vec<u8>,
    seal: Seal,
    since: Timestamp,
}

impl Once {
    /// Whether the sender may send it again.
    #[must_use]
    pub const fn has_key(&self) -> bool {
        self.0.is_some()
    }

    /// Claims the request for `owner`, whose keys mean nothing for others. Waits for nobody: while another is under way it is
    /// refused.
    pub async fn begin(self, transaction: &Transaction<'_>, owner: &str, now: Timestamp) -> Result<Begun> {
        let Some(key) = &self.0 else { return Ok(Begun::Fresh(Claimed(None))) };
        let lookup = key.lookup(owner, now)?;
        let claim = key.claim(transaction, &lookup, now).await?;
        Ok(match key.judge(claim, lookup)? {
            Begun::Fresh(claimed) => Begun::Fresh(claimed),
            Begun::Answered(kept) => Begun::Answered(kept.into_response()),
        })
    }

    /// Claims a request whose work is done already and only to be stored. Waits while another is being stored.
    pub async fn begin_storing(
        &self,
        transaction: &Transaction<'_>,
        owner: &str,
        now: Timestamp,
    ) -> Result<Begun<Kept>> {
        let Some(key) = &self.0 else { return Ok(Begun::Fresh(Claimed(None))) };
        let lookup = key.lookup(owner, now)?;
        let mut claim = key.claim(transaction, &lookup, now).await?;
        if matches!(claim, Claim::UnderWay) {
            idempotency_keys::wait(transaction, &lookup.key_hash).await?;
            claim = key.claim(transaction, &lookup, now).await?;
        }
        key.judge(claim, lookup)
    }

    /// The answer, if the request was answered already. Nothing is claimed, and without a key nothing is asked.
    pub async fn find(&self, client: &impl GenericClient, owner: &str, now: Timestamp) -> Result<Option<Kept>> {
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
            since: now.checked_sub(ANSWERS_KEPT).unwrap_or(Timestamp::MIN),
        })
    }

    async fn claim(&self, transaction: &Transaction<'_>, lookup: &Lookup, now: Timestamp) -> Result<Claim> {
        let (key_hash, fingerprint) = (lookup.key_hash.as_slice(), self.fingerprint.as_slice());
        let request = Request { key_hash, fingerprint, at: now, since: lookup.since };
        Ok(idempotency_keys::claim(transaction, &request).await?)
    }

    fn judge(&self, claim: Claim, lookup: Lookup) -> Result<Begun<Kept>> {
        match claim {
            Claim::Fresh => Ok(Begun::Fresh(Claimed(Some((lookup.key_hash, lookup.seal))))),
            Claim::Answered(answered) => Ok(Begun::Answered(self.open(&answered, &lookup.seal)?)),
            Claim::UnderWay => Err(Problem::under_way(RETRY_AFTER)),
        }
    }

    fn open(&self, answered: &Answered, seal: &Seal) -> Result<Kept> {
        if answered.fingerprint != self.fingerprint {
            let fault = FieldError::new("Idempotency-Key", "was used for another request");
            return Err(Problem::unprocessable(vec![fault]));
        }
        let status = u16::try_from(answered.status).ok().and_then(|code| StatusCode::from_u16(code).ok());
        Ok(Kept { status: status.unwrap_or(StatusCode::OK), body: seal.open(&[], &answered.body)? })
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
        self.keep(transaction, status, text.clone()).await?;
        Ok(json(status, text))
    }

    /// Keeps what an answer can be made of again, which counts once the transaction is committed.
    pub async fn keep(self, transaction: &Transaction<'_>, status: StatusCode, body: Vec<u8>) -> Result<()> {
        let Some((key_hash, seal)) = self.0 else { return Ok(()) };
        let code = i16::try_from(status.as_u16()).unwrap_or_default();
        Ok(idempotency_keys::keep(transaction, &key_hash, code, &seal.close(&[], body)?).await?)
    }
}

impl Kept {
    /// What was kept.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

/// What was kept is the JSON that was answered.
impl IntoResponse for Kept {
    fn into_response(self) -> Response {
        replayed(json(self.status, self.body))
    }
}

/// Says of a response that it was given before.
#[must_use]
pub fn replayed(mut response: Response) -> Response {
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
