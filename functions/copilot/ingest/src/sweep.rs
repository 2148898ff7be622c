//! Looks for work that nothing drives any more: messages that were lost with a queue, deletions cut short, uploads that
//! never came.

use crate::{Retry, State, embed, purge, readers, resume, retire, table};
use jiff::SignedDuration;
use sisuiq_db::{
    DocumentId,
    document_ranges::{self, Place},
    document_versions, documents,
};
use sisuiq_events::Pages;
use sisuiq_telemetry::{
    TraceId,
    metrics::{DEAD_LETTERS, QUEUE_DEPTH, QUEUE_IN_FLIGHT, STUCK_JOBS},
    traced,
};
use tokio::try_join;
use tracing::{Instrument, error, info, info_span, warn};

/// Work that has not moved for so long is taken up again. Should its message still be on its way, the work is done twice to
/// the same end.
const IDLE_BEFORE_RESUMED: SignedDuration = SignedDuration::from_mins(10);
/// A file that is still worked on so long after its upload had to be over does not move, however often it is taken up.
const LONGEST_WORK: SignedDuration = SignedDuration::from_hours(1);
/// How many documents one sweep looks at.
const MOST: i64 = 500;

/// What metrics call the queue: its name in the template.
pub(crate) const QUEUE: &str = "IngestQueue";
/// After so many deletions that failed the others are left to the next sweep: what they need is away.
const MOST_FAILED_DELETIONS: usize = 3;

/// One sweep, in a trace of its own. Whatever else is away, it tells how many messages there are.
pub(crate) async fn invoked(state: &State, idle_seconds: Option<u32>) -> Result<(), Retry> {
    let swept = async {
        measure(state).await;
        sweep(state, idle_seconds).await
    };
    traced("sweep", None, swept).await
}

/// Resumes what stands still, then finishes what is half deleted, in no order, so that none is always behind others. One
/// document's failure holds up none of the others; the last of them is returned.
async fn sweep(state: &State, idle_seconds: Option<u32>) -> Result<(), Retry> {
    let idle = idle_seconds.map_or(IDLE_BEFORE_RESUMED, |seconds| SignedDuration::from_secs(i64::from(seconds)));
    let mut outcome = Ok(());
    let connection = state.database.connection().await?;
    let deleted = documents::find_deleted(&connection, MOST).await?;
    let unfinished = document_versions::find_unfinished(&connection, state.clock.now() - idle, MOST).await?;
    let superseded = document_versions::find_superseded(&connection, MOST).await?;
    let outdated = document_ranges::find_stale(&connection, state.clock.now() - idle, MOST).await?;
    let untold = documents::find_untold_readers(&connection, MOST).await?;
    let stuck = document_versions::count_stuck(&connection, state.clock.now() - LONGEST_WORK).await?;
    drop(connection);
    #[expect(clippy::cast_precision_loss, reason = "a number of files")]
    STUCK_JOBS.set(stuck as f64, []);
    for document in &untold {
        let told = readers::tell(state, *document, None).await;
        outcome = told.map_err(|retry| logged(*document, retry)).and(outcome);
    }
    let filled = embed::complete(state, &TraceId::generate()).await;
    outcome = filled.and(outcome);
    outcome = send_outdated(state, &outdated).await.and(outcome);
    for place in &superseded {
        let retired = retire::retire(state, *place).await;
        outcome = retired.map_err(|retry| logged(place.0, retry)).and(outcome);
    }
    for version in &unfinished {
        let trace_id = TraceId::generate();
        let span = info_span!("ingest.resume", %trace_id, document_id = %version.document_id);
        trace_id.adopt(&span, None);
        let resumed = resume::carry_on(state, version, true, &trace_id).instrument(span).await;
        outcome = resumed.map_err(|retry| logged(version.document_id, retry)).and(outcome);
    }
    let mut failed = 0;
    for document in &deleted {
        let purged = purge::purge(state, *document).await.map_err(|retry| logged(*document, retry));
        failed += usize::from(purged.is_err());
        outcome = purged.and(outcome);
        if failed == MOST_FAILED_DELETIONS {
            break;
        }
    }
    let (superseded, untold) = (superseded.len(), untold.len());
    info!(deleted = deleted.len(), unfinished = unfinished.len(), superseded, untold, "swept");
    table::sweep(state, state.clock.now() - idle, MOST).await.and(outcome)
}

/// Tells how many messages there are; no work waits for that.
async fn measure(state: &State) {
    match try_join!(state.queue.length(), state.dead_letters.length()) {
        Ok((queue, dead_letters)) => {
            QUEUE_DEPTH.set(f64::from(queue.waiting), [QUEUE]);
            QUEUE_IN_FLIGHT.set(f64::from(queue.in_flight), [QUEUE]);
            DEAD_LETTERS.set(f64::from(dead_letters.waiting), [QUEUE]);
        }
        Err(error) => warn!(error = &error as &dyn std::error::Error, "messages could not be counted"),
    }
}

/// Asks again for ranges to be read again.
async fn send_outdated(state: &State, outdated: &[Place]) -> Result<(), Retry> {
    let trace_id = TraceId::generate().to_string();
    let asked = |place: &Place| Pages {
        document_id: place.document_id.0,
        version: place.version,
        first_page: place.range.first.unsigned_abs(),
        last_page: place.range.last.unsigned_abs(),
        trace_id: Some(trace_id.clone()),
    };
    Ok(state.queue.send_reindex(&outdated.iter().map(asked).collect::<Vec<_>>()).await?)
}

fn logged(document: DocumentId, retry: Retry) -> Retry {
    error!(document_id = %document, error = %retry, "the sweep left a document as it was");
    retry
}
