//! `GET /api/admin/feedback/{id}/provenance`: the signed record of a rated answer.

use axum::extract::State as Extract;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Serialize;
use sisuiq_admin_db::administration;
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::MessageId;
use sisuiq_provenance::SignedRecord;
use utoipa::ToSchema;

use super::record_reader;
use crate::State;

/// The media type of a signed record in JSON (RFC 7515, section 9.2.1).
const JOSE_JSON: &str = "application/jose+json";

/// The signed record of a rated answer: a JSON Web Signature (RFC 7515) in flattened form.
#[derive(Serialize, ToSchema)]
pub(crate) struct RatedProvenanceOut {
    /// The record as JSON in base64url, as `GET /api/chat/answers/{id}/provenance` returns it to the user who asked.
    #[schema(example = "eyJ2ZXJzaW9uIjoxfQ")]
    payload: String,
    /// The header as JSON in base64url: the algorithm, the key's id and the type of the record.
    #[schema(example = "eyJhbGciOiJFZERTQSJ9")]
    protected: String,
    /// The Ed25519 signature of header and record, in base64url.
    #[schema(example = "c2lnbmF0dXJl")]
    signature: String,
}

/// Get the provenance of a rated answer
///
/// Returns the signed record of an answer that its user rated, if the caller may see every document that the record names and every
/// table of the name in it. Access is recorded in the audit log as for the list.
#[utoipa::path(
    get,
    path = "/api/admin/feedback/{id}/provenance",
    tag = "admin",
    params(("id" = MessageId, Path, description = "The rated answer")),
    responses(
        (
            status = 200, body = RatedProvenanceOut, content_type = "application/jose+json", description = "The signed record",
            example = json!({ "payload": "eyJ2ZXJzaW9uIjoxfQ", "protected": "eyJhbGciOiJFZERTQSJ9", "signature": "c2lnbmF0dXJl" })
        ),
        BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn provenance(
    caller: User<capabilities::ConversationsRead>,
    Extract(state): Extract<State>,
    Path(id): Path<MessageId>,
) -> Result<Response> {
    let connection = state.database.connection().await?;
    let found = administration::rated_record(&connection, caller.id, id).await?;
    let record = found.ok_or_else(|| Problem::not_found("answer"))?;
    record_reader(&state, &connection, &caller, [record.session].into()).await?;
    let SignedRecord { payload, protected, signature } =
        SignedRecord::new(record.protected, &record.payload, record.signature);
    let headers = [
        (CONTENT_TYPE, JOSE_JSON.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"answer-{id}.json\"")),
    ];
    Ok((headers, axum::Json(RatedProvenanceOut { payload, protected, signature })).into_response())
}
