//! What ingestion needs.

use crate::{checkpoint::Checkpoints, collections::Collection};
use aws_sdk_s3 as s3;
use sisuiq_analytics::TableReader;
use sisuiq_clock::Clock;
use sisuiq_config::{Aws, ConfigError, Environment, Secrets, settings};
use sisuiq_db::Database;
use sisuiq_documents::{Extractor, child};
use sisuiq_events::Queue;
use sisuiq_retrieval::{Embedder, EmbeddingSettings, QdrantStore};
use std::path::PathBuf;
use tokio::time::Instant;

/// Everything that reading a document touches.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) objects: s3::Client,
    pub(crate) bucket: String,
    pub(crate) queue: Queue,
    pub(crate) dead_letters: Queue,
    pub(crate) extractor: Extractor,
    pub(crate) tables: TableReader,
    /// The model that the settings name, and its collection.
    pub(crate) usual: Collection,
    /// Another one, which is to take its place.
    pub(crate) next: Option<Collection>,
    pub(crate) limits: Limits,
    pub(crate) checkpoints: Checkpoints,
    /// When work ends that is not done; never where nobody ends the process.
    pub(crate) deadline: Option<Instant>,
}

/// How large documents may be, and in which pieces they are worked on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) max_bytes: i64,
    pub(crate) max_pages: u32,
    pub(crate) range_pages: u32,
    pub(crate) max_receives: u32,
}

impl State {
    /// Reads the settings; nothing connects and no model is loaded before the first message.
    pub async fn from_environment(environment: &Environment, clock: &Clock) -> Result<Self, ConfigError> {
        let aws = Aws::from_environment(environment)?;
        let secrets = Secrets::from_aws(&aws, clock);
        let (bucket, queue_url, dead_letters_url, limits) = environment.read(|reader| {
            let limits = Limits {
                max_bytes: reader.get(&settings::UPLOAD_MAX_BYTES),
                max_pages: reader.get(&settings::UPLOAD_MAX_PAGES),
                range_pages: reader.get(&settings::INGEST_RANGE_PAGES),
                max_receives: reader.get(&settings::INGEST_MAX_RECEIVES),
            };
            (
                reader.get::<String>(&settings::DOCUMENTS_BUCKET),
                reader.get::<String>(&settings::INGEST_QUEUE_URL),
                reader.get::<String>(&settings::INGEST_DEAD_LETTERS_URL),
                limits,
            )
        })?;
        let collection = |settings: EmbeddingSettings| {
            let embedder = Embedder::new(settings);
            let store = QdrantStore::from_environment(environment, &secrets, embedder.model())?;
            Ok::<_, ConfigError>(Collection::new(embedder, store))
        };
        let usual = collection(EmbeddingSettings::from_environment(environment)?)?;
        let next = EmbeddingSettings::next_from_environment(environment)?.map(collection).transpose()?;
        let sqs = aws_sdk_sqs::Client::new(aws.sdk_config().await);
        Ok(Self {
            clock: clock.clone(),
            database: Database::from_environment(environment, &secrets)?,
            objects: aws.s3().await,
            bucket,
            dead_letters: Queue::new(sqs.clone(), dead_letters_url),
            queue: Queue::new(sqs, queue_url),
            extractor: extractor(environment, limits)?,
            tables: tables(environment, limits)?,
            usual,
            next,
            limits,
            checkpoints: Checkpoints::from_environment(environment)?,
            deadline: None,
        })
    }

    /// With a time at which work ends that is not done, to be delivered again.
    #[must_use]
    pub fn until(self, deadline: Instant) -> Self {
        Self { deadline: Some(deadline), ..self }
    }
}

/// Reads tables by running the same program, with another argument.
fn tables(environment: &Environment, limits: Limits) -> Result<TableReader, ConfigError> {
    environment.read(|reader| TableReader {
        program: reader.optional(&settings::EXTRACT_PROGRAM).unwrap_or_else(|| "/proc/self/exe".into()),
        arguments: vec![sisuiq_analytics::child::SUBCOMMAND.into()],
        limits: sisuiq_analytics::Limits {
            bytes: u64::try_from(limits.max_bytes).unwrap_or_default(),
            ..sisuiq_analytics::Limits::default()
        },
    })
}

/// Reads PDFs by running this program again, or the one that `EXTRACT_PROGRAM` names.
fn extractor(environment: &Environment, limits: Limits) -> Result<Extractor, ConfigError> {
    environment.read(|reader| Extractor {
        program: reader.optional(&settings::EXTRACT_PROGRAM).unwrap_or_else(|| "/proc/self/exe".into()),
        arguments: vec![child::SUBCOMMAND.into()],
        library: reader.get::<PathBuf>(&settings::PDFIUM_PATH),
        limits: sisuiq_documents::Limits {
            bytes: u64::try_from(limits.max_bytes).unwrap_or_default(),
            pages: limits.max_pages,
            ..sisuiq_documents::Limits::default()
        },
    })
}
