//! `GET /api/provenance/keys`: what records of answers are checked by.

use crate::State;
use axum::extract::State as Extract;
use serde::Serialize;
use serde_json::Value;
use sisuiq_chat_db::answer_records;
use sisuiq_http::{Json, Result, TooManyRequests, Unavailable};
use sisuiq_identity::{Anyone, PublicKey};
use utoipa::ToSchema;

/// Public keys, as a set of JSON Web Keys (RFC 7517).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecordKeys {
    /// All that ever signed a record, oldest first.
    #[schema(value_type = Vec<PublicKey>)]
    keys: Vec<Value>,
}

/// List the keys of records
///
/// The public halves of all keys that ever signed how an answer came about. Unlike those of access tokens none is left out when it
/// is rotated away.
#[utoipa::path(
    get,
    path = "/api/provenance/keys",
    tag = "chat",
    responses((status = 200, body = RecordKeys), TooManyRequests, Unavailable)
)]
pub(crate) async fn keys(_: Anyone, Extract(state): Extract<State>) -> Result<Json<RecordKeys>> {
    let connection = state.database.connection().await?;
    Ok(Json(RecordKeys { keys: answer_records::list_keys(&connection).await? }))
}
