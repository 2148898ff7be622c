//! Embedded metrics of several processes, aggregated.

use super::{
    METRICS, NAMESPACE, SERVICE, ScrapeError,
    describe::{Description, Kind},
    scraped,
};
use ::metrics::{Key, Label, Recorder};
use metrics_exporter_prometheus::{PrometheusHandle, PrometheusRecorder};
use serde_json::{Map, Value};

/// Adds up embedded metrics, as CloudWatch would.
pub struct Collected {
    recorder: PrometheusRecorder,
    handle: PrometheusHandle,
}

/// Returns whether it is our namespace, of whichever stage.
fn is_own_namespace(namespace: &Value) -> bool {
    let rest = namespace.as_str().and_then(|namespace| namespace.strip_prefix(NAMESPACE));
    rest.is_some_and(|stage| stage.is_empty() || stage.starts_with('/'))
}

impl Collected {
    /// Nothing yet.
    pub fn new() -> Result<Self, ScrapeError> {
        let recorder = scraped::recorder(scraped::builder()?);
        let handle = recorder.handle();
        Ok(Self { recorder, handle })
    }

    /// Adds the metrics in a line of a function's log. Returns whether the line has any of ours.
    pub fn take(&self, line: &str) -> bool {
        // most lines are no metrics
        if !line.contains("\"_aws\"") {
            return false;
        }
        let Ok(Value::Object(document)) = serde_json::from_str(line) else { return false };
        let directives = document.get("_aws").and_then(|aws| aws.get("CloudWatchMetrics")).and_then(Value::as_array);
        let ours = directives.into_iter().flatten().filter(|directive| is_own_namespace(&directive["Namespace"]));
        let named = ours.filter_map(|directive| directive["Metrics"].as_array()).flatten();
        let mut holds_any = false;
        for name in named.filter_map(|metric| metric["Name"].as_str()) {
            if let Some(metric) = METRICS.iter().find(|metric| metric.name == name) {
                self.add(metric, &document);
                holds_any = true;
            }
        }
        holds_any
    }

    /// The exposition format of Prometheus, version 0.0.4.
    #[must_use]
    pub fn render(&self) -> String {
        self.handle.render()
    }

    fn add(&self, metric: &'static Description, document: &Map<String, Value>) {
        let text = |name: &&'static str| {
            Label::new(*name, document.get(*name).and_then(Value::as_str).unwrap_or("").to_owned())
        };
        let labels: Vec<Label> = metric.labels.iter().chain(&[SERVICE]).map(text).collect();
        let key = Key::from_parts(metric.name, labels);
        let metadata = Description::metadata();
        let values: Vec<f64> = match document.get(metric.name) {
            Some(Value::Array(values)) => values.iter().filter_map(Value::as_f64).collect(),
            value => value.and_then(Value::as_f64).into_iter().collect(),
        };
        for value in values {
            match metric.kind {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, and counted by us")]
                Kind::Counter => self.recorder.register_counter(&key, metadata).increment(value as u64),
                Kind::Gauge => self.recorder.register_gauge(&key, metadata).set(value),
                Kind::Histogram(_) => self.recorder.register_histogram(&key, metadata).record(value),
            }
        }
    }
}
