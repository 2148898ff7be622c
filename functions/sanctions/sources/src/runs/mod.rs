//! Runs of sources.

pub(crate) mod changes;
pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod read;

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_model::{RunStatus, RunTrigger, SourceId, SourceRunId};
use sisuiq_sanctions_db::source_runs::{RunCounts, RunFailure, SourceRun};
use utoipa::ToSchema;

/// A run of a source.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourceRunOut {
    id: SourceRunId,
    /// The source that it reads.
    source_id: SourceId,
    /// What started it.
    trigger: RunTrigger,
    /// Its progress.
    status: RunStatus,
    /// Why it failed; null if it did not.
    error: Option<RunErrorOut>,
    /// What it found; null until records are compared.
    counts: Option<RunCountsOut>,
    /// When it was requested.
    created_at: Timestamp,
    /// When work began.
    started_at: Option<Timestamp>,
    /// When it ended.
    finished_at: Option<Timestamp>,
}

/// Why a run failed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RunErrorOut {
    /// A stable code.
    #[schema(example = "error_page")]
    code: String,
    /// What happened, and what to do.
    #[schema(example = "The address answers with a web page instead of a file: correct the address of the source.")]
    text: String,
}

/// Numbers of records.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RunCountsOut {
    /// Records of the source.
    #[schema(example = 9048, minimum = 0)]
    records: i32,
    /// Records that were not there before.
    #[schema(example = 12, minimum = 0)]
    added: i32,
    /// Records with another content.
    #[schema(example = 3, minimum = 0)]
    changed: i32,
    /// Records that are no longer there.
    #[schema(example = 1, minimum = 0)]
    removed: i32,
}

impl From<SourceRun> for SourceRunOut {
    fn from(run: SourceRun) -> Self {
        let counts = run.counts.map(|RunCounts { records, added, changed, removed }| RunCountsOut {
            records,
            added,
            changed,
            removed,
        });
        Self {
            id: run.id,
            source_id: run.source,
            trigger: run.trigger,
            status: run.status,
            error: run.failure.map(|RunFailure { code, text }| RunErrorOut { code, text }),
            counts,
            created_at: run.created_at,
            started_at: run.started_at,
            finished_at: run.finished_at,
        }
    }
}
