//! Opens the table that a question is about, and notes that its dataset is in use.

use super::{About, DatasetInquiry, DatasetTurn, MODE, Material, cache::CacheFound};
use crate::{
    State,
    data::problems::{being_prepared, no_dataset, no_store},
    turn::{context::Turn, lifecycle::count_failure},
};
use jiff::SignedDuration;
use sisuiq_clock::later;
use sisuiq_datasets::{OpenError, TableCopy};
use sisuiq_datasets_db::{dataset_readings, dataset_uses};
use sisuiq_http::{Problem, Result};
use std::sync::Arc;
use tracing::warn;

/// The time after which a use ends by itself: the longest time that an answer may take.
const IN_USE: SignedDuration = SignedDuration::from_mins(5);

/// Prepares the turn of a question that is to be answered, or that has a cached answer.
pub(in crate::turn) async fn retrieve(state: &State, inquiry: DatasetInquiry) -> Result<Turn> {
    Box::pin(find_material(state, inquiry)).await.inspect_err(|problem| count_failure(MODE.as_str(), problem))
}

async fn find_material(state: &State, inquiry: DatasetInquiry) -> Result<Turn> {
    let DatasetInquiry { inquiry, about, language, shown_in, previous, answerer, cached } = inquiry;
    let (material, slot) = match (cached, &about) {
        (CacheFound::Hit(hit), _) => (Material::Cached(hit), None),
        (CacheFound::Miss(slot), Some(about)) => (open(state, about).await?, Some(slot)),
        (_, Some(about)) => (open(state, about).await?, None),
        (_, None) => (Material::Nothing(state.tables.without_table().await.map_err(Problem::internal)?), None),
    };
    let context = inquiry.into_context(state).0;
    Ok(Turn::Dataset(Box::new(DatasetTurn { context, about, language, shown_in, previous, answerer, material, slot })))
}

async fn open(state: &State, about: &About) -> Result<Material> {
    let (key, name) = (about.key(), &about.dataset.dataset_name);
    let table = open_copy(state, about).await?;
    let vocabulary = state.tables.vocabulary(key, name, &table).await.map_err(Problem::internal)?;
    let until = later(state.clock.now(), IN_USE);
    let connection = state.database.connection().await?;
    let begun = dataset_uses::begin(&connection, about.dataset.id, until).await?;
    Ok(Material::Table { table, vocabulary, in_use: begun.ok_or_else(no_dataset)? })
}

/// Opens the copy. One that is lost or damaged is forgotten, so that the next sweep makes it again.
async fn open_copy(state: &State, about: &About) -> Result<Arc<TableCopy>> {
    match state.tables.open(about.key()).await {
        Ok(table) => Ok(table),
        Err(error @ (OpenError::Missing | OpenError::Unreadable(_))) => {
            let (id, revision) = (about.dataset.id, about.revision);
            warn!(dataset_id = %id, revision, %error, "the columnar copy is made again");
            let connection = state.database.connection().await?;
            dataset_readings::lose_copy(&connection, id, revision).await?;
            Err(being_prepared())
        }
        Err(error @ (OpenError::Unavailable(_) | OpenError::Broken(_))) => Err(no_store(error)),
    }
}
