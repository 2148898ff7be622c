//! `POST /api/v1/knowledge/datasets/{name}/documents`: creates an upload into a dataset.

use super::super::{no_dataset, writable};
use crate::{
    State,
    creation::{self, CreatedOut, DocumentIn},
};
use axum::{extract::State as Extract, response::Response};
use sisuiq_documents_db::knowledge_datasets;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, IdempotencyHeader, NotFound, Path, PayloadTooLarge, Problem, Result, Submitted,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission::Uploads, capabilities};

/// The most documents of a dataset: a question about it names them all.
const MOST: i64 = 1_000;

/// Create an upload into a dataset
///
/// Registers one PDF of the dataset and returns the form to upload it with, as `POST /api/documents` does. Owners add to their own
/// datasets, administrators also to those for everyone. A dataset can have 1,000 documents.
#[utoipa::path(
    post,
    path = "/api/v1/knowledge/datasets/{name}/documents",
    tag = "knowledge",
    extensions(("x-throttle" = json!("work"))),
    request_body = DocumentIn,
    params(
        ("name" = String, Path, description = "The dataset", min_length = 3, max_length = 60, example = "Swiss-SECO"),
        IdempotencyHeader
    ),
    responses(
        (status = 201, body = CreatedOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: User<capabilities::DocumentsWrite, Uploads>,
    Extract(state): Extract<State>,
    Path(name): Path<String>,
    submitted: Submitted<DocumentIn>,
) -> Result<Response> {
    let connection = state.database.connection().await?;
    let found = knowledge_datasets::find_visible(&connection, caller.visibility(), &name).await?;
    drop(connection);
    let dataset = writable(found.ok_or_else(no_dataset)?, &caller)?;
    if dataset.documents >= MOST {
        return Err(Problem::conflict(format!(
            "a dataset can have at most {MOST} documents: delete one, or use another dataset"
        )));
    }
    creation::create(&state, &caller, submitted, Some(&dataset)).await
}
