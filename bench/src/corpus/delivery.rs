//! The release build of a function that works on a queue, on an emulated Runtime API. It receives batches as an event source
//! mapping delivers them to one execution environment.

use crate::{process::Log, settings::Settings};
use anyhow::{Context, Result, anyhow, bail};
use aws_sdk_sqs::{
    error::DisplayErrorContext,
    types::{DeleteMessageBatchRequestEntry, Message, MessageSystemAttributeName},
};
use sisuiq_config::{Aws, settings as names};
use sisuiq_testing::runtime_api::RuntimeApi;
use std::{
    net::SocketAddr,
    process::Stdio,
    time::{Duration, Instant},
};
use tokio::{
    process::{Child, Command},
    time::timeout,
};

/// Messages of a batch, as in the template: of documents, tables and predictions, and of runs and files of subjects.
const BATCH: i32 = 5;
const SINGLE: i32 = 1;
/// Long-polling time of a receive request.
const WAIT_SECONDS: i32 = 1;
/// Time limit of a batch.
const TIMEOUT: Duration = Duration::from_mins(10);
/// Any valid ARN; the functions do not use it.
const QUEUE_ARN: &str = "arn:aws:sqs:eu-west-1:000000000000:any";

/// One process of the function and the queue that it consumes.
#[derive(Debug)]
pub(crate) struct Delivery {
    pub(crate) pid: u32,
    function: &'static str,
    api: RuntimeApi,
    _child: Child,
    sqs: aws_sdk_sqs::Client,
    queue_url: String,
    batch: i32,
}

impl Delivery {
    /// Starts `ingest`. It loads its model at the first message.
    pub(crate) async fn start(settings: &Settings) -> Result<Self> {
        Self::of(settings, "ingest", settings.queue_url.clone(), BATCH, &[]).await
    }

    /// Starts `predict-batch`.
    pub(crate) async fn of_predictions(settings: &Settings) -> Result<Self> {
        let queue_url = settings.environment.read(|reader| reader.get(&names::PREDICT_BATCH_QUEUE_URL))?;
        Self::of(settings, "predict-batch", queue_url, BATCH, &[]).await
    }

    /// Starts `fetch`, which reads all sources from this server.
    pub(crate) async fn of_fetched(settings: &Settings, sources: SocketAddr) -> Result<Self> {
        let queue_url = settings.environment.read(|reader| reader.get(&names::FETCH_QUEUE_URL))?;
        let own = [("SOURCE_SERVER", sources.to_string())];
        Self::of(settings, "fetch", queue_url, SINGLE, &own).await
    }

    /// Starts `process`.
    pub(crate) async fn of_processed(settings: &Settings) -> Result<Self> {
        let queue_url = settings.environment.read(|reader| reader.get(&names::PROCESS_QUEUE_URL))?;
        Self::of(settings, "process", queue_url, SINGLE, &[]).await
    }

    /// Starts `screen-batch`.
    pub(crate) async fn of_screenings(settings: &Settings) -> Result<Self> {
        let queue_url = settings.environment.read(|reader| reader.get(&names::SCREEN_BATCH_QUEUE_URL))?;
        Self::of(settings, "screen-batch", queue_url, SINGLE, &[]).await
    }

    async fn of(
        settings: &Settings,
        function: &'static str,
        queue_url: String,
        batch: i32,
        own: &[(&str, String)],
    ) -> Result<Self> {
        let aws = Aws::from_environment(&settings.environment)?;
        let sqs = aws_sdk_sqs::Client::new(aws.sdk_config().await);
        let api = RuntimeApi::start().await;
        let log = Log::of(settings, function)?;
        let mut command = Command::new(settings.binaries.join(function));
        command
            .envs(api.variables(function))
            .envs(own.iter().cloned())
            .stdin(Stdio::null())
            .stdout(log.file()?)
            .stderr(log.file()?);
        let child = command.kill_on_drop(true).spawn().with_context(|| format!("cannot start {function}"))?;
        let pid = child.id().with_context(|| format!("{function} ended at once"))?;
        Ok(Self { pid, function, api, _child: child, sqs, queue_url, batch })
    }

    /// Delivers the next batch, if there is one, and returns its size.
    pub(crate) async fn deliver(&self) -> Result<usize> {
        Ok(self.deliver_timed().await?.0)
    }

    /// The same, with the time that the function worked.
    pub(crate) async fn deliver_timed(&self) -> Result<(usize, Duration)> {
        let messages = self.receive().await?;
        if messages.is_empty() {
            return Ok((0, Duration::ZERO));
        }
        let began = Instant::now();
        let answer = self.api.invoke(bridge::batch(messages.iter(), QUEUE_ARN));
        let function = self.function;
        let answer = timeout(TIMEOUT, answer).await.with_context(|| format!("{function} took too long"))?;
        let answer = answer.with_context(|| format!("{function} has ended"))?;
        let answer = answer.map_err(|error| anyhow!("{function} failed: {error}"))?;
        let worked = began.elapsed();
        let failures = answer["batchItemFailures"].as_array().map_or(0, Vec::len);
        if failures > 0 {
            bail!("{function} gave {failures} of {} messages back; its log says why", messages.len());
        }
        self.delete(&messages).await?;
        Ok((messages.len(), worked))
    }

    async fn receive(&self) -> Result<Vec<Message>> {
        let request = self.sqs.receive_message().queue_url(&self.queue_url).max_number_of_messages(self.batch);
        let request = request.wait_time_seconds(WAIT_SECONDS);
        let request = request.message_system_attribute_names(MessageSystemAttributeName::All);
        let received = request.send().await.map_err(|error| anyhow!("{}", DisplayErrorContext(error)))?;
        Ok(received.messages.unwrap_or_default())
    }

    async fn delete(&self, messages: &[Message]) -> Result<()> {
        let mut entries = Vec::with_capacity(messages.len());
        for (place, message) in messages.iter().enumerate() {
            let entry = DeleteMessageBatchRequestEntry::builder().id(place.to_string());
            entries.push(entry.set_receipt_handle(message.receipt_handle.clone()).build()?);
        }
        let request = self.sqs.delete_message_batch().queue_url(&self.queue_url).set_entries(Some(entries));
        let deleted = request.send().await.map_err(|error| anyhow!("{}", DisplayErrorContext(error)))?;
        if deleted.failed().is_empty() {
            Ok(())
        } else {
            bail!("messages could not be deleted: {:?}", deleted.failed())
        }
    }
}
