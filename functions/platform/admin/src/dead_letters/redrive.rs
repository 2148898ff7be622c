//! `POST /api/admin/dead-letters/redrive`: what was given up is put back into the queue.

use axum::extract::State as Extract;
use http::StatusCode;
use serde::Serialize;
use sisuiq_accounts_db::audit_records::Deed;
use sisuiq_http::{Conflict, Forbidden, Json, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{Admin, admission::Uploads};
use sisuiq_model::AuditAction;
use utoipa::ToSchema;

use super::unavailable;
use crate::State;

/// Messages that are moved back.
#[derive(Serialize, ToSchema)]
pub(crate) struct RedriveBegunOut {
    /// About how many these are.
    #[schema(example = 2, minimum = 0)]
    messages: i64,
    /// What becomes of them, in a sentence.
    #[schema(example = "The messages are put back into the queue, and their documents tried again.")]
    message: &'static str,
}

/// Redrive dead letters
///
/// Puts all messages that were given up back into the ingest queue, from which they are tried again. Once what made them fail is
/// mended, their documents become ready.
#[utoipa::path(
    post,
    path = "/api/admin/dead-letters/redrive",
    tag = "admin",
    responses(
        (status = 202, body = RedriveBegunOut), Unauthorized, Forbidden, Conflict, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn redrive(
    caller: Admin<Uploads>,
    Extract(state): Extract<State>,
) -> Result<(StatusCode, Json<RedriveBegunOut>)> {
    let messages = state.dead_letters.count().await.map_err(unavailable)?;
    if messages == 0 {
        return Err(Problem::conflict("no message was given up: there is nothing to put back"));
    }
    if state.dead_letters.last_redrive().await.map_err(unavailable)?.is_some_and(|last| last.is_running) {
        return Err(Problem::conflict("messages are being put back already"));
    }
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let deed = Deed::done(AuditAction::RedriveDeadLetters).with("messages", messages);
    state.identity.record(&transaction, &caller.actor, &deed).await?;
    // what the queue refuses was not done
    state.dead_letters.redrive().await.map_err(unavailable)?;
    transaction.commit().await?;
    let message = "The messages are put back into the queue, and their documents tried again.";
    Ok((StatusCode::ACCEPTED, Json(RedriveBegunOut { messages, message })))
}
