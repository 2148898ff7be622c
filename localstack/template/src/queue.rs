use std::time::Duration;

use serde::Deserialize;

use crate::{TemplateError, document::Document};

const DEFAULT_VISIBILITY_SECONDS: u64 = 30;
const DEFAULT_RETENTION_SECONDS: u64 = 345_600;

/// A queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// Its name in the template.
    pub logical_id: String,
    /// Its name in the account, if the template has one.
    pub name: Option<String>,
    /// The visibility timeout.
    pub visibility_timeout: Duration,
    /// The retention of messages.
    pub retention: Duration,
    /// The dead-letter queue and its `maxReceiveCount`.
    pub redrive: Option<Redrive>,
}

/// The redrive policy of a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redrive {
    /// The dead-letter queue's logical id.
    pub dead_letter_queue: String,
    /// The number of receives after which a message moves there.
    pub max_receive_count: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RedrivePolicy {
    dead_letter_target_arn: String,
    max_receive_count: u32,
}

pub(crate) fn read(document: &Document) -> Result<Vec<Queue>, TemplateError> {
    let resources = document.resources("AWS::SQS::Queue")?;
    let queues = resources.into_iter().map(|(id, resource)| {
        let place = |name: &str| format!("Resources.{id}.Properties.{name}");
        let seconds = |name: &str| document.property::<u64>(&place(name), resource.properties.get(name));
        let policy: Option<RedrivePolicy> =
            document.property(&place("RedrivePolicy"), resource.properties.get("RedrivePolicy"))?;
        Ok(Queue {
            logical_id: id.to_owned(),
            name: document.property(&place("QueueName"), resource.properties.get("QueueName"))?,
            visibility_timeout: Duration::from_secs(
                seconds("VisibilityTimeout")?.unwrap_or(DEFAULT_VISIBILITY_SECONDS),
            ),
            retention: Duration::from_secs(seconds("MessageRetentionPeriod")?.unwrap_or(DEFAULT_RETENTION_SECONDS)),
            redrive: policy.map(|policy| policy.into_redrive(&place("RedrivePolicy"))).transpose()?,
        })
    });
    queues.collect()
}

impl RedrivePolicy {
    fn into_redrive(self, place: &str) -> Result<Redrive, TemplateError> {
        let dead_letter_queue = resource_of_arn(&self.dead_letter_target_arn, place)?.to_owned();
        Ok(Redrive { dead_letter_queue, max_receive_count: self.max_receive_count })
    }
}

/// The logical id in `${LogicalId.Arn}`.
pub(crate) fn resource_of_arn<'arn>(arn: &'arn str, place: &str) -> Result<&'arn str, TemplateError> {
    arn.strip_prefix("${")
        .and_then(|rest| rest.strip_suffix(".Arn}"))
        .ok_or_else(|| TemplateError::invalid(place, format!("{arn:?} is not the ARN of a resource in the template")))
}
