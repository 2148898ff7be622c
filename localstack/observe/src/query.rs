//! Prometheus queries. The functions accept only metrics of a suitable kind.

use sisuiq_telemetry::metrics::{Counter, Description, Gauge, Histogram};

/// The window of rates.
pub(crate) type Window = &'static str;

/// The label of the program that recorded a metric.
const SERVICE: &str = "service";

/// A query and its metric.
#[derive(Clone, Debug)]
pub struct Query {
    text: String,
    metric: &'static Description,
    labels: Vec<&'static str>,
}

impl Query {
    /// The text of the query.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The metric.
    #[must_use]
    pub fn metric(&self) -> &'static Description {
        self.metric
    }

    /// Labels in the query that the metric does not have.
    #[must_use]
    pub fn unknown_labels(&self) -> Vec<&'static str> {
        let is_known = |label: &&str| *label == SERVICE || self.metric.labels.contains(label);
        self.labels.iter().copied().filter(|label| !is_known(label)).collect()
    }

    /// The rate of a counter per second, for each value of these labels.
    pub(crate) fn rate<const N: usize>(counter: &'static Counter<N>, by: &[&'static str], window: Window) -> Self {
        let metric = counter.description();
        Self::new(format!("sum{}(rate({}[{window}]))", grouped(by), metric.name), metric, by)
    }

    /// The increase of a counter over a time, for each value of these labels.
    pub(crate) fn increase<const N: usize>(counter: &'static Counter<N>, by: &[&'static str], window: Window) -> Self {
        let metric = counter.description();
        Self::new(format!("sum{}(increase({}[{window}]))", grouped(by), metric.name), metric, by)
    }

    /// The rate of a histogram's observations per second, for each value of these labels.
    pub(crate) fn measured<const N: usize>(
        histogram: &'static Histogram<N>,
        by: &[&'static str],
        window: Window,
    ) -> Self {
        let metric = histogram.description();
        Self::new(format!("sum{}(rate({}_count[{window}]))", grouped(by), metric.name), metric, by)
    }

    /// This percentile of the durations, for each value of these labels.
    pub(crate) fn percentile<const N: usize>(
        histogram: &'static Histogram<N>,
        hundredths: u8,
        by: &[&'static str],
        window: Window,
    ) -> Self {
        let metric = histogram.description();
        let labels: Vec<_> = ["le"].iter().chain(by).copied().collect();
        let grouped = grouped(&labels);
        let text =
            format!("histogram_quantile(0.{hundredths:02}, sum{grouped}(rate({}_bucket[{window}])))", metric.name);
        Self::new(text, metric, by)
    }

    /// The current maximum, for each value of these labels.
    pub(crate) fn most<const N: usize>(gauge: &'static Gauge<N>, by: &[&'static str]) -> Self {
        let metric = gauge.description();
        Self::new(format!("max{}({})", grouped(by), metric.name), metric, by)
    }

    /// The latest time of a gauge in seconds since 1970, for each value of these labels, in milliseconds as dashboards need it.
    pub(crate) fn latest<const N: usize>(gauge: &'static Gauge<N>, by: &[&'static str]) -> Self {
        let metric = gauge.description();
        Self::new(format!("1000 * max{}({})", grouped(by), metric.name), metric, by)
    }

    /// The current maximum where labels have these values, for each value of other labels.
    pub(crate) fn where_is<const N: usize>(
        gauge: &'static Gauge<N>,
        values: &[(&'static str, &str)],
        by: &[&'static str],
    ) -> Self {
        let metric = gauge.description();
        let labels: Vec<_> = values.iter().map(|(label, _)| *label).chain(by.iter().copied()).collect();
        let matched: Vec<_> = values.iter().map(|(label, value)| format!("{label}=\"{value}\"")).collect();
        Self::new(format!("max{}({}{{{}}})", grouped(by), metric.name, matched.join(",")), metric, &labels)
    }

    fn new(text: String, metric: &'static Description, labels: &[&'static str]) -> Self {
        Self { text, metric, labels: labels.to_vec() }
    }
}

fn grouped(labels: &[&str]) -> String {
    if labels.is_empty() { String::new() } else { format!(" by ({}) ", labels.join(", ")) }
}
