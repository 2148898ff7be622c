//! `GET /.well-known/jwks.json`: the public keys of access tokens.

use axum::extract::State as Extract;
use http::header::{CACHE_CONTROL, HeaderName};
use serde::Serialize;
use sisuiq_http::{Json, Result, Unavailable};
use sisuiq_identity::admission::Uncounted;
use sisuiq_identity::{Anyone, PublicKey};
use utoipa::ToSchema;

use crate::State;

/// The time that clients may cache the keys. A new key is published for longer than this before it signs.
const LIFETIME: &str = "public, max-age=300";

/// A JSON Web Key Set (RFC 7517).
#[derive(Serialize, ToSchema)]
pub(crate) struct JwksOut {
    /// The current key, then the next one, and the previous one while tokens that it signed may be valid.
    keys: Vec<PublicKey>,
}

/// Get the public keys
///
/// The Ed25519 public keys that verify access tokens, in the form of RFC 8037. A token whose signature is valid may
/// still have been revoked; `/api/auth/verify` also checks the session.
#[utoipa::path(get, path = "/.well-known/jwks.json", tag = "auth", responses((status = 200, body = JwksOut), Unavailable))]
pub(crate) async fn jwks(
    _caller: Anyone<Uncounted>,
    Extract(state): Extract<State>,
) -> Result<([(HeaderName, &'static str); 1], Json<JwksOut>)> {
    let keys = state.identity.tokens().public_keys().await?;
    Ok(([(CACHE_CONTROL, LIFETIME)], Json(JwksOut { keys })))
}
