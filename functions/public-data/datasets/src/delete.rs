//! `DELETE /api/datasets/{id}`: gone from this moment, cleaned up in the background.

use crate::{State, problems::no_dataset};
use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_datasets::{Deletion, hide};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, PreferredLanguage, Problem, Result, TooManyRequests,
    Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{DatasetId, Language};
use utoipa::ToSchema;

/// The result of a deletion.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DatasetDeletedOut {
    /// The result, for people.
    #[schema(example = "데이터셋을 삭제했습니다.")]
    message: &'static str,
}

/// Delete a dataset
///
/// The dataset cannot be found or used any more once this returns. Owners delete their own datasets, administrators also those for
/// everyone. One that a conversation or a batch works on stays.
#[utoipa::path(
    delete,
    path = "/api/datasets/{id}",
    tag = "datasets",
    params(("id" = DatasetId, Path, description = "The dataset")),
    responses((status = 200, body = DatasetDeletedOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: User<capabilities::TablesWrite>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Path(id): Path<DatasetId>,
) -> Result<Json<DatasetDeletedOut>> {
    match hide(&state.datasets, &caller, id).await? {
        Deletion::Done => Ok(Json(DatasetDeletedOut {
            message: match language {
                Language::Korean => "데이터셋을 삭제했습니다.",
                Language::English => "The dataset was deleted.",
            },
        })),
        Deletion::Unknown => Err(no_dataset()),
        Deletion::Used => Err(Problem::conflict(
            "the dataset is in use and cannot be deleted: try again when the work on it has ended",
        )
        .in_korean("사용 중인 데이터셋은 삭제할 수 없습니다. 작업이 끝난 뒤 다시 시도하세요")),
    }
}
