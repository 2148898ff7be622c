//! `POST /api/admin/jobs/{id}/retry`: another try for what kept failing.

use std::time::Duration;

use axum::extract::State as Extract;
use http::StatusCode;
use serde::Serialize;
use sisuiq_db::audit_records::Deed;
use sisuiq_db::{AuditAction, DocumentId, JobStatus, document_versions, documents};
use sisuiq_events::Resume;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{Admin, admission::Uploads};
use tokio::time::timeout;
use utoipa::ToSchema;

use crate::State;

/// How long the caller waits for the queue, which need not take the messages.
const QUEUE_PATIENCE: Duration = Duration::from_secs(2);

/// A job that is tried again.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobRetryOut {
    /// By what it is known: its document's id.
    job_id: DocumentId,
    /// How far it has come.
    status: JobStatus,
    /// The same in a sentence.
    #[schema(example = "The file is read again, from where that broke off.")]
    message: &'static str,
}

/// Try a job again
///
/// Takes up the work on a file that kept failing, from where it broke off. One that failed because of its file is not tried again:
/// the same file would fail again.
#[utoipa::path(
    post,
    path = "/api/admin/jobs/{id}/retry",
    tag = "admin",
    params(("id" = DocumentId, Path, description = "The job")),
    responses(
        (status = 202, body = JobRetryOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn retry(
    caller: Admin<Uploads>,
    Extract(state): Extract<State>,
    Path(id): Path<DocumentId>,
) -> Result<(StatusCode, Json<JobRetryOut>)> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let found = documents::find_visible(&transaction, caller.visibility(), id).await?;
    found.ok_or_else(|| Problem::not_found("job"))?;
    let versions = document_versions::resume_all(&transaction, id, state.clock.now()).await?;
    if versions.is_empty() {
        return Err(Problem::conflict("the job did not keep failing: there is nothing to try again"));
    }
    state.identity.record(&transaction, &caller.actor, &Deed::done(AuditAction::RetryJob).to(id)).await?;
    transaction.commit().await?;
    drop(connection);
    for version in versions {
        announce(&state, Resume { document_id: id.0, version }).await;
    }
    let message = "The file is read again, from where that broke off.";
    Ok((StatusCode::ACCEPTED, Json(JobRetryOut { job_id: id, status: JobStatus::Running, message })))
}

/// Says what is to be taken up. The rows are the durable order: should the message be lost, the sweep finds them.
async fn announce(state: &State, order: Resume) {
    match timeout(QUEUE_PATIENCE, state.queue.send_resume(order)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(error = %error, "trying a job again is left to the sweep"),
        Err(error) => tracing::warn!(error = %error, "trying a job again is left to the sweep"),
    }
}
