//! One batch, from the queue to its function.

use std::{collections::BTreeSet, time::Duration};

use aws_sdk_sqs::{
    error::DisplayErrorContext,
    types::{ChangeMessageVisibilityBatchRequestEntry, DeleteMessageBatchRequestEntry, Message},
};
use sisuiq_template::QueueSource;
use tokio::time::Instant;
use tracing::{info, warn};

use crate::{Bridge, event, originals::keep_up, outcome::Failed};

/// A queue whose messages are delivered to a function.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Delivery<'bridge> {
    pub(crate) bridge: &'bridge Bridge,
    pub(crate) mapping: &'bridge QueueSource,
    pub(crate) url: &'bridge str,
    pub(crate) arn: &'bridge str,
}

impl Delivery<'_> {
    /// Invokes the function with the messages and deletes those that succeeded. The others stay hidden until their
    /// visibility ends; then the queue hands them out again or, after too many times, moves them away.
    pub(crate) async fn run(&self, messages: Vec<Message>) {
        let started = Instant::now();
        let messages = self.mirrored(messages).await;
        if messages.is_empty() {
            return;
        }
        let failed = tokio::select! {
            failed = self.invoke(&messages) => failed,
            never = self.keep_hidden(&messages) => match never {},
        };
        let (returned, done): (Vec<_>, Vec<_>) = messages.iter().partition(|message| failed.includes(id(message)));
        self.delete(&done).await;
        info!(
            function = self.mapping.function,
            messages = messages.len(),
            failed = returned.len(),
            duration_ms = started.elapsed().as_secs_f64() * 1e3,
            "delivered {} messages to {}, {} of them will be redelivered",
            messages.len(),
            self.mapping.function,
            returned.len()
        );
    }

    /// Messages whose originals are safe. The others come back.
    async fn mirrored(&self, messages: Vec<Message>) -> Vec<Message> {
        let mut ready = Vec::with_capacity(messages.len());
        for message in messages {
            let body = message.body().unwrap_or_default();
            match keep_up(&self.bridge.originals, &self.bridge.s3, body).await {
                Ok(()) => ready.push(message),
                Err(error) => warn!(message_id = id(&message), "mirroring an original failed: {error:#}"),
            }
        }
        ready
    }

    async fn invoke(&self, messages: &[Message]) -> Failed {
        let function = &self.mapping.function;
        let batch: BTreeSet<String> = messages.iter().map(|message| id(message).to_owned()).collect();
        let event = event::batch(messages.iter(), self.arn);
        match self.bridge.invoker.invoke(function, &event, self.mapping.function_timeout).await {
            Ok(answer) if self.mapping.reports_item_failures => Failed::read(answer, &batch),
            Ok(_) => Failed::These(BTreeSet::new()),
            Err(error) => {
                warn!(function, messages = messages.len(), "batch failed, will be redelivered: {error}");
                Failed::All
            }
        }
    }

    /// Renews the messages' visibility again and again, so that it can be short without ending under a long run.
    async fn keep_hidden(&self, messages: &[Message]) -> std::convert::Infallible {
        let visibility = self.bridge.polling.visibility;
        loop {
            tokio::time::sleep(visibility / 3).await;
            let entries = messages.iter().enumerate().filter_map(|(position, message)| {
                ChangeMessageVisibilityBatchRequestEntry::builder()
                    .id(position.to_string())
                    .receipt_handle(message.receipt_handle()?)
                    .visibility_timeout(seconds(visibility))
                    .build()
                    .ok()
            });
            let request = self.bridge.sqs.change_message_visibility_batch().queue_url(self.url);
            if let Err(error) = request.set_entries(Some(entries.collect())).send().await {
                warn!(
                    queue = self.url,
                    "extending the visibility timeout failed, messages may be redelivered early: {}",
                    DisplayErrorContext(error)
                );
            }
        }
    }

    async fn delete(&self, messages: &[&Message]) {
        if messages.is_empty() {
            return;
        }
        let entries = messages.iter().enumerate().filter_map(|(position, message)| {
            DeleteMessageBatchRequestEntry::builder()
                .id(position.to_string())
                .receipt_handle(message.receipt_handle()?)
                .build()
                .ok()
        });
        let request = self.bridge.sqs.delete_message_batch().queue_url(self.url);
        let reason = match request.set_entries(Some(entries.collect())).send().await {
            Ok(answer) if answer.failed().is_empty() => return,
            Ok(answer) => format!("{:?}", answer.failed()),
            Err(error) => DisplayErrorContext(error).to_string(),
        };
        warn!(queue = self.url, "deleting messages failed, some will be delivered twice: {reason}");
    }
}

fn id(message: &Message) -> &str {
    message.message_id().unwrap_or_default()
}

fn seconds(duration: Duration) -> i32 {
    i32::try_from(duration.as_secs()).unwrap_or(i32::MAX)
}
