//! The release build of `ingest` on an emulated Runtime API. It receives batches from the queue as an event source
//! mapping delivers them to one execution environment.

use crate::{process::Log, settings::Settings};
use anyhow::{Context, Result, anyhow, bail};
use aws_sdk_sqs::{
    error::DisplayErrorContext,
    types::{DeleteMessageBatchRequestEntry, Message, MessageSystemAttributeName},
};
use sisuiq_config::Aws;
use sisuiq_testing::runtime_api::RuntimeApi;
use std::{process::Stdio, time::Duration};
use tokio::{
    process::{Child, Command},
    time::timeout,
};

/// Messages of a batch, as in the template.
const BATCH: i32 = 5;
/// Long-polling time of a receive request.
const WAIT_SECONDS: i32 = 1;
/// Time limit of a batch.
const TIMEOUT: Duration = Duration::from_mins(10);
/// Any valid ARN; the function does not use it.
const QUEUE_ARN: &str = "arn:aws:sqs:eu-west-1:000000000000:ingest";

/// One process of the function and the queue that it consumes.
#[derive(Debug)]
pub(crate) struct Delivery {
    pub(crate) pid: u32,
    api: RuntimeApi,
    _child: Child,
    sqs: aws_sdk_sqs::Client,
    queue_url: String,
}

impl Delivery {
    /// Starts the function. It loads its model at the first message.
    pub(crate) async fn start(settings: &Settings) -> Result<Self> {
        let aws = Aws::from_environment(&settings.environment)?;
        let sqs = aws_sdk_sqs::Client::new(aws.sdk_config().await);
        let api = RuntimeApi::start().await;
        let log = Log::of(settings, "ingest")?;
        let mut command = Command::new(settings.binaries.join("ingest"));
        command.envs(api.variables("ingest")).stdin(Stdio::null()).stdout(log.file()?).stderr(log.file()?);
        let child = command.kill_on_drop(true).spawn().context("cannot start ingest")?;
        let pid = child.id().context("ingest ended at once")?;
        Ok(Self { pid, api, _child: child, sqs, queue_url: settings.queue_url.clone() })
    }

    /// Delivers the next batch, if there is one, and returns its size.
    pub(crate) async fn deliver(&self) -> Result<usize> {
        let messages = self.receive().await?;
        if messages.is_empty() {
            return Ok(0);
        }
        let answer = self.api.invoke(bridge::batch(messages.iter(), QUEUE_ARN));
        let answer = timeout(TIMEOUT, answer).await.context("ingest took too long")?.context("ingest has ended")?;
        let answer = answer.map_err(|error| anyhow!("ingest failed: {error}"))?;
        let failures = answer["batchItemFailures"].as_array().map_or(0, Vec::len);
        if failures > 0 {
            bail!("ingest gave {failures} of {} messages back; its log says why", messages.len());
        }
        self.delete(&messages).await?;
        Ok(messages.len())
    }

    async fn receive(&self) -> Result<Vec<Message>> {
        let request = self.sqs.receive_message().queue_url(&self.queue_url).max_number_of_messages(BATCH);
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
