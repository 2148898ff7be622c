//! `GET /api/datasets/{id}/share`: the link of a dataset.

use super::{ShareOut, no_link};
use crate::{State, problems::no_dataset};
use axum::extract::State as Extract;
use sisuiq_datasets_db::dataset_shares;
use sisuiq_http::{BadRequest, Forbidden, Json, NotFound, Path, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{Capability, DatasetId};

/// Get the link of a dataset
///
/// The valid link with its uses, for those who may share the dataset.
#[utoipa::path(
    get,
    path = "/api/datasets/{id}/share",
    tag = "datasets",
    params(("id" = DatasetId, Path, description = "The dataset")),
    responses((status = 200, body = ShareOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    caller: User<capabilities::TablesWrite>,
    Extract(state): Extract<State>,
    Path(id): Path<DatasetId>,
) -> Result<Json<ShareOut>> {
    let by = (caller.id, caller.administers(Capability::TablesManage));
    let connection = state.datasets.database.connection().await?;
    let found = dataset_shares::find_managed(&connection, id, by, state.datasets.clock.now()).await?;
    let share = found.ok_or_else(no_dataset)?.ok_or_else(no_link)?;
    let profile = dataset_shares::find_profile(&connection, id).await?;
    drop(connection);
    Ok(Json(ShareOut::new(&state, &share, profile.as_ref()).await?))
}
