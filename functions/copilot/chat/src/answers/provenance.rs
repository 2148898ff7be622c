//! `GET /api/chat/answers/{id}/provenance`: the signed record of an answer.

use crate::State;
use axum::{
    extract::State as Extract,
    response::{IntoResponse, Response},
};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Serialize;
use sisuiq_chat_db::answer_records;
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::MessageId;
use sisuiq_provenance::SignedRecord;
use utoipa::ToSchema;

/// The media type of a signed record in JSON (RFC 7515, section 9.2.1).
const JOSE_JSON: &str = "application/jose+json";

/// The signed record of an answer: a JSON Web Signature (RFC 7515) in flattened form.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProvenanceOut {
    /// The record as JSON in base64url: question, passages with their ranks, versions of the instructions, model, text,
    /// citations and timings.
    #[schema(example = "eyJ2ZXJzaW9uIjoxfQ")]
    payload: String,
    /// The header as JSON in base64url: the algorithm, the key's id and the type of the record.
    #[schema(example = "eyJhbGciOiJFZERTQSJ9")]
    protected: String,
    /// The Ed25519 signature of header and record, in base64url.
    #[schema(example = "c2lnbmF0dXJl")]
    signature: String,
}

/// Get the provenance of an answer
///
/// Returns the signed record of one of the caller's answers. `cargo dev verify` verifies it offline with the keys of
/// `GET /api/provenance/keys`.
#[utoipa::path(
    get,
    path = "/api/chat/answers/{id}/provenance",
    tag = "chat",
    params(("id" = MessageId, Path, description = "The answer")),
    responses(
        (
            status = 200, body = ProvenanceOut, content_type = "application/jose+json", description = "The signed record",
            example = json!({ "payload": "eyJ2ZXJzaW9uIjoxfQ", "protected": "eyJhbGciOiJFZERTQSJ9", "signature": "c2lnbmF0dXJl" })
        ),
        BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn provenance(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Path(id): Path<MessageId>,
) -> Result<Response> {
    let connection = state.database.connection().await?;
    let found = answer_records::find_owned(&connection, id, caller.id).await?;
    let record = found.ok_or_else(|| Problem::not_found("answer"))?;
    let SignedRecord { payload, protected, signature } =
        SignedRecord::new(record.protected, &record.payload, record.signature);
    let headers = [
        (CONTENT_TYPE, JOSE_JSON.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"answer-{id}.json\"")),
    ];
    Ok((headers, axum::Json(ProvenanceOut { payload, protected, signature })).into_response())
}
