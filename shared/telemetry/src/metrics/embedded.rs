//! The embedded metric format of CloudWatch: metrics as lines of the log.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html>

use super::{
    METRICS, NAMESPACE, SERVICE,
    describe::{Description, Kind},
};
use ::metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};
use jiff::Timestamp;
use metrics_util::registry::{AtomicStorage, Registry};
use serde_json::{Map, Value, json};
use std::{
    collections::BTreeMap,
    fmt,
    io::{self, Write},
    sync::atomic::Ordering::SeqCst,
};

/// The most values that one line may have of a metric.
const VALUES: usize = 100;

/// Buffers recorded values until they are written to the log.
pub struct Embedded {
    registry: Registry<Key, AtomicStorage>,
    namespace: String,
    service: String,
}

/// The values recorded with the same labels.
type Recorded = BTreeMap<Vec<(String, String)>, Vec<(&'static Description, Vec<f64>)>>;

impl Embedded {
    /// Of this function or program; nothing yet.
    #[must_use]
    pub fn new(service: &str) -> Self {
        Self { registry: Registry::new(AtomicStorage), namespace: NAMESPACE.to_owned(), service: service.to_owned() }
    }

    /// Uses the namespace of this stage, so that stages of one account are separate.
    #[must_use]
    pub fn of_stage(self, stage: &str) -> Self {
        Self { namespace: format!("{NAMESPACE}/{stage}"), ..self }
    }

    /// Writes what was recorded since the last time, a line for each set of labels and each hundred values; nothing where
    /// nothing was.
    pub fn write(&self, at: Timestamp, mut writer: impl Write) -> io::Result<()> {
        let mut lines = Vec::new();
        for (labels, metrics) in self.take() {
            for part in 0..metrics.iter().map(|(_, values)| values.len().div_ceil(VALUES)).max().unwrap_or(0) {
                serde_json::to_writer(&mut lines, &self.document(at, &labels, &metrics, part))?;
                lines.push(b'\n');
            }
        }
        // at once: lines of other processes may go to the same file
        if lines.is_empty() { Ok(()) } else { writer.write_all(&lines) }
    }

    fn take(&self) -> Recorded {
        let mut recorded = Recorded::new();
        let mut add = |key: &Key, values: Vec<f64>| {
            let described = METRICS.iter().find(|metric| metric.name == key.name());
            if let Some(metric) = described.filter(|_| !values.is_empty()) {
                let labels = key.labels().map(|label| (label.key().to_owned(), label.value().to_owned()));
                recorded.entry(labels.collect()).or_default().push((metric, values));
            }
        };
        self.registry.visit_counters(|key, counter| {
            let amount = counter.swap(0, SeqCst);
            #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53")]
            let values = if amount == 0 { Vec::new() } else { vec![amount as f64] };
            add(key, values);
        });
        self.registry.visit_histograms(|key, histogram| {
            let mut values = Vec::new();
            histogram.clear_with(|block| values.extend_from_slice(block));
            add(key, values);
        });
        let mut set = Vec::new();
        self.registry.visit_gauges(|key, gauge| {
            add(key, vec![f64::from_bits(gauge.load(SeqCst))]);
            set.push(key.clone());
        });
        // a gauge that is not set again would report an outdated value
        for key in set {
            self.registry.delete_gauge(&key);
        }
        recorded
    }

    fn document(
        &self,
        at: Timestamp,
        labels: &[(String, String)],
        metrics: &[(&'static Description, Vec<f64>)],
        part: usize,
    ) -> Value {
        let mut document = Map::new();
        let mut directives = Vec::new();
        for (metric, values) in metrics {
            let values = values.chunks(VALUES).nth(part).unwrap_or_default();
            let Some(first) = values.first() else { continue };
            let unit = if matches!(metric.kind, Kind::Histogram(_)) { "Seconds" } else { "None" };
            let dimensions: Vec<&str> = [SERVICE].iter().chain(metric.dimensions).copied().collect();
            directives.push(json!({
                "Namespace": self.namespace,
                "Dimensions": [dimensions],
                "Metrics": [{ "Name": metric.name, "Unit": unit }],
            }));
            let value = if values.len() == 1 { json!(first) } else { json!(values) };
            document.insert(metric.name.to_owned(), value);
        }
        document
            .insert("_aws".to_owned(), json!({ "Timestamp": at.as_millisecond(), "CloudWatchMetrics": directives }));
        document.insert(SERVICE.to_owned(), json!(self.service));
        document.extend(labels.iter().map(|(name, value)| (name.clone(), json!(value))));
        Value::Object(document)
    }
}

impl fmt::Debug for Embedded {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Embedded").field("service", &self.service).finish_non_exhaustive()
    }
}

impl Recorder for Embedded {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        self.registry.get_or_create_counter(key, |counter| counter.clone().into())
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        self.registry.get_or_create_gauge(key, |gauge| gauge.clone().into())
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        self.registry.get_or_create_histogram(key, |histogram| histogram.clone().into())
    }
}
