//! `GET /api/admin/jobs`: what became of each file.

use axum::extract::State as Extract;
use garde::Validate;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sisuiq_admin_db::administration::{self, JobFilters, ListedJob, Reread};
use sisuiq_http::{Forbidden, Json, Paged, Paging, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{DocumentId, JobOrder, JobStatus, RereadReason, RereadStatus};
use utoipa::{IntoParams, ToSchema};

use crate::State;
use crate::lists::{Asked, pattern};

/// Filters of the list of jobs, combined with AND.
#[derive(Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct AdminJobsIn {
    /// Only those with this status.
    #[param(value_type = Option<JobStatus>)]
    status: Option<String>,
    /// Only jobs of documents whose name contains this text, ignoring case.
    #[garde(inner(length(chars, min = 1, max = 200)))]
    #[param(min_length = 1, max_length = 200, example = "plan")]
    q: Option<String>,
    /// True for only the documents that an older reader read, or that are read again; false for only the others.
    #[param(example = true)]
    reread: Option<bool>,
    /// The sort order; newest first by default.
    #[param(inline, value_type = Option<JobOrder>)]
    sort: Option<String>,
}

/// The processing of a version of a document.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "status": "failed", "error_code": "kept_failing",
    "error_message": "The document could not be processed after several attempts. It is stored, and an operator will try it again.",
    "may_be_retried": true, "reread": null
}))]
pub(crate) struct AdminJobOut {
    /// The job's id, which is the document's id.
    job_id: DocumentId,
    /// The version of the document.
    #[schema(example = 1, minimum = 1)]
    version: i32,
    /// The document's name.
    #[schema(example = "strategic_plan.pdf")]
    document_name: String,
    /// The processing status.
    status: JobStatus,
    /// The progress in percent, 0 to 100.
    #[schema(example = 62, minimum = 0, maximum = 100)]
    progress: i32,
    /// The number of pages, once processing has begun.
    #[schema(example = 12)]
    pages: Option<i32>,
    /// The number of passages so far.
    #[schema(example = 48, minimum = 0)]
    chunks_count: i32,
    /// The numbers of the pages so far without usable text, which cannot be searched.
    #[schema(example = json!([7]))]
    pages_without_text: Vec<i32>,
    /// The numbers of the pages whose text was recognised in pictures of them.
    #[schema(example = json!([3]))]
    pages_read_by_ocr: Vec<i32>,
    /// The machine-readable reason of the failure, if it failed.
    error_code: Option<String>,
    /// A message for people.
    error_message: Option<String>,
    /// True if a retry may help: the failure was temporary and not caused by the file.
    may_be_retried: bool,
    /// The reading again of a document that is searchable meanwhile; null if there is none.
    reread: Option<RereadOut>,
    /// When it started.
    created_at: Timestamp,
    /// When it was last updated.
    updated_at: Timestamp,
    /// When it ended; null before that.
    completed_at: Option<Timestamp>,
}

/// The reading again of a document.
#[derive(Serialize, ToSchema)]
pub(crate) struct RereadOut {
    /// Why it is read again: an older version of the product read it, or somebody requested it.
    reason: RereadReason,
    /// `waiting` until a sweep requests it, `running`, or `failed`: then the earlier text stays.
    status: RereadStatus,
    /// The progress in percent, 0 to 100.
    #[schema(example = 40, minimum = 0, maximum = 100)]
    progress: i32,
}

/// One page of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminJobsOut {
    /// The jobs.
    data: Vec<AdminJobOut>,
    /// The total number of items.
    #[schema(example = 4, minimum = 0)]
    count: i64,
}

/// List jobs (admin)
///
/// The processing job of each version of the documents that the caller may see, newest first by default.
#[utoipa::path(
    get,
    path = "/api/admin/jobs",
    tag = "admin",
    params(AdminJobsIn, Paging),
    responses(
        (status = 200, body = AdminJobsOut), Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::DocumentsManage>,
    Extract(state): Extract<State>,
    Paged(input, paging): Paged<AdminJobsIn>,
) -> Result<Json<AdminJobsOut>> {
    let mut asked = Asked::default();
    let status = asked.named::<JobStatus>("status", input.status.as_deref());
    let filters =
        JobFilters { status: status.map(Into::into), pattern: pattern(input.q.as_deref()), is_reread: input.reread };
    let page = asked.page(input.sort.as_deref(), JobOrder::Newest, paging.into());
    asked.check()?;
    let connection = state.database.connection().await?;
    let found = administration::jobs(&caller.id, &filters, &page).read(&connection).await?;
    let data = found.rows.into_iter().map(AdminJobOut::from).collect();
    Ok(Json(AdminJobsOut { data, count: found.count }))
}

impl From<ListedJob> for AdminJobOut {
    fn from(job: ListedJob) -> Self {
        let status = JobStatus::from(job.status);
        let has_ended = matches!(status, JobStatus::Done | JobStatus::Failed);
        Self {
            may_be_retried: job.may_be_retried(),
            reread: job.reread.map(|reread| RereadOut::of(reread, job.page_count)),
            progress: job.status.progress(job.page_count, job.pages_done),
            job_id: job.document,
            version: job.version,
            document_name: job.name,
            status,
            pages: job.page_count,
            chunks_count: job.chunk_count,
            pages_without_text: job.pages_without_text,
            pages_read_by_ocr: job.pages_read_by_ocr,
            error_code: job.error_code,
            error_message: job.error_detail,
            created_at: job.created_at,
            updated_at: job.updated_at,
            completed_at: has_ended.then_some(job.updated_at),
        }
    }
}

impl RereadOut {
    fn of(Reread { reason, status, waiting_pages }: Reread, page_count: Option<i32>) -> Self {
        let pages = page_count.unwrap_or_default().max(1);
        let progress = (pages - waiting_pages).max(0).saturating_mul(100) / pages;
        Self { reason, status, progress }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(waiting_pages: i32, page_count: Option<i32>) -> i32 {
        let reread = Reread { reason: RereadReason::NewerReader, status: RereadStatus::Running, waiting_pages };
        RereadOut::of(reread, page_count).progress
    }

    #[test]
    fn reread_progress_counts_pages() {
        assert_eq!(progress(5, Some(5)), 0);
        assert_eq!(progress(3, Some(5)), 40);
        assert_eq!(progress(0, Some(5)), 100);
    }

    #[test]
    fn reread_without_page_count_has_none() {
        assert_eq!(progress(0, Some(0)), 100);
        assert_eq!(progress(1, None), 0);
    }
}
