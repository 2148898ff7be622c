//! Bins of histograms.

use crate::number::{floor, of_count, spaced};
use sisuiq_frames::statistics::{quantiles, range};

/// The maximum number of bins.
pub(crate) const MOST: usize = 100;
/// The largest whole number to which a half can be added and taken away exactly, with room to spare.
const LARGEST_WHOLE: f64 = 1_125_899_906_842_624.0;

/// Numbers in bins.
pub(crate) struct Bins {
    /// The edges in ascending order, one more than bins.
    pub(crate) edges: Vec<f64>,
    /// The number of numbers in each bin.
    pub(crate) counts: Vec<usize>,
}

impl Bins {
    /// Numbers in bins with these edges, as `numpy.histogram` counts them: a bin contains its left edge, the last one also its right
    /// edge.
    pub(crate) fn of(edges: Vec<f64>, numbers: &[f64]) -> Self {
        let last = edges.len().saturating_sub(2);
        let mut counts = vec![0; edges.len().saturating_sub(1)];
        for number in numbers {
            let before = edges.partition_point(|edge| edge <= number);
            let place = before.saturating_sub(1).min(last);
            if let Some(count) = counts.get_mut(place) {
                *count += 1;
            }
        }
        Self { edges, counts }
    }

    /// The heights at which the area of all bars is 1: counts divided by the number of all and the width.
    pub(crate) fn densities(&self) -> Vec<f64> {
        let all = of_count(self.counts.iter().sum::<usize>().max(1));
        let density = |(edges, count): (&[f64], &usize)| match edges {
            [from, to] => of_count(*count) / all / (to - from),
            _ => 0.0,
        };
        self.edges.windows(2).zip(&self.counts).map(density).collect()
    }
}

/// The edges of bins for numbers; none for no numbers. `wanted` is the number of bins, chosen by the rule of [`automatic_width`] if it
/// is not given. Bins of whole numbers have whole widths and edges at halves, so that no bin has more whole numbers than another; they
/// may be fewer than wanted.
pub(crate) fn edges(numbers: &mut [f64], is_whole: bool, wanted: Option<usize>) -> Vec<f64> {
    let Some((least, most)) = range(numbers) else { return Vec::new() };
    if is_whole && least.abs().max(most.abs()) <= LARGEST_WHOLE {
        return whole_edges((least, most), automatic_width(numbers, most - least), wanted);
    }
    if least >= most {
        let half = (least.abs() * 1e-6).max(0.5);
        return vec![least - half, least + half];
    }
    let width = automatic_width(numbers, most - least);
    let automatic = || floor(((most - least) / width).ceil()).clamp(1, MOST);
    let mut bins = wanted.unwrap_or_else(automatic);
    loop {
        let edges = spaced(least, most, bins);
        // numbers that hardly differ have no room for more edges between them
        if bins <= 1 || edges.windows(2).all(|pair| matches!(pair, [from, to] if from < to)) {
            return edges;
        }
        bins /= 2;
    }
}

/// The smaller one of two widths: `2 · IQR / ∛n` (D. Freedman and P. Diaconis, *On the Histogram as a Density Estimator*, 1981) and
/// `range / (log₂ n + 1)` (H. Sturges, *The Choice of a Class Interval*, 1926). The second one if the quartiles are equal.
fn automatic_width(numbers: &mut [f64], range: f64) -> f64 {
    let all = of_count(numbers.len());
    let sturges = range / (all.log2() + 1.0);
    let spread = match quantiles(numbers, &[0.25, 0.75]).as_deref() {
        Some([low, high]) => high - low,
        _ => 0.0,
    };
    let width = 2.0 * spread / all.cbrt();
    if width > 0.0 { width.min(sturges) } else { sturges }
}

fn whole_edges((least, most): (f64, f64), width: f64, wanted: Option<usize>) -> Vec<f64> {
    let different = most - least + 1.0;
    let narrowest = (different / of_count(wanted.unwrap_or(MOST).max(1))).ceil();
    let width = if wanted.is_some() { narrowest } else { width.ceil().max(narrowest) }.max(1.0);
    let bins = floor((different / width).ceil()).clamp(1, MOST);
    (0..=bins).map(|place| least - 0.5 + of_count(place) * width).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn last_bin_contains_its_right_edge() {
        let bins = Bins::of(vec![0.0, 1.0, 2.0], &[0.0, 1.0, 1.5, 2.0]);
        assert_eq!(bins.counts, [1, 3]);
        assert_eq!(bins.densities(), [0.25, 0.75]);
    }

    #[test]
    fn whole_numbers_have_edges_at_halves() {
        assert_eq!(edges(&mut [1.0, 2.0, 3.0], true, None), [0.5, 1.5, 2.5, 3.5]);
        assert_eq!(edges(&mut [7.0], true, None), [6.5, 7.5]);
        assert_eq!(edges(&mut [0.0, 9.0], true, Some(3)), [-0.5, 3.5, 7.5, 11.5]);
    }

    #[test]
    fn equal_numbers_have_one_bin() {
        assert_eq!(edges(&mut [2.5, 2.5], false, None), [2.0, 3.0]);
        assert_eq!(edges(&mut [1e20], true, None), [1e20 - 1e14, 1e20 + 1e14]);
        assert_eq!(edges(&mut [], false, None), [0.0; 0]);
    }

    proptest! {
        #[test]
        fn every_number_is_in_one_bin(
            mut numbers in prop::collection::vec(prop_oneof![-1e150..1e150_f64, -1.0..1.0_f64, Just(5e-324), Just(0.0)], 1..60),
            is_whole: bool,
            wanted in prop::option::of(1_usize..=MOST),
        ) {
            if is_whole {
                numbers = numbers.iter().map(|number| number.trunc()).collect();
            }
            let found = edges(&mut numbers, is_whole, wanted);
            prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]) && found.len() <= MOST + 1);
            prop_assert!(numbers.iter().all(|number| found[0] <= *number && *number <= found[found.len() - 1]));
            prop_assert_eq!(Bins::of(found, &numbers).counts.iter().sum::<usize>(), numbers.len());
        }
    }
}
