//! The state shared by the handlers.

use axum::extract::FromRef;
use sisuiq_config::{ConfigError, Environment};
use sisuiq_datasets::{Copies, Datasets};
use sisuiq_identity::{Foundation, Identity};

/// Everything that the routes touch.
#[derive(Clone)]
pub struct State {
    /// Stores, the queue of the ingestion, and the clock.
    pub(crate) datasets: Datasets,
    /// The columnar copies, recently used ones in memory.
    pub(crate) copies: Copies,
}

impl FromRef<State> for Identity {
    fn from_ref(state: &State) -> Self {
        state.datasets.identity.clone()
    }
}

impl State {
    /// Reads the settings; nothing connects before the first request.
    pub async fn new(environment: &Environment, foundation: Foundation) -> Result<Self, ConfigError> {
        let datasets = Datasets::new(environment, foundation).await?;
        Ok(Self { copies: Copies::new(&datasets.uploads), datasets })
    }
}
