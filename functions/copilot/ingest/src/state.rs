//! Dependencies of the function.

use crate::index::collections::Collection;
use aws_sdk_s3 as s3;
use sisuiq_analytics::TableReader;
use sisuiq_clock::Clock;
use sisuiq_config::{
    Aws, ConfigError, Environment, Secrets,
    settings::{self, Variable},
};
use sisuiq_db::Database;
use sisuiq_documents::{Extractor, child};
use sisuiq_events::{Checkpoints, Queue};
use sisuiq_frames::FrameReader;
use sisuiq_retrieval::{Embedder, EmbeddingSettings, QdrantStore};
use std::path::PathBuf;
use tokio::time::Instant;

/// Stores, queues, readers and models, and the limits of their use.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) objects: s3::Client,
    pub(crate) bucket: String,
    pub(crate) queue: Queue,
    pub(crate) dead_letters: Queue,
    /// The queue of text recognition.
    pub(crate) ocr_queue: Queue,
    pub(crate) ocr_dead_letters: Queue,
    pub(crate) extractor: Extractor,
    pub(crate) table_reader: TableReader,
    pub(crate) frame_reader: FrameReader,
    /// The collection of the model that the settings name.
    pub(crate) default_collection: Collection,
    /// The collection that is to replace it.
    pub(crate) next_collection: Option<Collection>,
    pub(crate) limits: Limits,
    pub(crate) checkpoints: Checkpoints,
    /// Time at which unfinished work stops; `None` without a time limit.
    pub(crate) deadline: Option<Instant>,
}

/// Limits of documents and of the attempts to read them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) max_bytes: i64,
    pub(crate) max_pages: u32,
    pub(crate) range_pages: u32,
    pub(crate) max_receives: u32,
    /// Page ranges of an older reader that a sweep requests; 0 for none.
    pub(crate) reread_ranges: i64,
}

/// The addresses of the queues.
const QUEUES: [&Variable; 4] = [
    &settings::INGEST_QUEUE_URL,
    &settings::INGEST_DEAD_LETTERS_URL,
    &settings::OCR_QUEUE_URL,
    &settings::OCR_DEAD_LETTERS_URL,
];

impl State {
    /// Reads the settings. Nothing connects and no model is loaded before the first message.
    pub async fn from_environment(environment: &Environment, clock: &Clock) -> Result<Self, ConfigError> {
        let aws = Aws::from_environment(environment)?;
        let secrets = Secrets::from_aws(&aws, clock);
        let (bucket, queues, limits, watcher) = environment.read(|reader| {
            let limits = Limits {
                max_bytes: reader.get(&settings::UPLOAD_MAX_BYTES),
                max_pages: reader.get(&settings::UPLOAD_MAX_PAGES),
                range_pages: reader.get(&settings::INGEST_RANGE_PAGES),
                max_receives: reader.get(&settings::INGEST_MAX_RECEIVES),
                reread_ranges: reader.get(&settings::REREAD_RANGES),
            };
            (
                reader.get::<String>(&settings::DOCUMENTS_BUCKET),
                QUEUES.map(|url| reader.get::<String>(url)),
                limits,
                reader.optional(&settings::INGEST_CHECKPOINTS),
            )
        })?;
        let collection = |settings: EmbeddingSettings| {
            let embedder = Embedder::new(settings);
            let store = QdrantStore::from_environment(environment, &secrets, embedder.model())?;
            Ok::<_, ConfigError>(Collection::new(embedder, store))
        };
        let default_collection = collection(EmbeddingSettings::from_environment(environment)?)?;
        let next_collection = EmbeddingSettings::next_from_environment(environment)?.map(collection).transpose()?;
        let sqs = aws_sdk_sqs::Client::new(aws.sdk_config().await);
        let [queue, dead_letters, ocr_queue, ocr_dead_letters] = queues.map(|url| Queue::new(sqs.clone(), url));
        Ok(Self {
            clock: clock.clone(),
            database: Database::from_environment(environment, &secrets)?,
            objects: aws.s3().await,
            bucket,
            queue,
            dead_letters,
            ocr_queue,
            ocr_dead_letters,
            extractor: extractor(environment, limits)?,
            table_reader: table_reader(environment, limits, sisuiq_analytics::child::SUBCOMMAND)?,
            frame_reader: FrameReader { reader: table_reader(environment, limits, sisuiq_frames::child::SUBCOMMAND)? },
            default_collection,
            next_collection,
            limits,
            checkpoints: Checkpoints::new(watcher),
            deadline: None,
        })
    }

    /// Sets the time, if there is one, at which unfinished work stops, to be delivered again.
    #[must_use]
    pub fn until(self, deadline: Option<Instant>) -> Self {
        Self { deadline, ..self }
    }
}

/// A reader of tables: this program again as a child process, or the one that `EXTRACT_PROGRAM` names.
fn table_reader(environment: &Environment, limits: Limits, subcommand: &str) -> Result<TableReader, ConfigError> {
    environment.read(|reader| TableReader {
        program: reader.optional(&settings::EXTRACT_PROGRAM).unwrap_or_else(|| "/proc/self/exe".into()),
        arguments: vec![subcommand.into()],
        limits: sisuiq_analytics::Limits {
            bytes: u64::try_from(limits.max_bytes).unwrap_or_default(),
            ..sisuiq_analytics::Limits::default()
        },
    })
}

/// The reader of PDFs: this program again as a child process, or the one that `EXTRACT_PROGRAM` names.
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
