//! Sources that are due, and runs that nobody works on.

use crate::{Retry, State, deliver};
use jiff::{SignedDuration, Timestamp};
use sisuiq_clock::later;
use sisuiq_db::{DatabaseError, GenericClient};
use sisuiq_events::measure_queue;
use sisuiq_model::{RunStatus, RunTrigger, SourceId, SourceRunId};
use sisuiq_sanctions_db::{
    source_runs::{self, NewRun},
    source_webhooks,
    sources::{self, Reading},
};
use sisuiq_sources::schedule::{FRESHNESS_OBJECTIVE, Freshness, Schedule};
use sisuiq_telemetry::metrics::{
    INGEST_LAST_SUCCESS_TIMESTAMP_SECONDS, SOURCES_FAILING, SOURCES_LATE, SOURCES_MEASURED_TIMESTAMP_SECONDS,
    SOURCES_SHRUNKEN,
};
use tracing::{error, info};

/// The queue of `process` in metrics.
const PROCESS: &str = "ProcessQueue";
/// The time after which the message of a run is sent again: it was lost, or its work was killed.
const IDLE_SECONDS: u32 = 300;
/// The time for which webhooks are remembered; their signatures expire after minutes.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);
/// Runs that one sweep starts, and messages that it sends; the next one continues.
const MOST: i64 = 100;
/// Sources whose freshness is measured: at most as many as there may be.
const MOST_MEASURED: i64 = 200;

/// Measures when each enabled source was read last, and how many are late, failing or shrunken.
async fn measure_sources(connection: &impl GenericClient, now: Timestamp) -> Result<(), DatabaseError> {
    let (mut late, mut failing, mut shrunken) = (0_u32, 0_u32, 0_u32);
    for Reading { source, created_at, read_at, failures, is_shrunken } in
        sources::list_readings(connection, MOST_MEASURED).await?
    {
        late += u32::from(Freshness::of(read_at, created_at, now, FRESHNESS_OBJECTIVE).is_late());
        failing += u32::from(failures > 0);
        shrunken += u32::from(is_shrunken);
        if let Some(read_at) = read_at {
            INGEST_LAST_SUCCESS_TIMESTAMP_SECONDS.set(read_at.as_duration().as_secs_f64(), [&source.to_string()]);
        }
    }
    SOURCES_LATE.set(f64::from(late), []);
    SOURCES_FAILING.set(f64::from(failing), []);
    SOURCES_SHRUNKEN.set(f64::from(shrunken), []);
    SOURCES_MEASURED_TIMESTAMP_SECONDS.set(now.as_duration().as_secs_f64(), []);
    Ok(())
}

/// The time of the run after one that is due now.
fn next_run(source: SourceId, schedule: &str, now: Timestamp) -> Timestamp {
    let schedule = schedule.parse::<Schedule>();
    let next = schedule.map(|schedule| schedule.next_after(&source.to_string(), now));
    next.unwrap_or_else(|error| {
        error!(source.id = %source, %error, "a source is read daily, because its schedule cannot be read");
        later(now, SignedDuration::from_hours(24))
    })
}

/// Measures the queues, starts the runs of sources that are due, and sends the messages of idle runs.
pub(crate) async fn sweep(state: &State, idle_seconds: Option<u32>) -> Result<(), Retry> {
    measure_queue(deliver::NAME, &state.queue, &state.dead_letters).await;
    measure_queue(PROCESS, &state.process_queue, &state.process_dead_letters).await;
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    source_webhooks::delete_before(&connection, now - REMEMBERED).await?;
    let mut runs = Vec::new();
    for (source, schedule) in sources::list_due(&connection, now, MOST).await? {
        let id = SourceRunId(state.clock.uuid_v7());
        let new = NewRun { id, source, trigger: RunTrigger::Schedule, requested_by: None, accepts_loss: false };
        let transaction = connection.transaction().await?;
        sources::plan_run(&transaction, source, next_run(source, &schedule, now)).await?;
        if source_runs::insert(&transaction, &new, now).await? {
            transaction.commit().await?;
            info!(run.id = %id, source.id = %source, "a source is due");
            runs.push((id, RunStatus::Queued));
        }
    }
    measure_sources(&connection, now).await?;
    state.checkpoints.reach("due runs stored").await?;
    let idle = SignedDuration::from_secs(i64::from(idle_seconds.unwrap_or(IDLE_SECONDS)));
    let waiting = source_runs::list_idle(&connection, now, now - idle, MOST).await?;
    drop(connection);
    // with no idle time, a new run is idle, too
    let known: Vec<SourceRunId> = runs.iter().map(|(id, _)| *id).collect();
    runs.extend(waiting.into_iter().filter(|(id, _)| !known.contains(id)));
    for (id, status) in runs {
        if status == RunStatus::Processing {
            state.process_queue.send_process_source(id.0).await?;
        } else {
            state.queue.send_fetch_source(id.0).await?;
        }
    }
    Ok(())
}
