//! Answers to repeated requests.

use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use sisuiq_db::GenericClient;
use sisuiq_http::{Problem, Result, StoredResponse};
use sisuiq_model::ScreeningId;
use sisuiq_sanctions_db::screenings;

/// What is read of a stored answer.
#[derive(Deserialize)]
struct Stored {
    id: ScreeningId,
}

/// The stored answer of a screening, which names its subject's hits.
///
/// # Errors
/// 409 if the screening was erased since.
pub(super) async fn replay(client: &impl GenericClient, stored: StoredResponse) -> Result<Response> {
    let Stored { id } = serde_json::from_slice(stored.body()).map_err(Problem::internal)?;
    if screenings::exists(client, id).await? {
        return Ok(stored.into_response());
    }
    let detail = "the screening of this Idempotency-Key was erased: screen with another key, if the subject is to be screened again";
    Err(Problem::conflict(detail))
}
