//! `GET /api/v1/knowledge/screen/batch/{id}/results`: what came of the rows of a batch.

use axum::extract::State as Extract;
use axum::response::{AppendHeaders, IntoResponse, Response};
use garde::Validate;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, LINK};
use serde::Deserialize;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, NotFound, Path, Problem, Query, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{ScreeningBatchId, ScreeningBatchStatus};
use sisuiq_sanctions_db::{
    name_indexes,
    screening_batch_rows::{self, Only},
};
use std::collections::HashMap;
use utoipa::{IntoParams, ToSchema};

use super::csv;
use crate::State;

/// Rows that one statement reads.
const ROWS: i64 = 1_000;
/// The size after which an answer ends with the next one's address, in bytes. Lambda's answers have at most 6 MB.
const LARGEST: usize = 3 * 1024 * 1024;

/// Which rows are answered.
#[derive(Debug, Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct BatchResultsIn {
    /// Only rows with hits, or only those that are wrong; all of them if it is left out.
    #[serde(default)]
    #[param(inline)]
    only: Option<OnlyRows>,
    /// Only rows after this one.
    #[garde(range(min = 0, max = 100_000))]
    #[serde(default)]
    #[param(minimum = 0, maximum = 100_000, default = 0)]
    after: i32,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum OnlyRows {
    Hits,
    Invalid,
}

/// Get the results of a batch
///
/// A CSV table in UTF-8 without a byte order mark: a line for each hit of a row, and one for a row without any. A text that a spreadsheet would take for a
/// formula gets an apostrophe in front. Only a batch that has ended has results. An answer has about 3 MiB; if there are more rows, the header `Link` has the
/// address of the next part, which begins with the headings again.
#[utoipa::path(
    get,
    path = "/api/v1/knowledge/screen/batch/{id}/results",
    tag = "screening",
    params(("id" = ScreeningBatchId, Path, description = "The batch"), BatchResultsIn),
    responses(
        (
            status = 200, description = "The table",
            headers(("link" = String, description = "The next part, unless this is the last one")),
            content((String = "text/csv", example = json!("row,id,name,result\r\n")))
        ),
        BadRequest, Unauthorized, Forbidden, NotFound, Conflict, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn results(
    caller: User<capabilities::ScreeningsRead>,
    Extract(state): Extract<State>,
    Path(id): Path<ScreeningBatchId>,
    Query(BatchResultsIn { only, after }): Query<BatchResultsIn>,
) -> Result<Response> {
    let connection = state.database.connection().await?;
    let batch = super::find(&state, &connection, &caller, id).await?;
    if !matches!(batch.status, ScreeningBatchStatus::Done | ScreeningBatchStatus::Failed) {
        return Err(Problem::conflict("the batch is not finished: its results are not complete"));
    }
    let lists = name_indexes::list_versions(&connection, &batch.lists.versions).await?;
    let lists: HashMap<_, _> = lists.into_iter().map(|list| (list.source, list.name)).collect();
    let wanted = only.map(|only| match only {
        OnlyRows::Hits => Only::Hits,
        OnlyRows::Invalid => Only::Invalid,
    });
    let (mut table, mut last, mut next) = (csv::headings(), after, None);
    loop {
        let rows = screening_batch_rows::list_results(&connection, id, last, wanted, ROWS).await?;
        for row in &rows {
            csv::write(&mut table, row, &lists);
            last = row.number;
        }
        if i64::try_from(rows.len()).is_ok_and(|read| read < ROWS) {
            break;
        }
        if table.len() >= LARGEST {
            next = Some(last);
            break;
        }
    }
    drop(connection);
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8; header=present".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"screening-{id}.csv\"")),
    ];
    Ok((headers, AppendHeaders(next.map(|last| (LINK, link(id, only, last)))), table).into_response())
}

/// The address of the part after a row.
fn link(id: ScreeningBatchId, only: Option<OnlyRows>, last: i32) -> String {
    let only = match only {
        Some(OnlyRows::Hits) => "only=hits&",
        Some(OnlyRows::Invalid) => "only=invalid&",
        None => "",
    };
    format!("</api/v1/knowledge/screen/batch/{id}/results?{only}after={last}>; rel=\"next\"")
}
