//! Statistics of numbers: sums, standard deviations, quantiles and correlations.

use crate::number::{floor, of_count};

/// The sum: of blocks in eight lanes, and of the blocks without the loss of small parts (Neumaier 1974).
pub(crate) fn sum(numbers: &[f64]) -> f64 {
    sum_by(numbers, |number| number)
}

/// The sum of a function of the numbers.
fn sum_by(numbers: &[f64], of: impl Fn(f64) -> f64) -> f64 {
    let (mut total, mut lost) = (0.0_f64, 0.0_f64);
    for block in numbers.chunks(256) {
        let mut lanes = [0.0_f64; 8];
        for part in block.chunks(8) {
            lanes.iter_mut().zip(part).for_each(|(lane, number)| *lane += of(*number));
        }
        let part: f64 = lanes.iter().sum();
        let next = total + part;
        lost += if total.abs() >= part.abs() { (total - next) + part } else { (part - next) + total };
        total = next;
    }
    total + lost
}

/// The mean; none of nothing.
pub(crate) fn mean(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| sum(numbers) / of_count(numbers.len()))
}

/// The standard deviation of a sample (n − 1), from deviations from the mean; none of fewer than two numbers.
pub(crate) fn deviation(numbers: &[f64]) -> Option<f64> {
    let mean = mean(numbers).filter(|_| numbers.len() > 1)?;
    let squares = sum_by(numbers, |number| (number - mean) * (number - mean));
    Some((squares / of_count(numbers.len() - 1)).sqrt())
}

/// Quantiles with linear interpolation between neighbours (method 7 of Hyndman and Fan, *Sample Quantiles in Statistical Packages*,
/// 1996; the default of numpy). `shares` are from 0 to 1 and ascending. None of nothing.
pub(crate) fn quantiles(numbers: &mut [f64], shares: &[f64]) -> Option<Vec<f64>> {
    let last = numbers.len().checked_sub(1)?;
    let mut found = Vec::with_capacity(shares.len());
    let mut start = 0;
    for share in shares {
        let position = of_count(last) * share.clamp(0.0, 1.0);
        let below = floor(position).min(last);
        // everything before `start` is not greater than what follows it
        let rest = numbers.get_mut(start..)?;
        let (_, low, above) = rest.select_nth_unstable_by(below - start, f64::total_cmp);
        let low = *low;
        let high = above.iter().copied().min_by(f64::total_cmp).unwrap_or(low);
        start = below;
        let part = position - of_count(below);
        let step = high - low;
        found.push(if part >= 0.5 { high - step * (1.0 - part) } else { low + step * part });
    }
    Some(found)
}

/// The smallest and the largest number; none of nothing.
pub(crate) fn range(numbers: &[f64]) -> Option<(f64, f64)> {
    let first = *numbers.first()?;
    Some(numbers.iter().fold((first, first), |(least, most), number| (least.min(*number), most.max(*number))))
}

/// Pearson's correlation; none of fewer than two pairs and where one of the two does not vary.
pub(crate) fn correlation(left: &[f64], right: &[f64]) -> Option<f64> {
    let is_varied = |numbers: &[f64]| range(numbers).is_some_and(|(least, most)| least < most);
    if left.len() != right.len() || !is_varied(left) || !is_varied(right) {
        return None;
    }
    let (left, right) = (centred(left)?, centred(right)?);
    correlation_of_sums(dot(&left, &right), dot(&left, &left), dot(&right, &right))
}

/// The correlation by the sums of products and of squares of differences from the means.
pub(crate) fn correlation_of_sums(products: f64, left: f64, right: f64) -> Option<f64> {
    // the product is more exact, and too large only for numbers near the limits of the type
    let product = left * right;
    let divisor = if product.is_normal() { product.sqrt() } else { left.sqrt() * right.sqrt() };
    (divisor > 0.0).then(|| (products / divisor).clamp(-1.0, 1.0))
}

/// The differences from the mean.
pub(crate) fn centred(numbers: &[f64]) -> Option<Vec<f64>> {
    let mean = mean(numbers)?;
    Some(numbers.iter().map(|number| number - mean).collect())
}

/// The sum of the products.
pub(crate) fn dot(left: &[f64], right: &[f64]) -> f64 {
    let mut total = 0.0;
    for (left, right) in left.chunks(1_024).zip(right.chunks(1_024)) {
        let mut lanes = [0.0_f64; 8];
        for (left, right) in left.chunks(8).zip(right.chunks(8)) {
            for ((lane, left), right) in lanes.iter_mut().zip(left).zip(right) {
                *lane += left * right;
            }
        }
        total += lanes.iter().sum::<f64>();
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_interpolate() {
        let mut numbers = [4.0, 1.0, 3.0, 2.0];
        assert_eq!(quantiles(&mut numbers, &[0.0, 0.25, 0.5, 0.75, 1.0]).unwrap(), [1.0, 1.75, 2.5, 3.25, 4.0]);
        assert_eq!(quantiles(&mut [7.0], &[0.1, 0.9]).unwrap(), [7.0, 7.0]);
        assert_eq!(quantiles(&mut [], &[0.5]), None);
    }

    #[test]
    fn small_parts_are_not_lost() {
        let mut numbers = vec![1e16];
        numbers.extend(std::iter::repeat_n(1.0, 1_000));
        assert!((sum(&numbers) - 1e16 - 1_000.0).abs() < 300.0);
        assert_eq!(deviation(&[2.0, 4.0]), Some(2.0_f64.sqrt()));
        assert_eq!((deviation(&[2.0]), mean(&[])), (None, None));
    }

    #[test]
    fn constants_have_no_correlation() {
        assert_eq!(correlation(&[0.1, 0.1, 0.1], &[1.0, 2.0, 3.0]), None);
        assert_eq!(correlation(&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0]), Some(1.0));
        assert_eq!(correlation(&[1.0], &[2.0]), None);
    }
}
