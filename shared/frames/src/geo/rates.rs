//! Rates of areas with small numbers.

use crate::number::of_count;
use serde::Serialize;

/// The rate of an area.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AreaRate {
    /// Events per unit of exposure; none where there is no exposure.
    pub raw: Option<f64>,
    /// The rate drawn towards that of all areas.
    pub smoothed: f64,
    /// The weight of the area's own rate, from 0 to 1: small where the exposure is small.
    pub weight: f64,
}

/// Rates by the global empirical Bayes estimator of R. Marshall (*Mapping Disease and Mortality Rates Using Empirical Bayes
/// Estimators*, Applied Statistics 40, 1991): with events `y`, exposure `n`, `m = Σy / Σn` and
/// `A = Σ n (y/n − m)² / Σn − m / mean(n)`, not below zero, a rate is `m + A / (A + m/n) · (y/n − m)`.
///
/// An area is its events and its exposure, such as deaths and accidents. None if there is no exposure at all, or a number is negative
/// or not finite.
#[must_use]
pub fn smoothed_rates(areas: &[(f64, f64)]) -> Option<Vec<AreaRate>> {
    let is_sound = |(events, exposure): &(f64, f64)| {
        events.is_finite() && exposure.is_finite() && *events >= 0.0 && *exposure >= 0.0
    };
    let exposed: Vec<(f64, f64)> = areas.iter().copied().filter(|(_, exposure)| *exposure > 0.0).collect();
    if exposed.is_empty() || !areas.iter().all(is_sound) {
        return None;
    }
    let total: f64 = exposed.iter().map(|(_, exposure)| exposure).sum();
    let mean = exposed.iter().map(|(events, _)| events).sum::<f64>() / total;
    let square = |(events, exposure): &(f64, f64)| exposure * (events / exposure - mean).powi(2);
    let spread = exposed.iter().map(square).sum::<f64>() / total;
    let between = (spread - mean * of_count(exposed.len()) / total).max(0.0);
    let rate = |(events, exposure): &(f64, f64)| {
        if *exposure == 0.0 {
            return AreaRate { raw: None, smoothed: mean, weight: 0.0 };
        }
        let (raw, within) = (events / exposure, mean / exposure);
        let weight = if between + within > 0.0 { between / (between + within) } else { 0.0 };
        AreaRate { raw: Some(raw), smoothed: mean + weight * (raw - mean), weight }
    };
    Some(areas.iter().map(rate).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_areas_are_drawn_to_the_mean() {
        let found = smoothed_rates(&[(100.0, 1_000.0), (300.0, 1_000.0), (2.0, 4.0), (0.0, 0.0)]).unwrap();
        let mean = 402.0 / 2_004.0;
        assert!(found[2].smoothed > mean && found[2].smoothed < 0.5 && found[2].weight < 0.2);
        assert!((found[0].smoothed - 0.1).abs() < 0.01 && found[0].weight > 0.9);
        assert_eq!((found[3].raw, found[3].smoothed), (None, mean));
    }

    #[test]
    fn estimator_equals_the_formula() {
        // worked out by hand: m = 0.2, s² = 0.01, A = 0.01 − 0.2/50 = 0.006, C = 0.006 / (0.006 + 0.004) = 0.6
        let found = smoothed_rates(&[(5.0, 50.0), (15.0, 50.0)]).unwrap();
        assert!((found[0].weight - 0.6).abs() < 1e-12 && (found[0].smoothed - 0.14).abs() < 1e-12);
    }

    #[test]
    fn equal_rates_have_no_spread() {
        assert!(smoothed_rates(&[(1.0, 10.0), (2.0, 20.0)]).unwrap().iter().all(|rate| rate.weight == 0.0));
        assert_eq!(smoothed_rates(&[(0.0, 0.0)]), None);
        assert_eq!(smoothed_rates(&[(-1.0, 5.0)]), None);
        assert!(smoothed_rates(&[(0.0, 5.0)]).unwrap()[0].smoothed.abs() < 1e-15);
    }
}
