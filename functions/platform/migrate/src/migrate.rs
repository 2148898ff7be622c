//! The migration itself.

use crate::State;
use serde::Serialize;
use sisuiq_db::DatabaseError;
use sisuiq_documents_db::vector_collections::{self, VectorCollection};
use sisuiq_retrieval::StoreError;

/// The result of an invocation.
#[derive(Debug, Serialize)]
pub struct Migrated {
    /// The migrations that were applied now, in order; none when the schema was current.
    pub applied: Vec<String>,
    /// The name of the default collection, which exists now.
    pub collection: String,
}

/// The reason why the migration failed.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// A migration failed, or the database is away.
    #[error("the database could not be migrated")]
    Database(#[from] DatabaseError),
    /// The collection could not be made.
    #[error("the vector collection could not be created")]
    Store(#[from] StoreError),
}

/// Applies the missing migrations, and creates and registers the vector collections with their indexes. It may run twice,
/// also at the same time.
pub async fn migrate(state: &State) -> Result<Migrated, MigrateError> {
    let mut client = state.database.dedicated().await?;
    let applied = sisuiq_db::migrate(&mut client).await?;
    for store in std::iter::once(&state.store).chain(&state.next) {
        store.ensure_collection().await?;
        let model = store.model();
        let collection = VectorCollection {
            name: store.collection().to_owned(),
            model: model.name.to_owned(),
            dimensions: i32::try_from(model.dimensions).unwrap_or(i32::MAX),
            // ignored here: the first registered collection becomes active
            is_active: false,
        };
        let connection = state.database.connection().await?;
        vector_collections::register(&connection, &collection, state.clock.now()).await?;
    }
    let collection = state.store.collection().to_owned();
    tracing::info!(applied = applied.len(), %collection, "schema is up to date");
    Ok(Migrated { applied, collection })
}
