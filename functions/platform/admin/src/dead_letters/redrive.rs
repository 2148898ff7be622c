//! `POST /api/admin/dead-letters/redrive`: moves the dead letters back to the queue.

use axum::extract::State as Extract;
use http::StatusCode;
use serde::Serialize;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_http::{Conflict, Forbidden, Json, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, admission::Uploads, capabilities};
use sisuiq_model::AuditAction;
use utoipa::ToSchema;

use super::unavailable;
use crate::State;

/// A redrive that was started.
#[derive(Serialize, ToSchema)]
pub(crate) struct RedriveBegunOut {
    /// The approximate number of messages.
    #[schema(example = 2, minimum = 0)]
    messages: i64,
    /// The result, for people.
    #[schema(example = "The messages are being moved back to the queue, and their documents will be retried.")]
    message: &'static str,
}

/// Redrive dead letters
///
/// Moves all dead letters back to the ingest queue, where they are retried. Once the cause of the failure is fixed,
/// their documents become ready.
#[utoipa::path(
    post,
    path = "/api/admin/dead-letters/redrive",
    tag = "admin",
    extensions(("x-throttle" = json!("work"))),
    responses(
        (status = 202, body = RedriveBegunOut), Unauthorized, Forbidden, Conflict, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn redrive(
    caller: User<capabilities::SystemManage, Uploads>,
    Extract(state): Extract<State>,
) -> Result<(StatusCode, Json<RedriveBegunOut>)> {
    let messages = state.dead_letters.count().await.map_err(unavailable)?;
    if messages == 0 {
        return Err(Problem::conflict("there are no dead letters to redrive"));
    }
    if state.dead_letters.last_redrive().await.map_err(unavailable)?.is_some_and(|last| last.is_running) {
        return Err(Problem::conflict("a redrive is already running"));
    }
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let event = AuditEvent::done(AuditAction::RedriveDeadLetters).with("messages", messages);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    // before the commit, so that a refusal of the queue rolls the audit record back
    state.dead_letters.redrive().await.map_err(unavailable)?;
    transaction.commit().await?;
    let message = "The messages are being moved back to the queue, and their documents will be retried.";
    Ok((StatusCode::ACCEPTED, Json(RedriveBegunOut { messages, message })))
}
