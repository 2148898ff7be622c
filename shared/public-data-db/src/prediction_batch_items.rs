//! The accidents of batches, and what came of them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sisuiq_db::{DatabaseError, GenericClient, Result, Transaction, query};
use sisuiq_model::{PredictionBatchId, Text};
use tokio_postgres::types::Json;

use crate::predictions::Figures;

/// What came of an accident: figures, or errors.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Outcome {
    /// The accident with Korean names: complete if it has figures, otherwise as it was sent.
    pub features: Map<String, Value>,
    /// The figures; none if the accident was refused.
    pub figures: Option<Figures>,
    /// Remarks on the input.
    pub notes: Vec<Text>,
    /// The errors for which it was refused.
    pub errors: Vec<Text>,
}

/// A new item of a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct NewItem {
    /// The accident as it was sent.
    pub input: Value,
    /// Its outcome, if it is refused from the start.
    pub outcome: Option<Outcome>,
}

/// An item that waits.
#[derive(Clone, Debug, PartialEq)]
pub struct WaitingItem {
    /// Its place in the batch, from 1.
    pub index: i32,
    /// The accident as it was sent.
    pub input: Value,
}

/// A finished item.
#[derive(Clone, Debug, PartialEq)]
pub struct FinishedItem {
    /// Its place in the batch, from 1.
    pub index: i32,
    /// What came of it.
    pub outcome: Outcome,
}

/// Stores the items of a new batch in their order.
pub async fn insert(transaction: &Transaction<'_>, batch: PredictionBatchId, items: &[NewItem]) -> Result<()> {
    let inputs: Vec<&Value> = items.iter().map(|item| &item.input).collect();
    let outcomes: Vec<Option<Json<&Outcome>>> = items.iter().map(|item| item.outcome.as_ref().map(Json)).collect();
    let sql = include_str!("../queries/prediction_batch_items/insert.sql");
    let stored = query::execute(transaction, sql, &[&batch, &inputs, &outcomes]).await?;
    query::exactly("prediction_batch_items/insert", items.len() as u64, stored)
}

/// The next items of a batch that wait, in their order.
pub async fn list_waiting(
    transaction: &Transaction<'_>,
    batch: PredictionBatchId,
    most: i64,
) -> Result<Vec<WaitingItem>> {
    let sql = include_str!("../queries/prediction_batch_items/list_waiting.sql");
    query::all(transaction, sql, &[&batch, &most], |row| {
        Ok(WaitingItem { index: row.try_get("index")?, input: row.try_get("input")? })
    })
    .await
}

/// Stores outcomes of items that wait.
pub async fn finish(transaction: &Transaction<'_>, batch: PredictionBatchId, items: &[FinishedItem]) -> Result<()> {
    let indexes: Vec<i32> = items.iter().map(|item| item.index).collect();
    let outcomes: Vec<Json<&Outcome>> = items.iter().map(|item| Json(&item.outcome)).collect();
    let sql = include_str!("../queries/prediction_batch_items/finish.sql");
    let stored = query::execute(transaction, sql, &[&batch, &indexes, &outcomes]).await?;
    query::exactly("prediction_batch_items/finish", items.len() as u64, stored)
}

/// Lets items with figures wait again, which another model computed.
pub async fn reopen(transaction: &Transaction<'_>, batch: PredictionBatchId) -> Result<()> {
    let sql = include_str!("../queries/prediction_batch_items/reopen.sql");
    query::execute(transaction, sql, &[&batch]).await?;
    Ok(())
}

/// The finished items of a batch in their order.
pub async fn list_finished(client: &impl GenericClient, batch: PredictionBatchId) -> Result<Vec<FinishedItem>> {
    let sql = include_str!("../queries/prediction_batch_items/list_finished.sql");
    query::all(client, sql, &[&batch], |row| {
        let Json(outcome) = row.try_get::<_, Json<Outcome>>("outcome").map_err(DatabaseError::from)?;
        Ok(FinishedItem { index: row.try_get("index")?, outcome })
    })
    .await
}
