//! Descriptions of metrics.

use ::metrics::{Key, Label, Level, Metadata};

static METADATA: Metadata<'static> = Metadata::new("sisuiq", Level::INFO, None);

/// The type of a metric.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A count that only grows. Scraped, it is a total since the start; in CloudWatch, the increment since the last flush.
    Counter,
    /// A current value.
    Gauge,
    /// Durations in seconds, with the upper bounds of the buckets.
    Histogram(&'static [f64]),
}

/// A metric as dashboards, alarms and scrapers know it.
#[derive(Debug)]
pub struct Description {
    /// Its name.
    pub name: &'static str,
    /// The help text.
    pub help: &'static str,
    /// The type.
    pub kind: Kind,
    /// The names of its labels.
    pub labels: &'static [&'static str],
    /// The subset of the labels that are dimensions in CloudWatch, where each combination of values is billed. The others can be
    /// searched in the log.
    pub dimensions: &'static [&'static str],
}

/// A counter with labels.
#[derive(Debug)]
pub struct Counter<const LABELS: usize>(pub(super) Description);

/// A gauge with labels.
#[derive(Debug)]
pub struct Gauge<const LABELS: usize>(pub(super) Description);

/// A histogram of durations with labels.
#[derive(Debug)]
pub struct Histogram<const LABELS: usize>(pub(super) Description);

impl<const LABELS: usize> Counter<LABELS> {
    /// The description.
    #[must_use]
    pub const fn description(&self) -> &Description {
        &self.0
    }

    /// Increments the counter of these label values, given in the order of the labels.
    pub fn add(&self, amount: u64, values: [&str; LABELS]) {
        let key = self.0.key(&values);
        ::metrics::with_recorder(|recorder| recorder.register_counter(&key, &METADATA).increment(amount));
    }

    /// Increments by one.
    pub fn count(&self, values: [&str; LABELS]) {
        self.add(1, values);
    }
}

impl<const LABELS: usize> Gauge<LABELS> {
    /// The description.
    #[must_use]
    pub const fn description(&self) -> &Description {
        &self.0
    }

    /// Sets the current value.
    pub fn set(&self, value: f64, values: [&str; LABELS]) {
        let key = self.0.key(&values);
        ::metrics::with_recorder(|recorder| recorder.register_gauge(&key, &METADATA).set(value));
    }
}

impl<const LABELS: usize> Histogram<LABELS> {
    /// The description.
    #[must_use]
    pub const fn description(&self) -> &Description {
        &self.0
    }

    /// Adds a duration.
    pub fn record(&self, duration: std::time::Duration, values: [&str; LABELS]) {
        let key = self.0.key(&values);
        ::metrics::with_recorder(|recorder| {
            recorder.register_histogram(&key, &METADATA).record(duration.as_secs_f64());
        });
    }
}

impl Description {
    pub(super) fn key(&self, values: &[&str]) -> Key {
        let label = |(name, value): (&&'static str, &&str)| Label::new(*name, (*value).to_owned());
        Key::from_parts(self.name, self.labels.iter().zip(values).map(label).collect::<Vec<_>>())
    }

    pub(super) fn metadata() -> &'static Metadata<'static> {
        &METADATA
    }
}
