//! `GET /.well-known/jwks.json`: the public keys of access tokens.

use axum::extract::State as Extract;
use http::header::{CACHE_CONTROL, HeaderName};
use serde::Serialize;
use sisuiq_http::{Json, Result, Unavailable};
use sisuiq_identity::admission::Uncounted;
use sisuiq_identity::{Anyone, PublicKey};
use utoipa::ToSchema;

use crate::State;

/// As long as a program may use them before it asks again: a key signs nothing until it has been known for so long.
const LIFETIME: &str = "public, max-age=300";

/// A JSON Web Key Set (RFC 7517).
#[derive(Serialize, ToSchema)]
pub(crate) struct JwksOut {
    /// The current key, then the next one, and the previous one while tokens signed by it may live.
    keys: Vec<PublicKey>,
}

/// Read the public keys
///
/// The keys by which others can check access tokens: Ed25519, as RFC 8037 writes them. A token that checks out may be
/// revoked all the same; who needs to know asks `/api/auth/verify`.
#[utoipa::path(get, path = "/.well-known/jwks.json", tag = "auth", responses((status = 200, body = JwksOut), Unavailable))]
pub(crate) async fn jwks(
    _caller: Anyone<Uncounted>,
    Extract(state): Extract<State>,
) -> Result<([(HeaderName, &'static str); 1], Json<JwksOut>)> {
    let keys = state.identity.tokens().public_keys().await?;
    Ok(([(CACHE_CONTROL, LIFETIME)], Json(JwksOut { keys })))
}
