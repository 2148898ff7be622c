//! The work on a run whose files are fetched.

use crate::{Retry, State, files, names, read, store};
use jiff::SignedDuration;
use sisuiq_clock::later;
use sisuiq_db::DatabaseError;
use sisuiq_model::{RunStatus, SourceRunId};
use sisuiq_sanctions_db::{
    list_entities, name_indexes, source_run_files,
    source_runs::{self, RunEnd, RunFailure},
    sources::{self, Source},
};
use sisuiq_telemetry::metrics::INGEST_RUNS_TOTAL;
use tokio::task::spawn_blocking;
use tracing::{info, warn};

/// The time for which a run is claimed: longer than the function may work.
const HOLD: SignedDuration = SignedDuration::from_mins(10);
/// Attempts after which a run fails.
const MOST_ATTEMPTS: i32 = 4;

/// Takes over the records of a run. One that is not at this step, or that somebody else works on, is left as it is.
pub(crate) async fn work(state: &State, id: SourceRunId) -> Result<(), Retry> {
    state.checkpoints.reach("run ordered").await?;
    let now = state.clock.now();
    let connection = state.database.connection().await?;
    let claimed = source_runs::claim(&connection, id, RunStatus::Processing, now, later(now, HOLD)).await?;
    let Some(claimed) = claimed else { return Ok(()) };
    let Some(source) = sources::find(&connection, claimed.source).await? else {
        return Err(Retry::while_doing("reading the source of a run", "it is gone"));
    };
    drop(connection);
    state.checkpoints.reach("run claimed").await?;
    if claimed.attempts > MOST_ATTEMPTS {
        let text = format!("The run was broken off {MOST_ATTEMPTS} times. Its log has the reason; start another run.");
        return fail(state, id, &source, RunFailure { code: "broken_off".to_owned(), text }).await;
    }
    let worked = take_over(state, id, &source, claimed.accepts_loss).await;
    if worked.is_err()
        && let Err(error) = release(state, id).await
    {
        warn!(run.id = %id, %error, "a run stays claimed until its claim ends");
    }
    worked
}

/// Lets another delivery try at once.
async fn release(state: &State, id: SourceRunId) -> Result<(), DatabaseError> {
    let now = state.clock.now();
    source_runs::postpone(&state.database.connection().await?, id, now, now).await
}

async fn take_over(state: &State, id: SourceRunId, source: &Source, accepts_loss: bool) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let fetched = source_run_files::list(&connection, id).await?;
    drop(connection);
    let mut parts = Vec::with_capacity(fetched.len());
    for file in &fetched {
        parts.push((file.part, files::download(state, file).await?));
    }
    let format = source.settings.format;
    let list = spawn_blocking(move || read::read(format, &parts)).await;
    let list = match list.map_err(|error| Retry::while_doing("reading a list", error))? {
        Ok(list) => list,
        Err(error) => {
            warn!(run.id = %id, source.id = %source.id, code = error.code(), "a list cannot be read");
            let failure = RunFailure { code: error.code().to_owned(), text: error.to_string() };
            return fail(state, id, source, failure).await;
        }
    };
    state.checkpoints.reach("list read").await?;
    let fetched_at = fetched.iter().map(|file| file.fetched_at).max().unwrap_or_else(|| state.clock.now());
    let day = store::day_of(list.day, fetched_at, source.covered.map(|(_, last)| last));
    let connection = state.database.connection().await?;
    let known = list_entities::list_known(&connection, source.id).await?;
    let is_indexed = name_indexes::exists(&connection, source.id, names::FORMAT).await?;
    drop(connection);
    let difference = store::compare(known, list.records, &state.clock);
    let counts = difference.counts;
    if counts.is_shrunken() && !accepts_loss {
        warn!(run.id = %id, source.id = %source.id, ?counts, "a list has lost more than a fifth of its entries");
        let text = format!(
            "{} of {} entries are gone, which is more than a fifth, so nothing of the list was used. If its publisher removed \
             them, run the source with accept_loss.",
            counts.removed, counts.before
        );
        return fail(state, id, source, RunFailure { code: "list_shrunken".to_owned(), text }).await;
    }
    let index = if counts.are_changes() || !is_indexed {
        let entities = list.entities;
        let built = spawn_blocking(move || names::build(id, &entities)).await;
        match built.map_err(|error| Retry::while_doing("indexing names", error))? {
            Ok(built) => Some(names::keep(state, id, source, built).await?),
            Err(error) => {
                warn!(run.id = %id, source.id = %source.id, %error, "the names of a list cannot be indexed");
                let text =
                    "The names of the list cannot be indexed, so nothing of it was used. The log has the reason.";
                let failure = RunFailure { code: "list_not_indexed".to_owned(), text: text.to_owned() };
                return fail(state, id, source, failure).await;
            }
        }
    } else {
        None
    };
    state.checkpoints.reach("names stored").await?;
    store::store(state, id, source, store::News { difference: &difference, index, day }).await?;
    info!(run.id = %id, source.id = %source.id, ?counts, "a list was taken over");
    Ok(())
}

/// Ends a run whose files cannot be used. What was read before stays as it is.
async fn fail(state: &State, id: SourceRunId, source: &Source, failure: RunFailure) -> Result<(), Retry> {
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if source_runs::finish(&transaction, id, &RunEnd::Failed(failure), now).await?.is_some() {
        sources::note_failure(&transaction, source.id).await?;
        transaction.commit().await?;
        INGEST_RUNS_TOTAL.count([&source.id.to_string(), "failed"]);
    }
    Ok(())
}
