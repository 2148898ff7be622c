//! The work on a batch.

use crate::{Retry, State, outcome};
use jiff::SignedDuration;
use sisuiq_clock::later;
use sisuiq_db::Transaction;
use sisuiq_model::{PredictionBatchId, PredictionBatchStatus};
use sisuiq_public_data_db::prediction_batch_items;
use sisuiq_public_data_db::prediction_batches::{self, Batch, BatchModel};
use tracing::info;

/// Accidents that a transaction predicts and stores.
const CHUNK: i64 = 20;
/// The time that a batch may take from the beginning of the work.
pub(crate) const MOST_TIME: SignedDuration = SignedDuration::from_secs(600);
/// The time from its end for which a batch can be read.
pub(crate) const LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// Predicts the accidents of a batch that have no outcome yet. One that is finished, expired or deleted is left as it is, and one that
/// takes too long is left to the sweep.
pub(crate) async fn work_through(state: &State, id: PredictionBatchId) -> Result<(), Retry> {
    state.checkpoints.reach("batch ordered").await?;
    while let Some(status) = chunk(state, id).await? {
        if status != PredictionBatchStatus::Processing {
            info!(batch.id = %id, %status, "a batch is finished");
            break;
        }
    }
    Ok(())
}

/// Works on the next chunk and returns the status after it. `None` if there is nothing to do.
async fn chunk(state: &State, id: PredictionBatchId) -> Result<Option<PredictionBatchStatus>, Retry> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let now = state.clock.now();
    let Some(batch) = prediction_batches::hold_unfinished(&transaction, id, now).await? else { return Ok(None) };
    if batch.started_at.is_some_and(|started_at| later(started_at, MOST_TIME) <= now) {
        return Ok(None);
    }
    begin(state, &transaction, &batch).await?;
    let waiting = prediction_batch_items::list_waiting(&transaction, id, CHUNK).await?;
    let finished = outcome::of_all(&state.predictor, waiting)?;
    state.checkpoints.reach("batch predicted").await?;
    prediction_batch_items::finish(&transaction, id, &finished).await?;
    let status = prediction_batches::advance(&transaction, id, now, later(now, LIFETIME)).await?;
    state.checkpoints.reach("batch storing").await?;
    transaction.commit().await?;
    drop(connection);
    state.checkpoints.reach("batch stored").await?;
    Ok(Some(status))
}

/// Records the model of a batch at its first chunk. A batch that another model began is computed anew, so that all its figures are of
/// one model.
async fn begin(state: &State, transaction: &Transaction<'_>, batch: &Batch) -> Result<(), Retry> {
    let metadata = state.predictor.metadata();
    let model = BatchModel { version: metadata.version.clone(), demo: metadata.demo };
    if batch.model.as_ref() == Some(&model) {
        return Ok(());
    }
    if batch.model.is_some() {
        prediction_batch_items::reopen(transaction, batch.id).await?;
    }
    prediction_batches::begin(transaction, batch.id, &model, state.clock.now()).await?;
    Ok(())
}
