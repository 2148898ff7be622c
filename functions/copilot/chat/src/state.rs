//! The stores and models that answering uses.

use crate::{
    stored_keys::StoredKeys,
    tables::Tables,
    turn::{Budgets, Cache},
};
use axum::extract::FromRef;
use sisuiq_answers::{LeastFit, Pages, Unsupported};
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, settings};
use sisuiq_db::Database;
use sisuiq_identity::{Foundation, Identity};
use sisuiq_llm::Models;
use sisuiq_retrieval::{Embedder, EmbeddingSettings, PassageToRead, Reader, Reranker, vector_store::QdrantStore};
use sisuiq_search::Retrieval;
use std::time::Instant;
use tokio::join;

/// Everything that answering uses.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) identity: Identity,
    pub(crate) retrieval: Retrieval,
    pub(crate) reranker: Option<Reranker>,
    pub(crate) reader: Option<Reader>,
    pub(crate) models: Models,
    pub(crate) pages: Pages,
    pub(crate) stored_keys: StoredKeys,
    pub(crate) budgets: Budgets,
    pub(crate) cache: Cache,
    /// The tables that questions are about.
    pub(crate) tables: Tables,
    /// The fit from which the best part of the documents is stated as the answer.
    pub(crate) least_fit: LeastFit,
    /// Questions about datasets need a key of the caller.
    pub(crate) requires_caller_key: bool,
    /// The treatment of statements that no citation supports.
    pub(crate) unsupported: Unsupported,
}

impl FromRef<State> for Identity {
    fn from_ref(state: &State) -> Self {
        state.identity.clone()
    }
}

impl State {
    /// Reads the settings. Nothing connects before the first request.
    pub fn new(environment: &Environment, foundation: Foundation) -> Result<Self, ConfigError> {
        let Foundation { clock, aws, secrets, database, identity } = foundation;
        let embedder = Embedder::new(EmbeddingSettings::from_environment(environment)?);
        let store = QdrantStore::from_environment(environment, &secrets, embedder.model())?;
        let models = Models::from_environment(environment, &secrets, &aws, &clock)?;
        let mut retrieval = Retrieval::new(embedder, store, database.clone());
        if let Some(next) = EmbeddingSettings::next_from_environment(environment)?.map(Embedder::new) {
            let store = QdrantStore::from_environment(environment, &secrets, next.model())?;
            retrieval = retrieval.beside(next, store);
        }
        Ok(Self {
            clock,
            identity,
            retrieval,
            reranker: Reranker::from_environment(environment)?,
            reader: Reader::from_environment(environment)?,
            models,
            pages: Pages::default(),
            stored_keys: StoredKeys::default(),
            budgets: Budgets::from_environment(environment)?,
            cache: Cache::from_environment(environment)?,
            tables: Tables::from_environment(environment, aws)?,
            least_fit: environment.read(|reader| reader.get(&settings::ANSWER_LEAST_FIT))?,
            unsupported: environment.read(|reader| reader.get(&settings::UNSUPPORTED_STATEMENTS))?,
            requires_caller_key: environment.read(|reader| reader.get(&settings::DATASET_CHAT_REQUIRES_CALLER_KEY))?,
            database,
        })
    }

    /// Loads the models before the first question.
    pub async fn warm(&self) {
        join!(self.warm_embedder(), self.warm_reranker(), self.warm_reader());
    }

    async fn warm_embedder(&self) {
        let began = Instant::now();
        match self.retrieval.embedder().warm().await {
            Ok(()) => {
                let duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
                tracing::info!(duration_ms, "the embedding model is loaded");
            }
            Err(error) => tracing::warn!(%error, "embedding model preload failed"),
        }
    }

    async fn warm_reranker(&self) {
        let Some(reranker) = &self.reranker else { return };
        if let Err(error) = reranker.order("warm", &["warm".to_owned()]).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "reranker preload failed");
        }
    }

    async fn warm_reader(&self) {
        let Some(reader) = &self.reader else { return };
        let passage = PassageToRead { about: String::new(), text: "warm".to_owned() };
        if let Err(error) = reader.read("warm", vec![passage]).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "reader preload failed");
        }
    }
}
