//! Reading one queue.

use std::{sync::Arc, time::Duration};

use anyhow::{Context, Result};
use aws_sdk_sqs::{
    error::DisplayErrorContext,
    types::{Message, MessageSystemAttributeName, QueueAttributeName},
};
use sisuiq_template::QueueSource;
use tokio::{sync::Semaphore, task::JoinSet};
use tracing::{error, warn};

use crate::{Bridge, Stop, delivery::Delivery};

/// SQS hands out no more messages than this at once.
const RECEIVE_LIMIT: u32 = 10;
/// The pause after a failed request to a queue.
const PAUSE: Duration = Duration::from_secs(1);

/// A queue and the function that reads it.
#[derive(Debug)]
pub(crate) struct Source {
    bridge: Arc<Bridge>,
    mapping: QueueSource,
    url: String,
    arn: String,
}

impl Source {
    /// Looks the queue up by its name in the template.
    pub(crate) async fn find(bridge: Arc<Bridge>, mapping: &QueueSource) -> Result<Self> {
        let id = &mapping.queue.logical_id;
        let name = mapping.queue.name.as_deref().with_context(|| format!("queue {id} has no name in the template"))?;
        let found = bridge.sqs.get_queue_url().queue_name(name).send().await;
        let url = found.with_context(|| format!("there is no queue {name}"))?.queue_url.unwrap_or_default();
        let wanted = bridge.sqs.get_queue_attributes().queue_url(&url).attribute_names(QueueAttributeName::QueueArn);
        let attributes = wanted.send().await.with_context(|| format!("queue {name} is unavailable"))?.attributes;
        let arn = attributes.and_then(|mut attributes| attributes.remove(&QueueAttributeName::QueueArn));
        let arn = arn.with_context(|| format!("queue {name} has no ARN"))?;
        Ok(Self { bridge, mapping: mapping.clone(), url, arn })
    }

    /// Delivers batch after batch until stopped, then waits for those in progress.
    pub(crate) async fn poll(self, mut stop: Stop) {
        let limit = self.mapping.maximum_concurrency.unwrap_or(u32::MAX).min(self.bridge.polling.concurrency);
        let free = Arc::new(Semaphore::new(limit as usize));
        let source = Arc::new(self);
        let mut under_way = JoinSet::new();
        loop {
            let turn = tokio::select! {
                biased;
                _ = stop.wait_for(|stopped| *stopped) => break,
                turn = Arc::clone(&free).acquire_owned() => turn,
            };
            let messages = source.receive().await;
            if !messages.is_empty() {
                let source = Arc::clone(&source);
                under_way.spawn(async move {
                    source.deliver(messages).await;
                    drop(turn);
                });
            }
            while let Some(ended) = under_way.try_join_next() {
                report(ended);
            }
        }
        while let Some(ended) = under_way.join_next().await {
            report(ended);
        }
    }

    async fn receive(&self) -> Vec<Message> {
        let polling = self.bridge.polling;
        let request = self
            .bridge
            .sqs
            .receive_message()
            .queue_url(&self.url)
            .max_number_of_messages(whole(self.mapping.batch_size.min(RECEIVE_LIMIT)))
            .wait_time_seconds(whole(polling.wait.as_secs()))
            .visibility_timeout(whole(polling.visibility.as_secs()))
            .message_system_attribute_names(MessageSystemAttributeName::All)
            .message_attribute_names("All");
        match request.send().await {
            Ok(answer) => answer.messages.unwrap_or_default(),
            Err(error) => {
                warn!(queue = self.url, "the queue is unavailable: {}", DisplayErrorContext(error));
                tokio::time::sleep(PAUSE).await;
                Vec::new()
            }
        }
    }

    async fn deliver(&self, messages: Vec<Message>) {
        let delivery = Delivery { bridge: &self.bridge, mapping: &self.mapping, url: &self.url, arn: &self.arn };
        delivery.run(messages).await;
    }
}

fn report(ended: Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended {
        error!("delivery ended early, its messages will be redelivered: {error}");
    }
}

fn whole(number: impl TryInto<i32>) -> i32 {
    number.try_into().unwrap_or(i32::MAX)
}
