//! The columns of a dataset, out of its columnar copy.

use crate::{State, problems::failed_dataset};
use sisuiq_charts::Source;
use sisuiq_datasets::{OpenError, TableCopy};
use sisuiq_datasets_db::{dataset_readings, datasets::Dataset};
use sisuiq_events::announce;
use sisuiq_frames::Table;
use sisuiq_http::{Problem, Result};
use sisuiq_model::{DocumentStatus, FrameKey};
use std::{sync::Arc, time::Duration};
use tokio::task::spawn_blocking;
use tracing::warn;

/// The time after which a client asks again for a dataset that is being read.
const READING_RETRY: Duration = Duration::from_secs(5);
const STORAGE_RETRY: Duration = Duration::from_secs(2);

/// Opens the columnar copy of a dataset that the caller may see. Recently used copies are in memory.
///
/// # Errors
/// 409 with `Retry-After` while there is no copy, 409 without it if the dataset cannot be read, and 503 if the store is unavailable. A
/// copy that is lost or damaged is made again meanwhile.
pub(crate) async fn open_table(state: &State, dataset: &Dataset) -> Result<Arc<TableCopy>> {
    let Some(revision) = dataset.readable_copy() else {
        return Err(match dataset.status {
            DocumentStatus::Failed => failed_dataset(dataset),
            _ => being_prepared(),
        });
    };
    match state.copies.open(FrameKey { dataset_id: dataset.id, revision }).await {
        Ok(copy) => Ok(copy),
        Err(error @ (OpenError::Missing | OpenError::Unreadable(_))) => {
            warn!(dataset_id = %dataset.id, revision, %error, "the columnar copy is made again");
            let connection = state.datasets.database.connection().await?;
            dataset_readings::lose_copy(&connection, dataset.id, revision).await?;
            drop(connection);
            announce("read_dataset", dataset.id, state.datasets.queue.send_read_dataset(dataset.id.0)).await;
            Err(being_prepared())
        }
        Err(error @ (OpenError::Unavailable(_) | OpenError::Broken(_))) => {
            Err(Problem::unavailable("table store", STORAGE_RETRY).caused_by(error))
        }
    }
}

/// Computes something from a table on a thread where that may take long.
pub(crate) async fn compute<Output: Send + 'static>(
    table: Arc<TableCopy>,
    run: impl FnOnce(&dyn Table) -> Output + Send + 'static,
) -> Result<Output> {
    spawn_blocking(move || run(&*table)).await.map_err(Problem::internal)
}

/// A table with the name that readers know it by.
pub(crate) struct Opened {
    pub(crate) name: String,
    pub(crate) table: Arc<TableCopy>,
}

impl Opened {
    /// Opens a dataset: [`open_table`].
    pub(crate) async fn of(state: &State, dataset: &Dataset) -> Result<Self> {
        Ok(Self { name: dataset.dataset_name.clone(), table: open_table(state, dataset).await? })
    }

    pub(crate) fn source(&self) -> Source<'_> {
        Source { table: &*self.table, name: &self.name }
    }
}

/// Computes something from opened tables on a thread where that may take long.
pub(crate) async fn draw<Output: Send + 'static>(run: impl FnOnce() -> Output + Send + 'static) -> Result<Output> {
    spawn_blocking(run).await.map_err(Problem::internal)
}

fn being_prepared() -> Problem {
    Problem::not_ready("the dataset is being prepared: try again in a few seconds", READING_RETRY)
        .in_korean("데이터셋을 준비하고 있습니다. 몇 초 후에 다시 시도하세요")
}
