//! Significant clusters of high and low values.

use super::points::{Point, haversine};
use crate::number::of_count;
use serde::Serialize;

/// The significance of an area's surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct HotSpot {
    /// The statistic: above zero where high values are near each other, below where low ones are.
    pub z: f64,
    /// The two-sided probability of a value as far from zero, if values were placed at random.
    pub p: f64,
    /// The smallest false discovery rate at which the area counts as significant (Y. Benjamini and Y. Hochberg 1995): many areas are
    /// tested at once.
    pub q: f64,
}

/// The statistic Gi* of A. Getis and J. Ord (*Local Spatial Autocorrelation Statistics*, Geographical Analysis 27, 1995), with weight 1
/// for an area and its neighbours: the sum of their values less its expectation, divided by its standard deviation. `neighbours` are
/// places in `values`, without the area itself. None if fewer than three areas have values, or all values are equal.
#[must_use]
pub fn hot_spots(values: &[f64], neighbours: &[Vec<usize>]) -> Option<Vec<HotSpot>> {
    let count = of_count(values.len());
    if values.len() < 3 || neighbours.len() != values.len() || !values.iter().all(|value| value.is_finite()) {
        return None;
    }
    let mean = values.iter().sum::<f64>() / count;
    let deviation = (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt();
    if values.iter().all(|value| Some(value) == values.first()) || deviation == 0.0 {
        return None;
    }
    let statistic = |(place, (own, near)): (usize, (&f64, &Vec<usize>))| {
        let mut others = near.clone();
        others.sort_unstable();
        others.dedup();
        others.retain(|other| *other != place && *other < values.len());
        let sum = own + others.iter().filter_map(|other| values.get(*other)).sum::<f64>();
        let weights = of_count(others.len() + 1);
        let spread = deviation * ((count * weights - weights * weights) / (count - 1.0)).sqrt();
        if spread > 0.0 { (sum - mean * weights) / spread } else { 0.0 }
    };
    let scores: Vec<f64> = values.iter().zip(neighbours).enumerate().map(statistic).collect();
    let chances: Vec<f64> = scores.iter().map(|z| two_sided(*z)).collect();
    let rates = false_discovery_rates(&chances);
    let spots = scores.into_iter().zip(chances).zip(rates).map(|((z, p), q)| HotSpot { z, p, q });
    Some(spots.collect())
}

/// For each point the others within a distance in kilometres.
#[must_use]
pub fn neighbours_within(points: &[Point], kilometres: f64) -> Vec<Vec<usize>> {
    let near = |(place, point): (usize, &Point)| {
        let others = points.iter().enumerate().filter(|(other, _)| *other != place);
        others.filter(|(_, other)| haversine(*point, **other) <= kilometres).map(|(other, _)| other).collect()
    };
    points.iter().enumerate().map(near).collect()
}

/// The probability of a standard normal value at least as far from zero.
fn two_sided(z: f64) -> f64 {
    let x = z.abs() / std::f64::consts::SQRT_2;
    if x < 2.0 {
        // the series of the error function
        let (mut term, mut sum) = (x, x);
        for step in 1..60_u32 {
            let step = f64::from(step);
            term *= -x * x / step;
            sum += term / (2.0 * step + 1.0);
        }
        return (1.0 - sum * std::f64::consts::FRAC_2_SQRT_PI).clamp(0.0, 1.0);
    }
    // the continued fraction of the complementary error function
    let fraction = (1..=80_u32).rev().fold(x, |fraction, step| x + f64::from(step) / 2.0 / fraction);
    (-x * x).exp() * std::f64::consts::FRAC_2_SQRT_PI / 2.0 / fraction
}

fn false_discovery_rates(chances: &[f64]) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = chances.iter().copied().enumerate().collect();
    order.sort_by(|left, right| right.1.total_cmp(&left.1));
    let mut rates = vec![1.0; chances.len()];
    let mut least = 1.0_f64;
    for (before, (place, chance)) in order.into_iter().enumerate() {
        least = least.min(chance * of_count(chances.len()) / of_count(chances.len() - before));
        if let Some(rate) = rates.get_mut(place) {
            *rate = least;
        }
    }
    rates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_probabilities_are_exact() {
        // tabulated: 2 (1 − Φ(z))
        for (z, p) in
            [(0.0, 1.0), (1.0, 0.317_310_507_862_914), (1.959_963_984_540_054, 0.05), (-3.0, 0.002_699_796_063_260_19)]
        {
            assert!((two_sided(z) - p).abs() < 1e-12, "{z}: {}", two_sided(z));
        }
        let far = two_sided(6.0);
        assert!((far / 1.973_175_290_075_396e-9 - 1.0).abs() < 1e-9, "{far}");
    }

    #[test]
    fn clusters_are_significant() {
        // a ring of 20 areas with high values in a row
        let values: Vec<f64> = (0..20).map(|place| if place < 4 { 10.0 } else { f64::from(place % 2) }).collect();
        let neighbours: Vec<Vec<usize>> = (0..20).map(|place| vec![(place + 19) % 20, (place + 1) % 20]).collect();
        let found = hot_spots(&values, &neighbours).unwrap();
        assert!(found[1].z > 3.0 && found[1].q < 0.05 && found[12].p > 0.2);
        assert!(found.iter().all(|spot| spot.q >= spot.p && spot.q <= 1.0));
    }

    #[test]
    fn statistic_equals_the_formula() {
        // values 1, 2, 6: mean 3, deviation √(14/3); the first two together: (3 − 6) / (√(14/3) · √((6 − 4)/2))
        let found = hot_spots(&[1.0, 2.0, 6.0], &[vec![1, 0, 1], vec![], vec![]]).unwrap();
        assert!((found[0].z + 3.0 / (14.0_f64 / 3.0).sqrt()).abs() < 1e-12);
        assert!((found[1].z + 1.0 / (14.0_f64 / 3.0).sqrt()).abs() < 1e-12);
        assert_eq!(hot_spots(&[1.0, 1.0, 1.0], &[vec![], vec![], vec![]]), None);
    }
}
