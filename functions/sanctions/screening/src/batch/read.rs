//! `GET /api/v1/knowledge/screen/batch/{id}`: the progress of a batch.

use axum::extract::State as Extract;
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use sisuiq_http::{BadRequest, Forbidden, Json, NotFound, Path, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{ScreeningBatchError, ScreeningBatchId, ScreeningBatchStatus, SourceId, SourceRunId, UserId};
use sisuiq_sanctions_db::{
    name_indexes::{self, IndexedList},
    screening_batch_rows::{self, RowError},
    screening_batches::{Batch, RowCounts},
};
use utoipa::ToSchema;

use crate::State;

/// Wrong rows that are answered; the results have all.
const MOST_ERRORS: i64 = 100;

/// The progress of a batch.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScreeningBatchOut {
    id: ScreeningBatchId,
    status: ScreeningBatchStatus,
    /// The name of the file.
    #[schema(example = "customers.csv")]
    file_name: String,
    /// The account that asked; null if it was erased.
    requested_by: Option<UserId>,
    /// The score from which an entry is a hit, if one was asked for; null if each list has its own.
    #[schema(example = 0.7, minimum = 0.5, maximum = 1.0)]
    threshold: Option<f64>,
    /// The encoding of the file: the one that was asked for, then the one that was read.
    #[schema(example = "UTF-8")]
    encoding: Option<String>,
    /// Headings of columns that are not read, apart from control characters and the ends of long ones.
    #[schema(example = json!(["notes"]))]
    ignored_columns: Vec<String>,
    /// The versions of lists that all rows are compared with.
    lists: Vec<BatchListOut>,
    /// The sources whose lists could not be searched: entries of these are not found, whether there are any or not.
    left_out: Vec<SourceId>,
    rows: BatchRowsOut,
    /// Alerts that were opened.
    #[schema(example = 3, minimum = 0)]
    alerts_opened: i32,
    /// The first 100 rows that are wrong.
    row_errors: Vec<BatchRowErrorsOut>,
    /// Why the batch failed; null if it did not.
    error: Option<ScreeningBatchErrorOut>,
    /// When it was created.
    created_at: Timestamp,
    /// When its file was read.
    started_at: Option<Timestamp>,
    /// When it ended.
    finished_at: Option<Timestamp>,
    /// When it is deleted, with its results.
    expires_at: Timestamp,
}

/// Numbers of the rows of a batch.
#[derive(Serialize, ToSchema)]
pub(crate) struct BatchRowsOut {
    /// All rows of the file.
    #[schema(example = 1000, minimum = 0, maximum = 100_000)]
    total: i32,
    /// Rows that were screened.
    #[schema(example = 990, minimum = 0)]
    screened: i32,
    /// Those of them with hits.
    #[schema(example = 4, minimum = 0)]
    with_hits: i32,
    /// Rows that are wrong and were not screened.
    #[schema(example = 10, minimum = 0)]
    invalid: i32,
    /// Rows that were erased since.
    #[schema(example = 0, minimum = 0)]
    erased: i32,
}

/// A list that the rows are compared with.
#[derive(Serialize, ToSchema)]
pub(crate) struct BatchListOut {
    source_id: SourceId,
    /// The name of its source.
    #[schema(example = "OFAC SDN list")]
    name: String,
    /// Its version: the run that stored it.
    version: SourceRunId,
    /// The day of the list.
    day: Date,
    /// The score from which an entry of this list is a hit.
    #[schema(example = 0.7, minimum = 0.5, maximum = 1.0)]
    threshold: f64,
}

/// A row that is wrong.
#[derive(Serialize, ToSchema)]
pub(crate) struct BatchRowErrorsOut {
    /// Its place among the rows of the file, from 1.
    #[schema(example = 17, minimum = 1)]
    row: i32,
    /// The caller's own id of the subject, if there is one.
    #[schema(example = "customer-4711")]
    id: Option<String>,
    errors: Vec<BatchRowErrorOut>,
}

/// Something wrong with a row.
#[derive(Serialize, ToSchema)]
pub(crate) struct BatchRowErrorOut {
    /// The field, or `row`.
    #[schema(example = "birth_date")]
    field: String,
    /// What is wrong with it.
    #[schema(example = "must be a day, a month or a year from 1800 to today, such as 1960-03-12")]
    message: String,
}

/// Why a batch failed.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScreeningBatchErrorOut {
    pub(super) code: ScreeningBatchError,
    /// The reason, for people.
    #[schema(example = "The file needs a first line with headings, one of which is name.")]
    pub(super) text: String,
}

/// Get a batch
///
/// The progress of a batch, what it was compared with, and the first rows that are wrong. Those who read alerts see all batches, others their own.
#[utoipa::path(
    get,
    path = "/api/v1/knowledge/screen/batch/{id}",
    tag = "screening",
    params(("id" = ScreeningBatchId, Path, description = "The batch")),
    responses(
        (status = 200, body = ScreeningBatchOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    caller: User<capabilities::ScreeningsRead>,
    Extract(state): Extract<State>,
    Path(id): Path<ScreeningBatchId>,
) -> Result<Json<ScreeningBatchOut>> {
    let connection = state.database.connection().await?;
    let batch = super::find(&state, &connection, &caller, id).await?;
    let lists = name_indexes::list_versions(&connection, &batch.lists.versions).await?;
    let invalid = screening_batch_rows::list_invalid(&connection, id, MOST_ERRORS).await?;
    drop(connection);
    let row_errors = invalid.into_iter().map(|(row, id, errors)| {
        let errors = errors.into_iter().map(|RowError { field, message }| BatchRowErrorOut { field, message });
        BatchRowErrorsOut { row, id, errors: errors.collect() }
    });
    Ok(Json(ScreeningBatchOut::new(batch, lists, row_errors.collect())))
}

impl ScreeningBatchOut {
    fn new(batch: Batch, lists: Vec<IndexedList>, row_errors: Vec<BatchRowErrorsOut>) -> Self {
        let lists = lists.into_iter().zip(&batch.lists.thresholds).filter_map(|(list, threshold)| {
            let index = list.index?;
            Some(BatchListOut {
                source_id: list.source,
                name: list.name,
                version: index.run,
                day: index.day,
                threshold: *threshold,
            })
        });
        Self {
            id: batch.id,
            status: batch.status,
            file_name: batch.file_name,
            requested_by: batch.requested_by,
            threshold: batch.threshold,
            encoding: batch.encoding,
            ignored_columns: batch.ignored_columns,
            lists: lists.collect(),
            left_out: batch.lists.left_out,
            rows: batch.rows.into(),
            alerts_opened: batch.alerts_opened,
            row_errors,
            error: batch.error.map(|(code, text)| ScreeningBatchErrorOut { code, text }),
            created_at: batch.created_at,
            started_at: batch.started_at,
            finished_at: batch.finished_at,
            expires_at: batch.expires_at,
        }
    }
}

impl From<RowCounts> for BatchRowsOut {
    fn from(RowCounts { total, screened, invalid, with_hits, erased }: RowCounts) -> Self {
        Self { total, screened, with_hits, invalid, erased }
    }
}
