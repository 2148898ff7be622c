//! Gauss–Legendre quadrature: the integral of a polynomial as a weighted sum of its values.

use std::f64::consts::PI;

/// The points that are computed together: two or four vector instructions instead of a loop.
pub(crate) const WIDTH: usize = 4;

/// Numbers that belong to [`WIDTH`] points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Lanes(pub(crate) [f64; WIDTH]);

impl Lanes {
    pub(crate) const ONE: Self = Self([1.0; WIDTH]);

    #[inline]
    pub(crate) fn map(self, function: impl Fn(f64) -> f64) -> Self {
        Self(self.0.map(function))
    }

    #[inline]
    pub(crate) fn zip(mut self, other: Self, function: impl Fn(f64, f64) -> f64) -> Self {
        for (own, other) in self.0.iter_mut().zip(other.0) {
            *own = function(*own, other);
        }
        self
    }

    #[inline]
    pub(crate) fn sum(self) -> f64 {
        self.0.iter().sum()
    }
}

/// Points between 0 and 1, and their weights.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Points {
    pub(crate) points: Lanes,
    pub(crate) weights: Lanes,
}

/// The rule that integrates polynomials up to the degree `8 * groups - 1` from 0 to 1.
pub(crate) fn rule(groups: u16) -> Vec<Points> {
    let width = u16::try_from(WIDTH).unwrap_or_default();
    let count = groups.saturating_mul(width);
    let group = |first: u16| {
        let lanes = std::array::from_fn::<_, WIDTH, _>(|lane| {
            point(first.saturating_add(u16::try_from(lane).unwrap_or_default()), count)
        });
        Points { points: Lanes(lanes.map(|(point, _)| point)), weights: Lanes(lanes.map(|(_, weight)| weight)) }
    };
    (0..groups).map(|index| group(index.saturating_mul(width))).collect()
}

/// One of `count` points and its weight: a zero of the Legendre polynomial of degree `count`.
fn point(index: u16, count: u16) -> (f64, f64) {
    // four steps are enough for all counts in use
    const STEPS: usize = 10;
    let mut zero = (PI * (f64::from(index) + 0.75) / (f64::from(count) + 0.5)).cos();
    for _ in 0..STEPS {
        let (value, slope) = legendre(count, zero);
        zero -= value / slope;
    }
    let (_, slope) = legendre(count, zero);
    (0.5 * (1.0 + zero), 1.0 / ((1.0 - zero * zero) * slope * slope))
}

/// The value and the slope of a Legendre polynomial between -1 and 1, by Bonnet's recursion.
fn legendre(degree: u16, at: f64) -> (f64, f64) {
    let (mut before, mut value) = (0.0, 1.0);
    for order in (1..=degree).map(f64::from) {
        (before, value) = (value, ((2.0 * order - 1.0) * at * value - (order - 1.0) * before) / order);
    }
    (value, f64::from(degree) * (at * value - before) / (at * at - 1.0))
}

#[cfg(test)]
mod tests {
    use super::rule;

    #[test]
    fn integrals_of_polynomials_are_exact() {
        for groups in 1..=16 {
            for degree in 0..8 * i32::from(groups) {
                let integral: f64 = rule(groups)
                    .iter()
                    .map(|group| group.points.zip(group.weights, |point, weight| weight * point.powi(degree)).sum())
                    .sum();
                let expected = 1.0 / f64::from(degree + 1);
                assert!((integral - expected).abs() < 1e-14, "{groups}, {degree}: {integral}");
            }
        }
    }
}
