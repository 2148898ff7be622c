//! The baseline, which later runs must not fall below.

use super::figures::{Figure, Figures};
use serde::{Deserialize, Serialize};

/// Minimum tolerance below a baseline figure, because processors round the model's arithmetic differently.
const TOLERANCE: f64 = 0.015;
/// Number of questions or citations that may change for the same reason, however few there are.
const OTHERWISE: f64 = 1.01;
/// Absolute minimum of figures, independent of the baseline.
const LEAST: [(&str, f64); 3] =
    [("recall@8", 0.95), ("right page first", 0.85), ("citations that stand on their page", 1.0)];

/// The figures of an accepted run.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Baseline {
    /// The name of the dataset.
    pub dataset: String,
    /// The version of the dataset.
    pub version: String,
    /// The figures.
    pub figures: Vec<Figure>,
}

/// A figure that is too low.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The name of the figure.
    pub name: String,
    /// The measured value.
    pub value: Option<f64>,
    /// The required minimum.
    pub least: f64,
}

impl Baseline {
    /// Returns the figures that are too low.
    #[must_use]
    pub fn faults(&self, figures: &Figures) -> Vec<Fault> {
        self.faults_of(|name| figures.find(name).map(|figure| figure.value), &LEAST)
    }

    /// Returns the figures that are too low: below the baseline or an absolute minimum. `find` gives the measured value.
    pub fn faults_of(&self, find: impl Fn(&str) -> Option<f64>, least: &[(&str, f64)]) -> Vec<Fault> {
        let before = self.figures.iter().map(|figure| (figure.name.as_str(), figure.value - tolerance(figure.count)));
        let wanted = before.chain(least.iter().copied());
        let fault = |(name, least): (&str, f64)| {
            let value = find(name);
            let is_reached = value.is_some_and(|value| value >= least);
            (!is_reached).then(|| Fault { name: name.to_owned(), value, least })
        };
        wanted.filter_map(fault).collect()
    }
}

/// The tolerance of a figure over this number of questions or citations.
#[expect(clippy::cast_precision_loss, reason = "questions are few")]
fn tolerance(count: usize) -> f64 {
    TOLERANCE.max(OTHERWISE / count.max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(values: &[(&str, f64)]) -> Figures {
        let figure = |(name, value): &(&str, f64)| Figure {
            name: (*name).to_owned(),
            value: *value,
            interval: (0.0, 1.0),
            count: 1_000,
        };
        Figures { quality: values.iter().map(figure).collect(), beside: Vec::new(), latencies: Vec::new() }
    }

    fn faults(baseline: &[(&str, f64)], reached: &[(&str, f64)]) -> Vec<String> {
        let figures_before = figures(baseline).quality;
        let baseline = Baseline { dataset: String::new(), version: String::new(), figures: figures_before };
        baseline.faults(&figures(reached)).into_iter().map(|fault| fault.name).collect()
    }

    #[test]
    fn missing_or_low_figures_are_faults() {
        let good: Vec<(&str, f64)> = LEAST.to_vec();
        assert!(faults(&[], &good).is_empty());
        assert_eq!(faults(&[("score", 0.8)], &good), ["score"]);
        let with = |name, value| good.iter().copied().chain([(name, value)]).collect::<Vec<_>>();
        assert_eq!(faults(&[("score", 0.8)], &with("score", 0.78)), ["score"]);
        assert!(faults(&[("score", 0.8)], &with("score", 0.79)).is_empty());
        let mut low = good.clone();
        low[0].1 = 0.94;
        assert_eq!(faults(&[], &low), ["recall@8"]);
    }
}
