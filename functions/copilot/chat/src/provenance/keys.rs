//! `GET /api/provenance/keys`: the public keys that verify the records of answers.

use crate::State;
use axum::extract::State as Extract;
use serde::Serialize;
use serde_json::Value;
use sisuiq_chat_db::record_keys;
use sisuiq_http::{Json, Result, TooManyRequests, Unavailable};
use sisuiq_identity::{Anyone, PublicKey};
use utoipa::ToSchema;

/// A set of JSON Web Keys (RFC 7517).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecordKeys {
    /// All keys that ever signed a record, oldest first.
    #[schema(value_type = Vec<PublicKey>)]
    keys: Vec<Value>,
}

/// List the keys of records
///
/// Returns the public halves of all keys that ever signed the record of an answer. Unlike the keys of access tokens, they stay in the
/// list after a rotation.
#[utoipa::path(
    get,
    path = "/api/provenance/keys",
    tag = "chat",
    responses((status = 200, body = RecordKeys), TooManyRequests, Unavailable)
)]
pub(crate) async fn keys(_caller: Anyone, Extract(state): Extract<State>) -> Result<Json<RecordKeys>> {
    let connection = state.database.connection().await?;
    Ok(Json(RecordKeys { keys: record_keys::list(&connection).await? }))
}
