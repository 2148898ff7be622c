//! The beginning of a batch: its file is read, and the versions of the lists are chosen.

use crate::{
    Retry, State, files,
    table::{self, Table},
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use sisuiq_clock::later;
use sisuiq_model::ScreeningBatchError;
use sisuiq_sanctions_db::{
    name_indexes,
    screening_batch_rows::{self, NewRow},
    screening_batches::{self, Batch, Begun, PinnedLists, Progress},
};
use sisuiq_screener::{FORMAT, LeftOut, Lists};
use tokio::task::spawn_blocking;
use tracing::info;

/// The time after the end of its form until which a file may still arrive: an upload that has begun goes on.
const LATE: SignedDuration = SignedDuration::from_hours(1);
/// Rows that one statement stores.
const ROWS: usize = 2_000;

/// A batch that cannot be worked on: why, and a sentence for people.
pub(crate) type Failure = (ScreeningBatchError, String);

/// Reads the file of a batch that waits for it, and stores its rows. Nothing changes if there is no file yet.
pub(crate) async fn begin(state: &State, batch: &Batch) -> Result<(), Retry> {
    let now = state.clock.now();
    let Some(bytes) = files::download(state, &batch.object_key).await? else {
        if later(batch.upload_until, LATE) <= now {
            let text = "The file was not uploaded in time. Create another batch.".to_owned();
            fail(state, batch, (ScreeningBatchError::NotUploaded, text)).await?;
        }
        return Ok(());
    };
    let table = match read(bytes, batch.encoding.clone(), now).await? {
        Ok(table) => table,
        Err(text) => return fail(state, batch, (ScreeningBatchError::Unreadable, text)).await,
    };
    let lists = match choose(state, batch, now).await? {
        Ok(lists) => lists,
        Err(failure) => return fail(state, batch, failure).await,
    };
    state.checkpoints.reach("screening read").await?;
    store(state, batch, table, lists, now).await?;
    state.checkpoints.reach("screening begun").await?;
    Ok(())
}

/// Ends a batch that cannot be worked on.
pub(crate) async fn fail(state: &State, batch: &Batch, (error, text): Failure) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    screening_batches::fail(&connection, batch.id, error, &text, state.clock.now()).await?;
    info!(batch.id = %batch.id, reason = %error, "a batch of screenings failed");
    Ok(())
}

/// The rows of a file, or why it cannot be read.
async fn read(bytes: Vec<u8>, encoding: Option<String>, now: Timestamp) -> Result<Result<Table, String>, Retry> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let reading = spawn_blocking(move || table::read(&bytes, encoding.as_deref(), today));
    reading.await.map_err(|error| Retry::while_doing("reading a file", error))
}

/// The versions of the lists that all rows are compared with. One that cannot be read now is waited for.
async fn choose(state: &State, batch: &Batch, now: Timestamp) -> Result<Result<PinnedLists, Failure>, Retry> {
    let connection = state.database.connection().await?;
    let lists = name_indexes::list_current(&connection, FORMAT, batch.sources.as_deref()).await?;
    drop(connection);
    let lists = Lists::read(&state.indexes, lists, batch.threshold, now).await;
    if let Some((list, _)) = lists.left_out.iter().find(|(_, reason)| *reason == LeftOut::Unavailable) {
        let id = list.source;
        return Err(Retry::while_doing("reading the indexes of lists", format!("that of {id} cannot be read now")));
    }
    if lists.searched.is_empty() {
        let text =
            "No list can be searched, so nothing was compared. Create a source of a list, and run it.".to_owned();
        return Ok(Err((ScreeningBatchError::NoList, text)));
    }
    Ok(Ok(PinnedLists {
        versions: lists.searched.iter().map(|(_, list)| list.index.object.run).collect(),
        thresholds: lists.searched.iter().map(|(_, list)| list.threshold).collect(),
        left_out: lists.left_out.iter().map(|(list, _)| list.source).collect(),
    }))
}

async fn store(
    state: &State,
    batch: &Batch,
    mut table: Table,
    lists: PinnedLists,
    now: Timestamp,
) -> Result<(), Retry> {
    let count = |number: usize| i32::try_from(number).map_err(|error| Retry::while_doing("counting rows", error));
    let invalid = table.rows.iter().filter(|row| row.content.is_err()).count();
    let begun = Begun {
        encoding: table.encoding.to_owned(),
        lists,
        ignored_columns: table.ignored_columns,
        total: count(table.rows.len())?,
        invalid: count(invalid)?,
    };
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let held = screening_batches::hold_unfinished(&transaction, batch.id, now).await?;
    // another delivery may have read it meanwhile
    if held.is_none_or(|held| held.status != batch.status) {
        return Ok(());
    }
    screening_batches::begin(&transaction, batch.id, &begun, now).await?;
    // two files with the same subjects lock these in the same order
    table.rows.sort_by(|one, other| subject_key(one).cmp(&subject_key(other)));
    for rows in table.rows.chunks(ROWS) {
        screening_batch_rows::insert_all(&transaction, batch.id, rows).await?;
    }
    // a file may have only wrong rows
    screening_batches::advance(&transaction, batch.id, &Progress::default(), now).await?;
    transaction.commit().await?;
    info!(batch.id = %batch.id, rows = begun.total, invalid, "a batch of screenings was read");
    Ok(())
}

fn subject_key(row: &NewRow) -> Option<&[u8]> {
    row.content.as_ref().ok().map(|subject| subject.subject_key.as_slice())
}
