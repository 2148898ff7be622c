//! The work on a run.

use crate::{
    Retry, State, end,
    files::{self, Failure},
    law,
};
use jiff::SignedDuration;
use sisuiq_clock::later;
use sisuiq_db::{DatabaseError, GenericClient};
use sisuiq_model::{RunStatus, SourceFormat, SourceRunId};
use sisuiq_names::NameIndex;
use sisuiq_sanctions_db::{
    name_indexes, source_files, source_runs,
    source_runs::RunFailure,
    sources::{self, Source},
};
use tracing::{info, warn};

/// The time for which a run is claimed: longer than the function may work.
const HOLD: SignedDuration = SignedDuration::from_mins(15);
/// Attempts after which a run fails.
const MOST_ATTEMPTS: i32 = 4;
/// The pause after the first attempt; each further one takes three times as long.
const PAUSE: SignedDuration = SignedDuration::from_mins(2);
/// The longest pause that a source may ask for: until its run ends, no other one can be started.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(1);

/// Fetches what a run's source has, and ends the run. One that is finished, or that somebody else works on, is left as it is.
pub(crate) async fn work(state: &State, id: SourceRunId) -> Result<(), Retry> {
    state.checkpoints.reach("run ordered").await?;
    let now = state.clock.now();
    let connection = state.database.connection().await?;
    let claimed = source_runs::claim(&connection, id, RunStatus::Fetching, now, later(now, HOLD)).await?;
    let Some(claimed) = claimed else {
        let embedding = source_runs::claim(&connection, id, RunStatus::Embedding, now, later(now, HOLD)).await?;
        drop(connection);
        return match embedding {
            Some(claimed) => law::settle(state, id, &claimed).await,
            None => Ok(()),
        };
    };
    let Some(source) = sources::find(&connection, claimed.source).await? else {
        return Err(Retry::while_doing("reading the source of a run", "it is gone"));
    };
    let mut watched = source_files::list(&connection, source.id).await?;
    if lacks_index(&connection, &source).await? {
        // as if nothing had been read: the files are fetched whole, and their entries are indexed
        for file in &mut watched {
            file.content = None;
        }
    }
    drop(connection);
    state.checkpoints.reach("run claimed").await?;
    if claimed.attempts > MOST_ATTEMPTS {
        let text = format!("The run was broken off {MOST_ATTEMPTS} times. Its log has the reason; start another run.");
        return end::fail(state, id, &source, RunFailure { code: "broken_off".to_owned(), text }).await;
    }
    match files::fetch(state, &source, &watched).await {
        Ok(files) => {
            state.checkpoints.reach("files stored").await?;
            end::read(state, id, &source, files).await
        }
        Err(Failure::Source { part, error }) if error.is_temporary() && claimed.attempts < MOST_ATTEMPTS => {
            let asked = error.retry_after().and_then(|pause| SignedDuration::try_from(pause).ok());
            let pause = pause(claimed.attempts, asked);
            warn!(run.id = %id, source.id = %source.id, %part, code = error.code(), "a source is unavailable");
            let connection = state.database.connection().await?;
            let now = state.clock.now();
            Ok(source_runs::postpone(&connection, id, now, later(now, pause)).await?)
        }
        Err(Failure::Source { part, error }) => {
            info!(run.id = %id, source.id = %source.id, %part, code = error.code(), "a source could not be read");
            let text = format!("{part}: {error}");
            end::fail(state, id, &source, RunFailure { code: error.code().to_owned(), text }).await
        }
        Err(Failure::Store(failure)) => {
            if let Err(error) = release(state, id).await {
                warn!(run.id = %id, %error, "a run stays claimed until its claim ends");
            }
            Err(failure)
        }
    }
}

/// Whether a list was taken over whose names have no index of the format that this version of the product reads.
async fn lacks_index(connection: &impl GenericClient, source: &Source) -> Result<bool, DatabaseError> {
    let is_known = source.settings.format != SourceFormat::Law && source.covered.is_some();
    let format = NameIndex::<Vec<u8>>::FORMAT.cast_signed();
    Ok(is_known && !name_indexes::exists(connection, source.id, format).await?)
}

/// Lets another delivery try at once.
async fn release(state: &State, id: SourceRunId) -> Result<(), DatabaseError> {
    let now = state.clock.now();
    source_runs::postpone(&state.database.connection().await?, id, now, now).await
}

/// The pause after an attempt that found its source unavailable: longer if the source asks for it.
fn pause(attempts: i32, asked: Option<SignedDuration>) -> SignedDuration {
    let times = 3_i32.saturating_pow(u32::try_from(attempts.saturating_sub(1)).unwrap_or(0));
    PAUSE.saturating_mul(times).max(asked.unwrap_or_default().min(LONGEST_PAUSE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_may_ask_for_an_hour_at_most() {
        let asked = |attempts, minutes| pause(attempts, Some(SignedDuration::from_mins(minutes))).as_mins();
        assert_eq!([asked(1, 24 * 60), asked(3, 24 * 60), asked(1, 60), asked(1, 5)], [60, 60, 60, 5]);
        assert_eq!([asked(1, 0), asked(3, 5)], [2, 18], "never shorter than without");
    }

    #[test]
    fn pauses_grow() {
        let minutes: Vec<i64> = (0..4).map(|attempts| pause(attempts, None).as_mins()).collect();
        assert_eq!(minutes, [2, 2, 6, 18]);
    }
}
