//! `GET /api/v1/sources/runs/{run_id}`: one run of a source.

use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{SourcePart, SourceRunId};
use sisuiq_sanctions_db::{
    source_run_files::{self, RunFile},
    source_runs,
};
use utoipa::ToSchema;

use super::SourceRunOut;
use crate::State;

/// A run of a source with the files that it fetched.
#[derive(Serialize, ToSchema)]
pub(crate) struct SourceRunDetailsOut {
    #[serde(flatten)]
    run: SourceRunOut,
    /// The files that it fetched.
    files: Vec<RunFileOut>,
}

/// A file that a run fetched.
#[derive(Serialize, ToSchema)]
pub(crate) struct RunFileOut {
    /// Its part of the source.
    part: SourcePart,
    /// Its address after redirects.
    #[schema(example = "https://lists.example/sdn.csv")]
    url: String,
    /// The SHA-256 of its content, in hexadecimal digits.
    #[schema(
        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        min_length = 64,
        max_length = 64
    )]
    sha256: String,
    /// Its length in bytes.
    #[schema(example = 4_811_004, minimum = 1)]
    bytes: i64,
    /// When it was fetched.
    fetched_at: Timestamp,
}

/// Get a run
///
/// What a run fetched, and what it found.
#[utoipa::path(
    get,
    path = "/api/v1/sources/runs/{run_id}",
    tag = "sources",
    params(("run_id" = SourceRunId, Path, description = "The run")),
    responses(
        (status = 200, body = SourceRunDetailsOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    _caller: User<capabilities::SourcesRead>,
    Extract(state): Extract<State>,
    Path(id): Path<SourceRunId>,
) -> Result<Json<SourceRunDetailsOut>> {
    let connection = state.database.connection().await?;
    let found = source_runs::find(&connection, id).await?.ok_or_else(|| Problem::not_found("run"))?;
    let files = source_run_files::list(&connection, id).await?;
    drop(connection);
    let files = files.into_iter().map(RunFileOut::from).collect();
    Ok(Json(SourceRunDetailsOut { run: found.into(), files }))
}

impl From<RunFile> for RunFileOut {
    fn from(RunFile { part, url, sha256, bytes, fetched_at, .. }: RunFile) -> Self {
        Self { part, url, sha256: hex::encode(sha256), bytes, fetched_at }
    }
}
