//! Which vector collections there are: the one that questions are answered from, and those that are filled beside it.

use crate::{Retry, State};
use sisuiq_db::GenericClient;
use sisuiq_documents_db::vector_collections::{self, VectorCollection};
use sisuiq_model::DocumentId;
use sisuiq_retrieval::{Embedder, QdrantStore, store::Readers};

/// A model and the collection of its vectors.
#[derive(Clone)]
pub(crate) struct Collection {
    pub(crate) embedder: Embedder,
    pub(crate) store: QdrantStore,
    /// What the vectors' model is called.
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
    /// The collection that is to answer questions: the one that is made next, or else the usual one.
    pub(crate) fn wished(&self) -> &Collection {
        self.next.as_ref().unwrap_or(&self.usual)
    }

    /// A collection with the model of its vectors; nothing when the settings do not name that one. Collections that were made
    /// before their names did say how exactly the model computes are those of the usual one.
    pub(crate) fn collection(&self, known: &VectorCollection) -> Option<Collection> {
        let all = || std::iter::once(&self.usual).chain(&self.next);
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

/// The collection that questions are answered from.
pub(crate) async fn active(state: &State, client: &impl GenericClient) -> Result<Collection, Retry> {
    let Some(known) = vector_collections::find_active(client).await? else { return Ok(state.usual.clone()) };
    state.collection(&known).ok_or_else(|| {
        let fault = format!("{} has vectors of {}, which the settings do not name", known.name, known.model);
        Retry::while_doing("looking for the collection that answers", fault)
    })
}

/// All collections that there are.
async fn all(state: &State) -> Result<Vec<QdrantStore>, Retry> {
    let connection = state.database.connection().await?;
    let known = vector_collections::list(&connection).await?;
    drop(connection);
    let mut stores: Vec<_> = known.iter().map(|collection| state.usual.store.at(&collection.name)).collect();
    if stores.is_empty() {
        stores.push(state.usual.store.clone());
    }
    Ok(stores)
}

/// Deletes a document's points wherever there may be some.
pub(crate) async fn delete_document(state: &State, document: DocumentId) -> Result<(), Retry> {
    for store in all(state).await? {
        store.delete_document(document).await?;
    }
    Ok(())
}

/// Deletes the points of a document's version wherever there may be some.
pub(crate) async fn delete_version(state: &State, document: DocumentId, version: i32) -> Result<(), Retry> {
    for store in all(state).await? {
        store.delete_version(document, version).await?;
    }
    Ok(())
}

/// Says on a document's points who may see it, wherever there are some.
pub(crate) async fn set_readers(state: &State, document: DocumentId, readers: &Readers) -> Result<(), Retry> {
    for store in all(state).await? {
        store.set_readers(document, readers).await?;
    }
    Ok(())
}
