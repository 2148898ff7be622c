//! `POST /api/admin/jobs/{id}/retry`: retries a failed job.

use axum::extract::State as Extract;
use http::StatusCode;
use serde::Serialize;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_documents_db::{document_versions, documents};
use sisuiq_events::{Resume, announce};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, admission::Uploads, capabilities};
use sisuiq_model::{AuditAction, DocumentId, JobStatus};
use utoipa::ToSchema;

use crate::State;

/// A job that is being retried.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobRetryOut {
    /// The job's id, which is the document's id.
    job_id: DocumentId,
    /// The processing status.
    status: JobStatus,
    /// A message for people.
    #[schema(example = "The file is being processed again from where it stopped.")]
    message: &'static str,
}

/// Retry a job
///
/// Resumes a job that kept failing from where it stopped. A job that failed because of its file is not retried: the
/// same file would fail again.
#[utoipa::path(
    post,
    path = "/api/admin/jobs/{id}/retry",
    tag = "admin",
    extensions(("x-throttle" = json!("work"))),
    params(("id" = DocumentId, Path, description = "The job")),
    responses(
        (status = 202, body = JobRetryOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn retry(
    caller: User<capabilities::DocumentsManage, Uploads>,
    Extract(state): Extract<State>,
    Path(id): Path<DocumentId>,
) -> Result<(StatusCode, Json<JobRetryOut>)> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let found = documents::find_visible(&transaction, caller.visibility(), id).await?;
    found.ok_or_else(|| Problem::not_found("job"))?;
    let versions = document_versions::resume_all(&transaction, id, state.clock.now()).await?;
    if versions.is_empty() {
        return Err(Problem::conflict("only a job that failed after all retries can be retried"));
    }
    state.identity.record(&transaction, &caller.actor, &AuditEvent::done(AuditAction::RetryJob).to(id)).await?;
    transaction.commit().await?;
    drop(connection);
    for version in versions {
        let resume = state.queue.send_resume(Resume { document_id: id.0, version });
        announce("job retry", id, resume).await;
    }
    let message = "The file is being processed again from where it stopped.";
    Ok((StatusCode::ACCEPTED, Json(JobRetryOut { job_id: id, status: JobStatus::Running, message })))
}
