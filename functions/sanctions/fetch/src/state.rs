//! The function's state.

use sisuiq_clock::Clock;
use sisuiq_config::{Aws, ConfigError, Environment, Secrets, settings};
use sisuiq_db::Database;
use sisuiq_events::{Checkpoints, Queue};
use sisuiq_sources::{AllowList, Fetcher, LocalNetwork, SystemResolver, TlsTransport};
use std::{net::SocketAddr, sync::Arc};
use tokio::time::Instant;

/// The stores, the queues, the way to the sources, and the time.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) queue: Queue,
    pub(crate) dead_letters: Queue,
    /// The queue of runs whose files are fetched.
    pub(crate) process_queue: Queue,
    pub(crate) process_dead_letters: Queue,
    pub(crate) objects: aws_sdk_s3::Client,
    pub(crate) bucket: String,
    pub(crate) fetcher: Fetcher,
    pub(crate) checkpoints: Checkpoints,
    /// Time at which unfinished work stops; `None` without a time limit.
    pub(crate) deadline: Option<Instant>,
}

impl State {
    /// Reads the settings; nothing connects before the first event.
    pub async fn from_environment(environment: &Environment, clock: &Clock) -> Result<Self, ConfigError> {
        let aws = Aws::from_environment(environment)?;
        let secrets = Secrets::from_aws(&aws, clock);
        let (queue_url, dead_letters_url, process_url, process_dead_url, bucket, watcher) =
            environment.read(|reader| {
                (
                    reader.get::<String>(&settings::FETCH_QUEUE_URL),
                    reader.get::<String>(&settings::FETCH_DEAD_LETTERS_URL),
                    reader.get::<String>(&settings::PROCESS_QUEUE_URL),
                    reader.get::<String>(&settings::PROCESS_DEAD_LETTERS_URL),
                    reader.get::<String>(&settings::DOCUMENTS_BUCKET),
                    reader.optional(&settings::INGEST_CHECKPOINTS),
                )
            })?;
        let queues = aws_sdk_sqs::Client::new(aws.sdk_config().await);
        Ok(Self {
            clock: clock.clone(),
            database: Database::from_environment(environment, &secrets)?,
            queue: Queue::new(queues.clone(), queue_url),
            dead_letters: Queue::new(queues.clone(), dead_letters_url),
            process_queue: Queue::new(queues.clone(), process_url),
            process_dead_letters: Queue::new(queues, process_dead_url),
            objects: aws_sdk_s3::Client::new(aws.sdk_config().await),
            bucket,
            fetcher: fetcher(environment, clock)?,
            checkpoints: Checkpoints::new(watcher),
            deadline: None,
        })
    }

    /// Sets the time, if there is one, at which unfinished work stops, to be continued by a later invocation.
    #[must_use]
    pub fn until(self, deadline: Option<Instant>) -> Self {
        Self { deadline, ..self }
    }

    /// Reaches sources through another fetcher, which has the same guard: tests play the network behind it.
    #[must_use]
    pub fn with_fetcher(self, fetcher: Fetcher) -> Self {
        Self { fetcher, ..self }
    }
}

/// The way to the sources: the internet, or in dev one server of this machine that plays all of them.
fn fetcher(environment: &Environment, clock: &Clock) -> Result<Fetcher, ConfigError> {
    let (hosts, server) = environment.read(|reader| {
        (reader.get::<AllowList>(&settings::SOURCE_HOSTS), reader.optional::<SocketAddr>(&settings::SOURCE_SERVER))
    })?;
    if let Some(server) = server {
        let network =
            LocalNetwork::new(server).map_err(|error| ConfigError::unusable(settings::SOURCE_SERVER.name, &error))?;
        return Ok(Fetcher::new(Arc::new(network), Arc::new(network), hosts, clock.clone()));
    }
    let transport = TlsTransport::new().map_err(|error| ConfigError::unusable(settings::SOURCE_HOSTS.name, &error))?;
    Ok(Fetcher::new(Arc::new(SystemResolver), Arc::new(transport), hosts, clock.clone()))
}
