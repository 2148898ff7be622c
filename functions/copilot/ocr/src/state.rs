//! The function's state.

use crate::reader::Reader;
use aws_sdk_s3 as s3;
use sisuiq_clock::Clock;
use sisuiq_config::{Aws, ConfigError, Environment, Secrets, settings};
use sisuiq_db::Database;
use sisuiq_documents::{Extractor, Limits, child};
use sisuiq_events::{Checkpoints, Queue};
use sisuiq_ocr::Settings;
use std::path::PathBuf;
use tokio::time::Instant;

/// Stores, the queue, and the readers of files and pictures.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) objects: s3::Client,
    pub(crate) bucket: String,
    /// The queue of `ingest`, which reads ranges again.
    pub(crate) ingest_queue: Queue,
    pub(crate) extractor: Extractor,
    pub(crate) reader: Reader,
    pub(crate) checkpoints: Checkpoints,
    /// Time at which unfinished work stops; `None` without a time limit.
    pub(crate) deadline: Option<Instant>,
}

impl State {
    /// Reads the settings. Nothing connects and no model is loaded before the first message.
    pub async fn from_environment(environment: &Environment, clock: &Clock) -> Result<Self, ConfigError> {
        let aws = Aws::from_environment(environment)?;
        let secrets = Secrets::from_aws(&aws, clock);
        let (bucket, queue_url, models, watcher) = environment.read(|reader| {
            let models = Settings {
                library: reader.get::<PathBuf>(&settings::ONNXRUNTIME_PATH),
                models: reader.get::<PathBuf>(&settings::OCR_MODELS_PATH),
            };
            (
                reader.get::<String>(&settings::DOCUMENTS_BUCKET),
                reader.get::<String>(&settings::INGEST_QUEUE_URL),
                models,
                reader.optional(&settings::INGEST_CHECKPOINTS),
            )
        })?;
        Ok(Self {
            clock: clock.clone(),
            database: Database::from_environment(environment, &secrets)?,
            objects: aws.s3().await,
            bucket,
            ingest_queue: Queue::new(aws_sdk_sqs::Client::new(aws.sdk_config().await), queue_url),
            extractor: extractor(environment)?,
            reader: Reader::new(models),
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

/// The program that draws pages: this one again as a child process, or the one that `EXTRACT_PROGRAM` names.
fn extractor(environment: &Environment) -> Result<Extractor, ConfigError> {
    environment.read(|reader| Extractor {
        program: reader.optional(&settings::EXTRACT_PROGRAM).unwrap_or_else(|| "/proc/self/exe".into()),
        arguments: vec![child::SUBCOMMAND.into()],
        library: reader.get::<PathBuf>(&settings::PDFIUM_PATH),
        limits: Limits {
            bytes: reader.get(&settings::UPLOAD_MAX_BYTES),
            pages: reader.get(&settings::UPLOAD_MAX_PAGES),
            ..Limits::default()
        },
    })
}
