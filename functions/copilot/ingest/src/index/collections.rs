//! Vector collections: the active one, which answers questions, and those that are being filled.

use crate::{Retry, State, failure::in_vectors};
use sisuiq_db::GenericClient;
use sisuiq_documents_db::vector_collections::{self, VectorCollection};
use sisuiq_model::DocumentId;
use sisuiq_retrieval::{Embedder, QdrantStore, vector_store::Readers};

/// A model and the collection of its vectors.
#[derive(Clone)]
pub(crate) struct Collection {
    pub(crate) embedder: Embedder,
    pub(crate) store: QdrantStore,
    /// The name of the model.
    pub(crate) model: String,
}

impl Collection {
    pub(crate) fn new(embedder: Embedder, store: QdrantStore) -> Self {
        let model = embedder.model().name.to_owned();
        Self { embedder, store, model }
    }

    pub(crate) fn name(&self) -> &str {
        self.store.collection()
    }
}

impl State {
    /// The collection that is to become active: the next one, or else the default one.
    pub(crate) fn target_collection(&self) -> &Collection {
        self.next_collection.as_ref().unwrap_or(&self.default_collection)
    }

    /// A collection with its model; `None` when the settings do not name the model. Old collections are registered under the
    /// family of their model: the first configured model of that family has made their vectors.
    pub(crate) fn collection(&self, known: &VectorCollection) -> Option<Collection> {
        let all = || std::iter::once(&self.default_collection).chain(&self.next_collection);
        if let Some(exact) = all().find(|collection| collection.name() == known.name) {
            return Some(exact.clone());
        }
        let named = all().find(|collection| {
            let model = collection.embedder.model();
            [model.name, model.family].contains(&known.model.as_str())
        })?;
        let (store, model) = (named.store.at(&known.name), known.model.clone());
        Some(Collection { embedder: named.embedder.clone(), store, model })
    }
}

/// The collection that answers questions.
pub(crate) async fn active(state: &State, client: &impl GenericClient) -> Result<Collection, Retry> {
    let Some(known) = vector_collections::find_active(client).await? else {
        return Ok(state.default_collection.clone());
    };
    state.collection(&known).ok_or_else(|| {
        let fault = format!("{} has vectors of {}, which the settings do not name", known.name, known.model);
        Retry::while_doing("finding the active collection", fault)
    })
}

async fn all(state: &State) -> Result<Vec<QdrantStore>, Retry> {
    let store = &state.default_collection.store;
    let connection = state.database.connection().await?;
    let known = vector_collections::list(&connection).await?;
    drop(connection);
    let mut stores: Vec<_> = known.iter().map(|collection| store.at(&collection.name)).collect();
    if stores.is_empty() {
        stores.push(store.clone());
    }
    Ok(stores)
}

/// Deletes a document's points in all collections.
pub(crate) async fn delete_document(state: &State, document: DocumentId) -> Result<(), Retry> {
    for store in all(state).await? {
        store.delete_document(document).await.map_err(in_vectors)?;
    }
    Ok(())
}

/// Deletes the points of a document's version in all collections.
pub(crate) async fn delete_version(state: &State, document: DocumentId, version: i32) -> Result<(), Retry> {
    for store in all(state).await? {
        store.delete_version(document, version).await.map_err(in_vectors)?;
    }
    Ok(())
}

/// Sets the readers on a document's points in all collections.
pub(crate) async fn set_readers(state: &State, document: DocumentId, readers: &Readers) -> Result<(), Retry> {
    for store in all(state).await? {
        store.set_readers(document, readers).await.map_err(in_vectors)?;
    }
    Ok(())
}
