//! The sweep: finds work on documents and tables that no message drives any more, because messages were lost, deletions were
//! interrupted, or uploads never came.

mod names;
mod queue_metrics;
mod reread;

use crate::{
    Retry, State,
    index::{completion, readers, retire},
    page_range, purge,
    queue::resume,
    recognition, tables,
};
use jiff::{SignedDuration, Timestamp};
use sisuiq_db::{Connection, DatabaseError};
use sisuiq_documents_db::{
    document_ranges::{self, RangeKey},
    document_versions::{self, DocumentVersion},
    documents,
};
use sisuiq_model::{DocumentId, VersionKey};
use sisuiq_telemetry::{TraceId, metrics::STUCK_JOBS, traced};
use tracing::{Instrument, error, info, info_span};

/// Time without progress after which work is resumed, unless the invocation names another. If its message is still on its way,
/// the work is done twice, with the same result.
const IDLE: SignedDuration = SignedDuration::from_mins(10);
/// Time after the end of an upload's validity from which unfinished work counts as stuck.
const STUCK: SignedDuration = SignedDuration::from_hours(1);
/// Documents of each kind that one sweep handles; the next sweep continues.
const LIMIT: i64 = 500;
/// Failed deletions after which a sweep leaves the others to the next one: a store is unavailable.
const MAX_FAILED_DELETIONS: usize = 3;

/// Runs one sweep, in a trace of its own. The queue is measured even if the database is unavailable.
pub(crate) async fn run(state: &State, idle_seconds: Option<u32>) -> Result<(), Retry> {
    let work = async {
        queue_metrics::measure(state).await;
        sweep(state, idle_seconds).await
    };
    traced("sweep", None, work).await
}

/// Unfinished work that a sweep found.
struct Found {
    deleted: Vec<DocumentId>,
    unfinished: Vec<DocumentVersion>,
    superseded: Vec<VersionKey>,
    /// Ranges to be reindexed.
    stale: Vec<RangeKey>,
    /// Documents whose readers changed without the vector store.
    outdated_readers: Vec<DocumentId>,
}

impl Found {
    async fn find(connection: &Connection, since: Timestamp) -> Result<Self, DatabaseError> {
        Ok(Self {
            deleted: documents::find_deleted(connection, LIMIT).await?,
            unfinished: document_versions::find_unfinished(connection, since, LIMIT).await?,
            superseded: document_versions::find_superseded(connection, LIMIT).await?,
            stale: document_ranges::find_stale(connection, since, LIMIT).await?,
            outdated_readers: documents::find_untold_readers(connection, LIMIT).await?,
        })
    }
}

/// Resumes work that stands still and finishes deletions. A document that fails does not stop the others, but several failed
/// deletions stop the deletions. These come in random order, or the same failures would always stop them. The last failure is
/// returned.
async fn sweep(state: &State, idle_seconds: Option<u32>) -> Result<(), Retry> {
    let idle = idle_seconds.map_or(IDLE, |seconds| SignedDuration::from_secs(i64::from(seconds)));
    let since = state.clock.now() - idle;
    let connection = state.database.connection().await?;
    let found = Found::find(&connection, since).await?;
    let stuck = document_versions::count_stuck(&connection, state.clock.now() - STUCK).await?;
    let outdated = documents::count_outdated(&connection).await?;
    drop(connection);
    #[expect(clippy::cast_precision_loss, reason = "a number of files")]
    STUCK_JOBS.set(stuck as f64, []);
    let mut outcome = update_readers(state, &found.outdated_readers).await;
    outcome = names::cut(state).await.and(outcome);
    let completed = completion::complete(state, &TraceId::generate()).await;
    let is_complete = matches!(completed, Ok(0));
    outcome = completed.map(drop).and(outcome);
    outcome = send_stale(state, &found.stale).await.and(outcome);
    outcome = recognition::send_idle(state, since).await.and(outcome);
    outcome = retire_superseded(state, &found.superseded).await.and(outcome);
    outcome = resume_unfinished(state, &found.unfinished).await.and(outcome);
    outcome = purge_deleted(state, &found.deleted).await.and(outcome);
    // last, when the other steps have sent their messages
    if is_complete {
        outcome = reread::send_outdated(state).await.and(outcome);
    }
    let Found { deleted, unfinished, superseded, stale, outdated_readers } = found;
    info!(
        deleted = deleted.len(),
        unfinished = unfinished.len(),
        superseded = superseded.len(),
        stale = stale.len(),
        outdated_readers = outdated_readers.len(),
        outdated,
        "sweep finished"
    );
    tables::sweep(state, since, LIMIT).await.and(outcome)
}

async fn update_readers(state: &State, documents: &[DocumentId]) -> Result<(), Retry> {
    let mut outcome = Ok(());
    for document in documents {
        let updated = readers::update(state, *document, None).await;
        outcome = logged(*document, updated).and(outcome);
    }
    outcome
}

/// Sends stale ranges to the queue.
async fn send_stale(state: &State, ranges: &[RangeKey]) -> Result<(), Retry> {
    let trace_id = TraceId::generate();
    let messages: Vec<_> = ranges.iter().map(|range| page_range::message(*range, &trace_id)).collect();
    Ok(state.queue.send_reindex(&messages).await?)
}

async fn retire_superseded(state: &State, versions: &[VersionKey]) -> Result<(), Retry> {
    let mut outcome = Ok(());
    for version in versions {
        outcome = logged(version.document, retire::retire(state, *version).await).and(outcome);
    }
    outcome
}

async fn resume_unfinished(state: &State, versions: &[DocumentVersion]) -> Result<(), Retry> {
    let mut outcome = Ok(());
    for version in versions {
        let trace_id = TraceId::generate();
        let span = info_span!("ingest.resume", %trace_id, document_id = %version.document_id);
        trace_id.adopt(&span, None);
        // `true`: no message is delivered again after an attempt of the sweep
        let resumed = resume::resume(state, version, true, &trace_id).instrument(span).await;
        outcome = logged(version.document_id, resumed).and(outcome);
    }
    outcome
}

async fn purge_deleted(state: &State, documents: &[DocumentId]) -> Result<(), Retry> {
    let mut outcome = Ok(());
    let mut failed = 0;
    for document in documents {
        let purged = logged(*document, purge::purge(state, *document).await);
        failed += usize::from(purged.is_err());
        outcome = purged.and(outcome);
        if failed == MAX_FAILED_DELETIONS {
            break;
        }
    }
    outcome
}

fn logged(document: DocumentId, outcome: Result<(), Retry>) -> Result<(), Retry> {
    outcome.inspect_err(|retry| {
        error!(document_id = %document, error = %retry, "the sweep left a document as it was");
    })
}
