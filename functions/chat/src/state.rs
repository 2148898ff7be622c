//! What questions need.

use crate::kept_keys::KeptKeys;
use axum::extract::FromRef;
use sisuiq_answers::Pages;
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, settings};
use sisuiq_db::Database;
use sisuiq_identity::{Foundation, Identity};
use sisuiq_llm::Provider;
use sisuiq_retrieval::{Embedder, EmbeddingSettings, Retrieval, store::QdrantStore};
use std::time::Instant;

/// Everything that answering touches.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) identity: Identity,
    pub(crate) retrieval: Retrieval,
    pub(crate) provider: Provider,
    pub(crate) pages: Pages,
    pub(crate) kept_keys: KeptKeys,
    /// How many tokens of the language model an account may use a day; 0 for any number.
    pub(crate) tokens_per_day: i64,
}

impl FromRef<State> for Identity {
    fn from_ref(state: &State) -> Self {
        state.identity.clone()
    }
}

impl State {
    /// Reads the settings; nothing connects before the first request.
    pub fn new(environment: &Environment, foundation: Foundation) -> Result<Self, ConfigError> {
        let Foundation { clock, secrets, database, identity, .. } = foundation;
        let embedder = Embedder::new(EmbeddingSettings::from_environment(environment)?);
        let store = QdrantStore::from_environment(environment, &secrets, embedder.model())?;
        Ok(Self {
            clock,
            identity,
            retrieval: Retrieval::new(embedder, store, database.clone()),
            provider: Provider::from_environment(environment, &secrets)?,
            pages: Pages::default(),
            kept_keys: KeptKeys::default(),
            tokens_per_day: environment.read(|reader| reader.get(&settings::CHAT_TOKENS_PER_DAY))?,
            database,
        })
    }

    /// Loads the embedding model ahead of the first question.
    pub async fn warm(&self) {
        let began = Instant::now();
        match self.retrieval.embedder().warm().await {
            Ok(()) => {
                let duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
                tracing::info!(duration_ms, "the embedding model is loaded");
            }
            Err(error) => tracing::warn!(%error, "the embedding model could not be loaded ahead"),
        }
    }
}
