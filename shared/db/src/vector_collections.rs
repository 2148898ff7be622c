//! Which vector collection questions are answered from.

use crate::{GenericClient, Result, query};
use jiff::Timestamp;

/// A vector collection and the model that made its vectors.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct VectorCollection {
    /// Its name in the vector store.
    pub name: String,
    /// The embedding model.
    pub model: String,
    /// Dimensions of its vectors.
    pub dimensions: i32,
}

/// Notes a collection; the first one becomes the active one.
pub async fn register(client: &impl GenericClient, collection: &VectorCollection, now: Timestamp) -> Result<()> {
    let sql = include_str!("../queries/vector_collections/register.sql");
    query::execute(client, sql, &[&collection.name, &collection.model, &collection.dimensions, &now]).await?;
    Ok(())
}
