//! `GET /api/datasets/{id}`: one dataset with its profile.

use crate::{State, details::DatasetDetailsOut, problems::no_dataset};
use axum::extract::State as Extract;
use sisuiq_datasets_db::datasets;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, PreferredLanguage, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::DatasetId;

/// Get a dataset
///
/// One dataset that the caller may see: its processing status, and once it is ready its columns, their statistics, how the file was read,
/// and the data card.
#[utoipa::path(
    get,
    path = "/api/datasets/{id}",
    tag = "datasets",
    params(("id" = DatasetId, Path, description = "The dataset")),
    responses((status = 200, body = DatasetDetailsOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    caller: User<capabilities::TablesRead>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Path(id): Path<DatasetId>,
) -> Result<Json<DatasetDetailsOut>> {
    let connection = state.datasets.database.connection().await?;
    let dataset = datasets::find_visible(&connection, caller.visibility(), id).await?.ok_or_else(no_dataset)?;
    let reading = datasets::find_reading(&connection, caller.visibility(), id).await?;
    Ok(Json(DatasetDetailsOut::new(dataset, reading, language)))
}
