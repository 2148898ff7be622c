//! The state shared by the handlers.

use axum::extract::FromRef;
use sisuiq_accidents::{Predictor, PredictorSettings};
use sisuiq_config::{ConfigError, Environment, settings};
use sisuiq_datasets::{Copies, Datasets};
use sisuiq_http::Problem;
use sisuiq_identity::{Foundation, Identity};
use std::sync::Arc;
use tokio::{sync::OnceCell, task::spawn_blocking};

/// Everything that the routes touch.
#[derive(Clone)]
pub struct State {
    /// Stores, the queue of the ingestion, and the clock.
    pub(crate) datasets: Datasets,
    /// The columnar copies, recently used ones in memory.
    pub(crate) copies: Copies,
    /// The origin of the pages, to which links lead; empty if it is not set.
    pub(crate) origin: String,
    /// The settings of the predictor.
    predictor_settings: Arc<PredictorSettings>,
    /// The predictor, once a request has needed it.
    predictor: Arc<OnceCell<Arc<Predictor>>>,
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
        let predictor_settings = Arc::new(PredictorSettings::from_environment(environment)?);
        let origin = environment.read(|reader| {
            // read by `Identity`, and needed here to seal links
            reader.get::<String>(&settings::SEALING_KEYS_SECRET);
            reader.optional::<String>(&settings::SISUIQ_BASE_URL)
        })?;
        let origin = origin.unwrap_or_default().trim_end_matches('/').to_owned();
        let copies = Copies::new(&datasets.uploads);
        Ok(Self { datasets, copies, origin, predictor_settings, predictor: Arc::default() })
    }

    /// The predictor. The first request that needs it loads its model.
    pub(crate) async fn predictor(&self) -> sisuiq_http::Result<Arc<Predictor>> {
        let load = async || {
            let settings = Arc::clone(&self.predictor_settings);
            let loaded = spawn_blocking(move || settings.load()).await.map_err(Problem::internal)?;
            loaded.map(Arc::new).map_err(Problem::internal)
        };
        self.predictor.get_or_try_init(load).await.cloned()
    }
}
