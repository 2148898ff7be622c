//! Vector collections, of which one answers questions.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use tokio_postgres::Row;

/// A vector collection and the model that made its vectors.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct VectorCollection {
    /// Its name in the vector store.
    pub name: String,
    /// The embedding model.
    pub model: String,
    /// Dimensions of its vectors.
    pub dimensions: i32,
    /// `true` if it answers questions.
    pub is_active: bool,
}

/// Registers a collection, unless it is registered already. It becomes active if no other one is; its own `is_active` is
/// ignored.
pub async fn register(client: &impl GenericClient, collection: &VectorCollection, now: Timestamp) -> Result<()> {
    let sql = include_str!("../queries/vector_collections/register.sql");
    query::execute(client, sql, &[&collection.name, &collection.model, &collection.dimensions, &now]).await?;
    Ok(())
}

/// All registered collections, oldest first.
pub async fn list(client: &impl GenericClient) -> Result<Vec<VectorCollection>> {
    query::all(client, include_str!("../queries/vector_collections/list.sql"), &[], decode).await
}

/// The collection that questions are answered from; none before the first is registered.
pub async fn find_active(client: &impl GenericClient) -> Result<Option<VectorCollection>> {
    query::optional(client, include_str!("../queries/vector_collections/find_active.sql"), &[], decode).await
}

/// Locks the active collection until the transaction ends, so that no other one becomes active; returns its name.
pub async fn hold_active(transaction: &impl GenericClient) -> Result<Option<String>> {
    let sql = include_str!("../queries/vector_collections/hold_active.sql");
    let held = query::optional(transaction, sql, &[], |row| Ok(row.try_get("name")?)).await?;
    if held.is_some() {
        return Ok(held);
    }
    // after waiting for a switch, the locked row is no longer the active one: look for the other
    query::optional(transaction, sql, &[], |row| Ok(row.try_get("name")?)).await
}

/// Locks all collections until the transaction ends, so that no range is recorded as contained in one; returns their names.
pub async fn hold_all(transaction: &impl GenericClient) -> Result<Vec<String>> {
    let sql = include_str!("../queries/vector_collections/hold_all.sql");
    query::all(transaction, sql, &[], |row| Ok(row.try_get("name")?)).await
}

/// Makes a collection the active one; `false` when it is already, or is not registered. The transaction has to be rolled back
/// after `false`: any other collection is deactivated by then.
pub async fn switch(transaction: &impl GenericClient, name: &str) -> Result<bool> {
    deactivate(transaction, name).await?;
    activate(transaction, name).await
}

async fn deactivate(transaction: &impl GenericClient, name: &str) -> Result<()> {
    query::execute(transaction, include_str!("../queries/vector_collections/deactivate.sql"), &[&name]).await?;
    Ok(())
}

async fn activate(transaction: &impl GenericClient, name: &str) -> Result<bool> {
    let sql = include_str!("../queries/vector_collections/activate.sql");
    Ok(query::execute(transaction, sql, &[&name]).await? == 1)
}

fn decode(row: &Row) -> Result<VectorCollection> {
    Ok(VectorCollection {
        name: row.try_get("name")?,
        model: row.try_get("model")?,
        dimensions: row.try_get("dimensions")?,
        is_active: row.try_get("is_active")?,
    })
}
