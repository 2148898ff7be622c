//! Descriptions of metrics.

use ::metrics::{Key, Label, Level, Metadata};

static METADATA: Metadata<'static> = Metadata::new("sisuiq", Level::INFO, None);

/// The kind of its values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A total since the start.
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
    /// The kind of its values.
    pub kind: Kind,
    /// The names of its labels.
    pub labels: &'static [&'static str],
    /// Those of them that are dimensions in CloudWatch, where each combination of values is paid for; the others can be searched in
    /// the log.
    pub dimensions: &'static [&'static str],
}

/// Counts up.
#[derive(Debug)]
pub struct Counter<const LABELS: usize>(pub(super) Description);

/// Goes up and down.
#[derive(Debug)]
pub struct Gauge<const LABELS: usize>(pub(super) Description);

/// Gathers durations.
#[derive(Debug)]
pub struct Histogram<const LABELS: usize>(pub(super) Description);

impl<const LABELS: usize> Counter<LABELS> {
    /// The description.
    #[must_use]
    pub const fn description(&self) -> &Description {
        &self.0
    }

    /// Adds to what these values of its labels have, in their order.
    pub fn add(&self, amount: u64, values: [&str; LABELS]) {
        let key = self.0.key(&values);
        ::metrics::with_recorder(|recorder| recorder.register_counter(&key, &METADATA).increment(amount));
    }

    /// One more.
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
