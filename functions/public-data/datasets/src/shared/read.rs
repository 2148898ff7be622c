//! `GET /api/datasets/shared/{token}`: opens a link.

use crate::{
    State,
    dataset::{ColumnOut, columns},
};
use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use sisuiq_datasets::{OpenedLink, open_link};
use sisuiq_datasets_db::{dataset_shares, datasets::Dataset};
use sisuiq_frames::rows::MOST_ROWS;
use sisuiq_http::{BadRequest, Json, NotFound, Path, Result, TooManyRequests, Unavailable};
use sisuiq_identity::Anyone;
use sisuiq_model::{DatasetId, DocumentStatus};
use utoipa::ToSchema;

/// A dataset that a link opens.
#[derive(Serialize, ToSchema)]
pub(crate) struct SharedOut {
    /// The dataset.
    dataset: SharedDatasetOut,
    /// The token of the link.
    #[schema(example = "q3n0m4v5B1yT0c8Jr2kXw9ZpLs7dFhGuAeIoYtRvNbM")]
    share_token: String,
    /// When the link ends.
    expires_at: Timestamp,
    /// What its holders may do.
    limits: SharedLimitsOut,
}

/// The public part of a dataset.
#[derive(Serialize, ToSchema)]
pub(crate) struct SharedDatasetOut {
    /// Its id.
    id: DatasetId,
    /// Its name.
    #[schema(example = "대구 교통사고 2021")]
    name: String,
    /// Its description.
    #[schema(example = "2021년 대구광역시 교통사고 목록")]
    description: Option<String>,
    /// Where its data come from.
    #[schema(example = "https://www.data.go.kr")]
    source: Option<String>,
    /// The licence of its data.
    #[schema(example = "공공누리 제1유형")]
    licence: Option<String>,
    /// The processing status.
    status: DocumentStatus,
    /// The number of rows, once it is ready.
    #[schema(example = 39_609, minimum = 0)]
    rows: Option<i64>,
    /// The number of columns, once it is ready.
    #[schema(example = 23, minimum = 0)]
    columns: Option<i32>,
    /// The size of the file in bytes.
    #[schema(example = 5_242_880, minimum = 0)]
    size_bytes: Option<i64>,
    /// When its upload was requested.
    uploaded_at: Timestamp,
    /// True if its rows can be read.
    copy_ready: bool,
    /// The columns; empty until it is ready.
    columns_info: Vec<ColumnOut>,
}

/// What the holders of a link may do. There is no limit of their own to requests: those of an address apply.
#[derive(Serialize, ToSchema)]
pub(crate) struct SharedLimitsOut {
    /// The most rows of a page.
    #[schema(example = 5_000, minimum = 1)]
    rows_per_page: usize,
    /// True if the dataset can be compared with others; never with a link.
    #[schema(example = false)]
    other_datasets: bool,
}

/// Open a shared dataset
///
/// The dataset that a link opens, without anything of its owner. Counts a use of the link. A link that is unknown, has ended, was revoked,
/// or whose dataset was deleted gets the same 404.
#[utoipa::path(
    get,
    path = "/api/datasets/shared/{token}",
    tag = "datasets",
    params(("token" = String, Path, description = "The token of the link", max_length = 43, example = "q3n0m4v5B1yT0c8Jr2kXw9ZpLs7dFhGuAeIoYtRvNbM")),
    responses((status = 200, body = SharedOut), BadRequest, NotFound, TooManyRequests, Unavailable),
)]
pub(crate) async fn read(
    _caller: Anyone,
    Extract(state): Extract<State>,
    Path(token): Path<String>,
) -> Result<Json<SharedOut>> {
    let database = &state.datasets.database;
    let OpenedLink { share, dataset, .. } = open_link(database, &token, state.datasets.clock.now(), true).await?;
    let profile = dataset_shares::find_profile(&database.connection().await?, dataset.id).await?;
    Ok(Json(SharedOut {
        dataset: SharedDatasetOut::new(dataset, profile.as_ref()),
        share_token: token,
        expires_at: share.expires_at,
        limits: SharedLimitsOut { rows_per_page: MOST_ROWS, other_datasets: false },
    }))
}

impl SharedDatasetOut {
    fn new(dataset: Dataset, profile: Option<&Value>) -> Self {
        Self {
            copy_ready: dataset.readable_copy().is_some(),
            id: dataset.id,
            name: dataset.dataset_name,
            description: dataset.description,
            source: dataset.source,
            licence: dataset.licence,
            status: dataset.status,
            rows: dataset.row_count,
            columns: dataset.column_count,
            size_bytes: dataset.size.or(dataset.declared_size),
            uploaded_at: dataset.created_at,
            columns_info: profile.map(columns).unwrap_or_default(),
        }
    }
}
