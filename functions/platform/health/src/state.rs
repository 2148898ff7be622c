//! The state of the health checks.

use std::path::PathBuf;
use std::sync::Arc;

use aws_sdk_s3 as s3;
use aws_sdk_sqs as sqs;
use axum::extract::FromRef;
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, Stage, settings};
use sisuiq_db::Database;
use sisuiq_identity::{Foundation, Identity};
use sisuiq_llm::Registry;
use sisuiq_retrieval::{Embedder, EmbeddingSettings, QdrantStore};

/// Everything that these routes touch.
#[derive(Clone, FromRef)]
pub struct State {
    pub(crate) stage: Stage,
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) identity: Identity,
    pub(crate) vectors: QdrantStore,
    pub(crate) storage: Storage,
    pub(crate) queue: Queue,
    pub(crate) model: Model,
    pub(crate) registry: Arc<Registry>,
}

/// The bucket of the originals.
#[derive(Clone)]
pub(crate) struct Storage {
    pub(crate) client: s3::Client,
    pub(crate) bucket: Arc<str>,
}

/// The queue of the ingestion.
#[derive(Clone)]
pub(crate) struct Queue {
    pub(crate) client: sqs::Client,
    pub(crate) url: Arc<str>,
}

/// The files that make the embedding model.
#[derive(Clone)]
pub(crate) struct Model {
    pub(crate) files: Arc<[PathBuf]>,
}

impl State {
    /// Reads the settings; nothing connects before the first request.
    pub async fn new(environment: &Environment, foundation: Foundation) -> Result<Self, ConfigError> {
        let Foundation { clock, aws, secrets, database, identity } = foundation;
        let embedding = EmbeddingSettings::from_environment(environment)?;
        let model = Model { files: embedding.files().into() };
        let (bucket, url) = environment.read(|reader| {
            (reader.get::<String>(&settings::DOCUMENTS_BUCKET), reader.get::<String>(&settings::INGEST_QUEUE_URL))
        })?;
        let config = aws.sdk_config().await;
        Ok(Self {
            stage: environment.stage(),
            clock,
            identity,
            database,
            vectors: QdrantStore::from_environment(environment, &secrets, Embedder::new(embedding).model())?,
            storage: Storage { client: aws.s3().await, bucket: bucket.into() },
            queue: Queue { client: sqs::Client::new(config), url: url.into() },
            model,
            registry: Arc::new(Registry::from_environment(environment)?),
        })
    }
}
