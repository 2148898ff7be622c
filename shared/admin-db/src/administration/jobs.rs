//! Ingestion jobs of the documents that an administrator may see.

use jiff::Timestamp;
use sisuiq_db::{Filters, List, Result, SortOrder};
use sisuiq_model::{
    DocumentId, DocumentStatus, JobOrder, KEPT_FAILING, Page, READER_VERSION, RereadReason, RereadStatus, UserId,
};
use tokio_postgres::Row;

/// The ingestion of a version of a document.
#[derive(Clone, Debug)]
pub struct ListedJob {
    /// The document.
    pub document: DocumentId,
    /// Its version.
    pub version: i32,
    /// The name shown to people.
    pub name: String,
    /// Status.
    pub status: DocumentStatus,
    /// Pages, once they are counted.
    pub page_count: Option<i32>,
    /// Those that are read.
    pub pages_done: i32,
    /// Passages so far.
    pub chunk_count: i32,
    /// Pages without usable text.
    pub pages_without_text: Vec<i32>,
    /// Pages whose text was recognised in pictures of them.
    pub pages_read_by_ocr: Vec<i32>,
    /// Reason of the failure.
    pub error_code: Option<String>,
    /// The same in a sentence.
    pub error_detail: Option<String>,
    /// Time of the upload request.
    pub created_at: Timestamp,
    /// Time of the last progress.
    pub updated_at: Timestamp,
    /// The reading again of a version that is ready.
    pub reread: Option<Reread>,
}

/// The reading again of a version that is ready and current.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Reread {
    /// Why it is read again.
    pub reason: RereadReason,
    /// Status.
    pub status: RereadStatus,
    /// Pages that are still to be read again.
    pub waiting_pages: i32,
}

impl ListedJob {
    /// Returns whether it failed after too many tries and may be retried.
    #[must_use]
    pub fn may_be_retried(&self) -> bool {
        self.status == DocumentStatus::Failed && self.error_code.as_deref() == Some(KEPT_FAILING)
    }
}

/// Filters of jobs.
#[derive(Clone, Debug, Default)]
pub struct JobFilters {
    /// Only those in this state.
    pub status: Option<DocumentStatus>,
    /// Only those of documents whose name fits this pattern.
    pub pattern: Option<String>,
    /// Only those of documents that an older reader made or that are read again, or only the others.
    pub is_reread: Option<bool>,
}

/// Jobs of the documents that this account may see.
#[must_use]
pub fn jobs<'a>(seen_by: &'a UserId, filters: &'a JobFilters, page: &'a Page<JobOrder>) -> List<'a, ListedJob> {
    let order = match page.order {
        JobOrder::Newest => SortOrder::by("created_at DESC, id DESC, version DESC"),
        JobOrder::Oldest => SortOrder::by("created_at, id, version"),
        JobOrder::LastMoved => SortOrder::by("updated_at DESC, id DESC, version DESC"),
        JobOrder::LongestStill => SortOrder::by("updated_at, id, version"),
    };
    Filters::new([seen_by, &READER_VERSION])
        .only("jobs.status = ?", filters.status.as_ref())
        .only("jobs.name ILIKE ?", filters.pattern.as_ref())
        .only("jobs.is_reread = ?", filters.is_reread.as_ref())
        .list(include_str!("../../queries/administration/jobs.sql"), page, order, decode)
}

fn decode(row: &Row) -> Result<ListedJob> {
    let (reason, status) = (row.try_get("reread_reason")?, row.try_get("reread_status")?);
    let reread = match (reason, status) {
        (Some(reason), Some(status)) => Some(Reread { reason, status, waiting_pages: row.try_get("waiting_pages")? }),
        _ => None,
    };
    Ok(ListedJob {
        document: row.try_get("id")?,
        version: row.try_get("version")?,
        name: row.try_get("name")?,
        status: row.try_get("status")?,
        page_count: row.try_get("page_count")?,
        pages_done: row.try_get("pages_done")?,
        chunk_count: row.try_get("chunk_count")?,
        pages_without_text: row.try_get("pages_without_text")?,
        pages_read_by_ocr: row.try_get("pages_read_by_ocr")?,
        error_code: row.try_get("error_code")?,
        error_detail: row.try_get("error_detail")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
        reread,
    })
}
