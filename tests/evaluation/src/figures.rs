//! Figures over all questions.

use super::{
    outcome::{Outcome, PASSES},
    ranking::{Order, Ranking, ratio},
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The quantile of the normal distribution for intervals of 95 %.
const Z: f64 = 1.959_963_985;

/// A figure: a share or mean from 0 to 1.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Figure {
    /// The name.
    pub name: String,
    /// The value.
    pub value: f64,
    /// The 95 % confidence interval, if the questions are a sample of similar ones.
    pub interval: (f64, f64),
    /// The number of questions or citations.
    pub count: usize,
}

/// All figures.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Figures {
    /// Figures that are compared with the baseline.
    pub quality: Vec<Figure>,
    /// Figures of other orders of the same passages, for comparison.
    pub beside: Vec<Figure>,
    /// Latencies in milliseconds: the name of the mode, the median and the 95th percentile.
    pub latencies: Vec<(String, f64, f64)>,
}

impl Figures {
    /// Computes the figures of these outcomes.
    #[must_use]
    pub fn of(outcomes: &[Outcome]) -> Self {
        let (answerable, others): (Vec<&Outcome>, Vec<&Outcome>) =
            outcomes.iter().partition(|outcome| outcome.case.is_answerable());
        let answered: Vec<&&Outcome> = answerable.iter().filter(|outcome| !outcome.abstained).collect();
        let citations: usize = answered.iter().map(|outcome| outcome.citations).sum();
        let sum = |count: fn(&Outcome) -> usize| answered.iter().map(|outcome| count(outcome)).sum::<usize>();
        let grounding: Vec<f64> = answered.iter().filter_map(|outcome| outcome.grounding).collect();
        let share = |name: &str, is_so: fn(&Outcome) -> bool, among: &[&Outcome]| {
            Figure::share(name, among.iter().filter(|outcome| is_so(outcome)).count(), among.len())
        };
        let mut quality = ranked("", Order::Product, &answerable);
        quality.extend([
            Figure::share("citations that stand on their page", sum(|outcome| outcome.on_page), citations),
            Figure::share("citation precision", sum(|outcome| outcome.on_expected_page), citations),
            Figure::mean("citation recall", &answerable.iter().map(|outcome| outcome.cited).collect::<Vec<_>>()),
            share("answers that say what they must", |outcome| outcome.is_right && !outcome.abstained, &answerable),
            share("unanswerable questions that are declined", |outcome| outcome.abstained, &others),
            share("answerable questions that are not declined", |outcome| !outcome.abstained, &answerable),
            share("answers that pass", |outcome| outcome.score >= PASSES, &outcomes.iter().collect::<Vec<_>>()),
            Figure::mean("score", &outcomes.iter().map(|outcome| outcome.score).collect::<Vec<_>>()),
        ]);
        if !grounding.is_empty() {
            quality.push(Figure::mean("grounding", &grounding));
        }
        let beside = [Order::Fused, Order::Words, Order::Meaning];
        let beside = beside.iter().flat_map(|order| ranked(&format!(", {}", order.name()), *order, &answerable));
        Self { quality, beside: beside.collect(), latencies: latencies(outcomes) }
    }

    /// The figure with this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Figure> {
        self.quality.iter().chain(&self.beside).find(|figure| figure.name == name)
    }
}

fn ranked(suffix: &str, order: Order, outcomes: &[&Outcome]) -> Vec<Figure> {
    let place = Order::ALL.iter().position(|other| *other == order).unwrap_or_default();
    let rankings: Vec<Ranking> = outcomes.iter().filter_map(|outcome| outcome.rankings.get(place).copied()).collect();
    let values = |value: fn(&Ranking) -> f64| rankings.iter().map(value).collect::<Vec<_>>();
    let first = rankings.iter().filter(|ranking| ranking.is_first).count();
    vec![
        Figure::mean(&format!("recall@8{suffix}"), &values(|ranking| ranking.recall)),
        Figure::mean(&format!("mean reciprocal rank{suffix}"), &values(|ranking| ranking.reciprocal_rank)),
        Figure::share(&format!("right page first{suffix}"), first, rankings.len()),
    ]
}

fn latencies(outcomes: &[Outcome]) -> Vec<(String, f64, f64)> {
    let mut modes: Vec<&str> = outcomes.iter().map(|outcome| outcome.case.mode.as_str()).collect();
    modes.sort_unstable();
    modes.dedup();
    let of_mode = modes.into_iter().map(|mode| {
        let mut took: Vec<Duration> = outcomes
            .iter()
            .filter(|outcome| outcome.case.mode.as_str() == mode)
            .map(|outcome| outcome.latency)
            .collect();
        took.sort_unstable();
        let quantile = |percent: usize| {
            let place = (took.len() * percent).div_ceil(100).saturating_sub(1);
            took.get(place).map_or(0.0, |took| took.as_secs_f64() * 1_000.0)
        };
        (mode.to_owned(), quantile(50), quantile(95))
    });
    of_mode.collect()
}

impl Figure {
    /// A share with the Wilson score interval (1927).
    pub(crate) fn share(name: &str, part: usize, count: usize) -> Self {
        let (value, n) = (ratio(part, count), ratio(count, 1));
        let centre = (value + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
        let half = Z / (1.0 + Z * Z / n) * (value * (1.0 - value) / n + Z * Z / (4.0 * n * n)).sqrt();
        let interval = if count == 0 { (0.0, 1.0) } else { ((centre - half).max(0.0), (centre + half).min(1.0)) };
        Self { name: name.to_owned(), value, interval, count }
    }

    /// A mean of values from 0 to 1.
    fn mean(name: &str, values: &[f64]) -> Self {
        let (value, (low, high)) = mean(values);
        Self { name: name.to_owned(), value, interval: (low.max(0.0), high.min(1.0)), count: values.len() }
    }
}

/// The mean of values and its 95 % confidence interval of the normal distribution.
pub(crate) fn mean(values: &[f64]) -> (f64, (f64, f64)) {
    let n = ratio(values.len(), 1).max(1.0);
    let value = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|other| (other - value).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
    let half = Z * (variance / n).sqrt();
    (value, (value - half, value + half))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_wilson_intervals() {
        // 81 of 263: an example of Newcombe (Statistics in Medicine 17, 1998, 857-872), method 3: 0.2553 to 0.3662
        let figure = Figure::share("x", 81, 263);
        assert!((figure.interval.0 - 0.2553).abs() < 5e-5 && (figure.interval.1 - 0.3662).abs() < 5e-5, "{figure:?}");
    }

    #[test]
    fn a_mean_of_equals_is_certain() {
        assert_eq!(Figure::mean("x", &[0.5, 0.5, 0.5]).interval, (0.5, 0.5));
    }
}
