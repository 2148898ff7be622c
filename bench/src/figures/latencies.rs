//! Durations and their percentiles.

use super::float;
use anyhow::{Context, Result};
use hdrhistogram::Histogram;
use std::time::Duration;

/// Longest duration that can be recorded, in nanoseconds: ten minutes.
const LONGEST: u64 = 600_000_000_000;
/// Significant digits of each duration.
const DIGITS: u8 = 3;

/// Histogram of durations.
#[derive(Clone, Debug)]
pub(crate) struct Latencies {
    histogram: Histogram<u64>,
}

impl Latencies {
    pub(crate) fn new() -> Result<Self> {
        let histogram = Histogram::new_with_bounds(1, LONGEST, DIGITS).context("the bounds are valid")?;
        Ok(Self { histogram })
    }

    pub(crate) fn record(&mut self, duration: Duration) {
        self.histogram.saturating_record(u64::try_from(duration.as_nanos()).unwrap_or(LONGEST).max(1));
    }

    pub(crate) fn add(&mut self, other: &Self) -> Result<()> {
        self.histogram.add(&other.histogram).context("both have the same bounds")
    }

    pub(crate) fn count(&self) -> u64 {
        self.histogram.len()
    }

    /// The quantile at this share, in milliseconds.
    pub(crate) fn quantile(&self, share: f64) -> f64 {
        float(self.histogram.value_at_quantile(share)) / 1e6
    }

    /// p50, p95, p99 and the maximum, in milliseconds.
    pub(crate) fn figures(&self) -> [f64; 4] {
        [0.5, 0.95, 0.99, 1.0].map(|share| self.quantile(share))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(durations: impl IntoIterator<Item = Duration>) -> Latencies {
        let mut latencies = Latencies::new().unwrap();
        durations.into_iter().for_each(|duration| latencies.record(duration));
        latencies
    }

    #[test]
    fn empty_histogram_has_zero_figures() {
        assert!(Latencies::new().unwrap().figures().iter().all(|figure| figure.abs() < f64::EPSILON));
    }

    #[test]
    fn figures_are_percentiles() {
        let latencies = of((1..=1000).map(Duration::from_millis));
        for (figure, expected) in latencies.figures().into_iter().zip([500.0, 950.0, 990.0, 1000.0]) {
            assert!((figure - expected).abs() < 1.0, "{figure} {expected}");
        }
    }

    #[test]
    fn longer_durations_count_as_longest() {
        let latencies = of([Duration::from_hours(1)]);
        assert!(latencies.quantile(1.0) > 599_000.0);
    }
}
