//! From a question to the chunks that may answer it: by meaning and by words in Qdrant, or by Postgres's full-text search.

mod away;
mod hits;
mod named;
mod prepare;
mod search;

pub use hits::{Hit, Retrieved, Timings};
pub use prepare::Prepared;
pub use search::Search;

use sisuiq_db::Database;
use sisuiq_model::ActiveCollection;
use sisuiq_retrieval::{Embedder, QdrantStore};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

/// Finds chunks by meaning and by words, and by Postgres's full-text search when that is not possible. Clones share
/// everything.
#[derive(Clone)]
pub struct Retrieval {
    models: Arc<[Model]>,
    /// Index of the model that answered last; a switch to another one is noticed with the next question.
    answering: Arc<AtomicUsize>,
    database: Database,
}

/// A model and the collection of its vectors.
#[derive(Clone)]
struct Model {
    embedder: Embedder,
    store: QdrantStore,
}

impl Model {
    /// Returns whether the collection's vectors are of this model. Collections of an earlier layout are matched by their
    /// model, and those from before names included the precision by the family of their model.
    fn is_of(&self, active: &ActiveCollection) -> bool {
        let model = self.embedder.model();
        active.name == self.store.collection() || [model.name, model.family].contains(&active.model.as_str())
    }
}

impl Retrieval {
    /// Searches with these parts.
    #[must_use]
    pub fn new(embedder: Embedder, store: QdrantStore, database: Database) -> Self {
        Self { models: Arc::new([Model { embedder, store }]), answering: Arc::default(), database }
    }

    /// Another model, which answers as soon as Postgres says that its collection does.
    #[must_use]
    pub fn beside(self, embedder: Embedder, store: QdrantStore) -> Self {
        let models = self.models.iter().cloned().chain([Model { embedder, store }]).collect();
        Self { models, ..self }
    }

    /// The model that embeds questions: the one that answered last.
    #[must_use]
    pub fn embedder(&self) -> &Embedder {
        &self.answering().1.embedder
    }

    /// The vector store of that model.
    #[must_use]
    pub fn store(&self) -> &QdrantStore {
        &self.answering().1.store
    }

    /// The model that answered last, and its place.
    #[expect(
        clippy::indexing_slicing,
        reason = "there is a first model, and no place that is none of them is ever noted"
    )]
    fn answering(&self) -> (usize, &Model) {
        let place = self.answering.load(Relaxed);
        (place, &self.models[place])
    }
}
