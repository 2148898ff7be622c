//! The state shared by the handlers.

use axum::extract::FromRef;
use sisuiq_accidents::Predictor;
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, settings};
use sisuiq_db::Database;
use sisuiq_events::Queue;
use sisuiq_identity::{Foundation, Identity};
use std::sync::Arc;

use crate::fields::Descriptions;

/// Everything that the routes touch.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) identity: Identity,
    /// The queue of batches.
    pub(crate) queue: Queue,
    pub(crate) predictor: Arc<Predictor>,
    /// The description of fields and model.
    pub(crate) descriptions: Arc<Descriptions>,
}

impl FromRef<State> for Identity {
    fn from_ref(state: &State) -> Self {
        state.identity.clone()
    }
}

impl State {
    /// Reads the settings and the model; nothing connects before the first request.
    pub async fn new(environment: &Environment, foundation: Foundation) -> Result<Self, ConfigError> {
        let Foundation { clock, aws, database, identity, .. } = foundation;
        let queue_url = environment.read(|reader| reader.get::<String>(&settings::PREDICT_BATCH_QUEUE_URL))?;
        let queue = Queue::new(aws_sdk_sqs::Client::new(aws.sdk_config().await), queue_url);
        let predictor = Predictor::from_environment(environment)?;
        let descriptions = Descriptions::new(&predictor)
            .map_err(|error| ConfigError::unusable(settings::PREDICTOR_PATH.name, &error))?;
        let (predictor, descriptions) = (Arc::new(predictor), Arc::new(descriptions));
        Ok(Self { clock, database, identity, queue, predictor, descriptions })
    }
}
