//! `GET /api/v1/sources/runs/{run_id}`: one run of a source.

use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{RescreeningStatus, SourcePart, SourceRunId};
use sisuiq_sanctions_db::{
    rescreenings::{self, Rescreening},
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
    /// The screening of earlier subjects with the entries that it added or changed. Null if there are none, and for runs from before there
    /// were such screenings.
    rescreened: Option<RescreenedOut>,
}

/// The screening of earlier subjects with what is new on a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct RescreenedOut {
    /// Its progress. `settling`: all are screened; for 15 minutes after the run, subjects may still be compared with the version before, and are
    /// screened after that.
    status: RescreeningStatus,
    /// Subjects that were taken, those that were screened last first.
    #[schema(example = 1200, minimum = 0)]
    subjects: i32,
    /// Those that were screened.
    #[schema(example = 1199, minimum = 0)]
    screened: i32,
    /// Those that were erased or expired before.
    #[schema(example = 1, minimum = 0)]
    gone: i32,
    /// Subjects that are not screened, because there are more than one version may be compared with.
    #[schema(example = 0, minimum = 0)]
    left_out: i32,
    /// Alerts that are new or open again.
    #[schema(example = 2, minimum = 0)]
    alerts: i32,
    /// When it ended.
    finished_at: Option<Timestamp>,
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
/// What a run fetched, what it found, and what became of earlier subjects of screening.
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
    let rescreened = rescreenings::find(&connection, id).await?.map(RescreenedOut::from);
    drop(connection);
    let files = files.into_iter().map(RunFileOut::from).collect();
    Ok(Json(SourceRunDetailsOut { run: found.into(), files, rescreened }))
}

impl From<RunFile> for RunFileOut {
    fn from(RunFile { part, url, sha256, bytes, fetched_at, .. }: RunFile) -> Self {
        Self { part, url, sha256: hex::encode(sha256), bytes, fetched_at }
    }
}

impl From<Rescreening> for RescreenedOut {
    fn from(Rescreening { status, counts, finished_at, .. }: Rescreening) -> Self {
        Self {
            status,
            subjects: counts.subjects,
            screened: counts.screened,
            gone: counts.gone,
            left_out: counts.left_out,
            alerts: counts.alerts_opened,
            finished_at,
        }
    }
}
