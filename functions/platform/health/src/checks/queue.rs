//! SQS: the queue of the ingestion is there.

use std::time::Duration;

use aws_sdk_sqs::types::QueueAttributeName;

use super::probe::{Fault, Limits, probe};
use crate::state::Queue;
use crate::status::ServiceOut;

const LIMITS: Limits = Limits { slow: Duration::from_millis(500), timeout: Duration::from_secs(5) };

pub(crate) async fn queue(queue: &Queue) -> ServiceOut {
    probe("queue", LIMITS, Box::pin(check(queue))).await
}

async fn check(queue: &Queue) -> Result<(), Fault> {
    let length = QueueAttributeName::ApproximateNumberOfMessages;
    let asked = queue.client.get_queue_attributes().queue_url(&*queue.url).attribute_names(length).send().await;
    asked.map_err(|error| Fault::from(Away(error.into())))?;
    Ok(())
}

#[derive(Debug, thiserror::Error)]
#[error("the queue is unreachable")]
struct Away(#[source] Fault);
