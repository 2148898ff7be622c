use std::time::Duration;

use serde::Deserialize;

use crate::{Function, Queue, TemplateError, document::Document, queue::resource_of_arn};

const DEFAULT_BATCH_SIZE: u32 = 10;

/// A function that is invoked with batches of a queue's messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueSource {
    /// The function, by its local name.
    pub function: String,
    /// The timeout of an invocation.
    pub function_timeout: Duration,
    /// The queue.
    pub queue: Queue,
    /// Maximum number of messages per invocation.
    pub batch_size: u32,
    /// The time to wait for a full batch.
    pub batching_window: Duration,
    /// Maximum number of concurrent invocations.
    pub maximum_concurrency: Option<u32>,
    /// True if the function's response may report some messages of a batch as failed.
    pub reports_item_failures: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Mapping {
    #[serde(alias = "Queue")]
    event_source_arn: String,
    batch_size: Option<u32>,
    #[serde(default)]
    maximum_batching_window_in_seconds: u64,
    #[serde(default)]
    function_response_types: Vec<String>,
    scaling_config: Option<ScalingConfig>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ScalingConfig {
    maximum_concurrency: u32,
}

/// Reads the event source mappings, first separate resources, then the functions' events.
pub(crate) fn read(
    document: &Document,
    functions: &[Function],
    queues: &[Queue],
) -> Result<Vec<QueueSource>, TemplateError> {
    let mut sources = Vec::new();
    for (id, resource) in document.resources("AWS::Lambda::EventSourceMapping")? {
        let place = format!("Resources.{id}.Properties");
        let name: Option<String> =
            document.property(&format!("{place}.FunctionName"), resource.properties.get("FunctionName"))?;
        let name = name.unwrap_or_default();
        let function = functions.iter().find(|function| names(&name, &function.logical_id)).ok_or_else(|| {
            TemplateError::invalid(&place, format!("FunctionName {name:?} is not a function of the template"))
        })?;
        let mut properties = serde_json::Map::new();
        for (name, value) in &resource.properties {
            properties.extend(document.resolve(value, &place)?.map(|value| (name.clone(), value)));
        }
        sources.push(read_one(function, queues, &properties.into(), &place)?);
    }
    for function in functions {
        for (place, properties) in function.events("SQS") {
            sources.push(read_one(function, queues, properties, &place)?);
        }
    }
    Ok(sources)
}

/// Returns whether a name is that of a function, or of its alias for traffic.
fn names(name: &str, logical_id: &str) -> bool {
    name == format!("${{{logical_id}}}") || name == format!("${{{logical_id}.Alias}}")
}

fn read_one(
    function: &Function,
    queues: &[Queue],
    properties: &serde_json::Value,
    place: &str,
) -> Result<QueueSource, TemplateError> {
    let mapping = Mapping::deserialize(properties).map_err(|error| TemplateError::invalid(place, error))?;
    let queue_id = resource_of_arn(&mapping.event_source_arn, place)?;
    let queue = queues
        .iter()
        .find(|queue| queue.logical_id == queue_id)
        .ok_or_else(|| TemplateError::invalid(place, format!("{queue_id} is not a queue")))?;
    Ok(QueueSource {
        function: function.name.clone(),
        function_timeout: function.timeout,
        queue: queue.clone(),
        batch_size: mapping.batch_size.unwrap_or(DEFAULT_BATCH_SIZE),
        batching_window: Duration::from_secs(mapping.maximum_batching_window_in_seconds),
        maximum_concurrency: mapping.scaling_config.map(|scaling| scaling.maximum_concurrency),
        reports_item_failures: mapping.function_response_types.iter().any(|kind| kind == "ReportBatchItemFailures"),
    })
}
