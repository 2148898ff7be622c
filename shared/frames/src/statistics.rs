//! Statistics of numbers: sums, standard deviations, quantiles and correlations.

use crate::number::{floor, index, of_count};

/// The sum, not finite if it is beyond the range of the type. What rounding loses is added up beside it, in eight lanes (the error of a
/// sum by Knuth, *The Art of Computer Programming* 2, 4.2.2; the sum of both by Neumaier 1974).
#[must_use]
pub fn sum(numbers: &[f64]) -> f64 {
    sum_by(numbers, |number| number)
}

/// The sum of a function of the numbers.
fn sum_by(numbers: &[f64], of: impl Fn(f64) -> f64) -> f64 {
    let (mut totals, mut losses) = ([0.0_f64; 8], [0.0_f64; 8]);
    for part in numbers.chunks(8) {
        for ((total, lost), number) in totals.iter_mut().zip(&mut losses).zip(part) {
            let number = of(*number);
            let next = *total + number;
            // without a comparison, so that lanes are added together
            let part = next - *total;
            *lost += (*total - (next - part)) + (number - part);
            *total = next;
        }
    }
    let (mut total, mut lost) = (0.0_f64, 0.0_f64);
    for number in totals.into_iter().chain(losses) {
        let next = total + number;
        lost += if total.abs() >= number.abs() { (total - next) + number } else { (number - next) + total };
        total = next;
    }
    total + lost
}

/// The mean; none of nothing.
#[must_use]
pub fn mean(numbers: &[f64]) -> Option<f64> {
    let count = of_count(numbers.len());
    let sum = sum(numbers);
    let mean = if sum.is_finite() { sum / count } else { sum_by(numbers, |number| number / count) };
    (!numbers.is_empty()).then_some(mean)
}

/// The standard deviation of a sample (n − 1), from deviations from the mean; none of fewer than two numbers.
#[must_use]
pub fn deviation(numbers: &[f64]) -> Option<f64> {
    deviation_about(numbers, mean(numbers)?)
}

/// The same, if the mean is known; none too where it is beyond the range of the type.
pub(crate) fn deviation_about(numbers: &[f64], mean: f64) -> Option<f64> {
    let squares = |scale: f64| {
        sum_by(numbers, |number| {
            // each is divided, as their difference may be too large
            let difference = number / scale - mean / scale;
            difference * difference
        })
    };
    let divisor = of_count(numbers.len().checked_sub(1).filter(|less| *less > 0)?);
    let plain = sum_by(numbers, |number| (number - mean) * (number - mean));
    if plain.is_normal() {
        return Some((plain / divisor).sqrt());
    }
    // squares are beyond the range of the type far earlier than the numbers
    let scale = largest(numbers).max(mean.abs());
    let deviation = if scale > 0.0 { (squares(scale) / divisor).sqrt() * scale } else { 0.0 };
    Some(deviation).filter(|deviation| deviation.is_finite())
}

/// The largest absolute value; zero of nothing.
fn largest(numbers: &[f64]) -> f64 {
    numbers.iter().fold(0.0, |largest, number| number.abs().max(largest))
}

/// Quantiles with linear interpolation between neighbours (method 7 of Hyndman and Fan, *Sample Quantiles in Statistical Packages*,
/// 1996; the default of numpy). `shares` are from 0 to 1 and ascending. None of nothing.
#[must_use]
pub fn quantiles(numbers: &mut [f64], shares: &[f64]) -> Option<Vec<f64>> {
    let last = numbers.len().checked_sub(1)?;
    let position = |share: &f64| of_count(last) * share.clamp(0.0, 1.0);
    let places = shares.iter().map(position).map(|position| floor(position).min(last));
    let ranks: Vec<usize> = places.flat_map(|below| [below, (below + 1).min(last)]).collect();
    let ranked = by_rank(numbers, &ranks)?;
    let neighbours = ranked.chunks_exact(2).map(|pair| (pair.first(), pair.last()));
    let of = |(share, (low, high)): (&f64, (Option<&f64>, Option<&f64>))| {
        let (low, high) = (*low?, *high?);
        let part = position(share) - of_count(floor(position(share)).min(last));
        let step = high - low;
        Some(match (step.is_finite(), part >= 0.5) {
            (true, true) => high - step * (1.0 - part),
            (true, false) => low + step * part,
            (false, _) => low * (1.0 - part) + high * part,
        })
    };
    shares.iter().zip(neighbours).map(of).collect()
}

/// The number of intervals among which numbers are counted to find those of some ranks.
const INTERVALS: usize = 4_096;
/// The fewest numbers that are counted by intervals; fewer are sorted.
const COUNTED: usize = 2_048;

/// The numbers of these ranks, which are ascending, from 0.
///
/// Numbers are counted in equal intervals between the smallest and the largest; only those in intervals with a wanted rank are sorted.
fn by_rank(numbers: &mut [f64], ranks: &[usize]) -> Option<Vec<f64>> {
    let (least, most) = range(numbers)?;
    let scale = of_count(INTERVALS - 1) / (most - least);
    // a scale that is not finite: all numbers are equal, or their range is
    if numbers.len() < COUNTED || !scale.is_finite() || scale <= 0.0 {
        numbers.sort_unstable_by(f64::total_cmp);
        return ranks.iter().map(|rank| numbers.get(*rank).copied()).collect();
    }
    // it never decreases, so the order of the intervals is that of the numbers
    let interval = |number: f64| floor((number - least) * scale).min(INTERVALS - 1);
    let mut counts = vec![0_u32; INTERVALS];
    for number in numbers.iter() {
        if let Some(count) = counts.get_mut(interval(*number)) {
            *count += 1;
        }
    }
    // the first rank of each interval, and whether a wanted rank is in it
    let (mut starts, mut next) = (vec![0_usize; INTERVALS], 0_usize);
    let mut is_wanted = vec![false; INTERVALS];
    for ((start, count), is_wanted) in starts.iter_mut().zip(&counts).zip(&mut is_wanted) {
        *start = next;
        next += index(*count);
        let first = ranks.partition_point(|rank| rank < start);
        *is_wanted = ranks.get(first).is_some_and(|rank| *rank < next);
    }
    let of = |number: &&f64| is_wanted.get(interval(**number)).copied().unwrap_or_default();
    let mut wanted: Vec<f64> = numbers.iter().filter(of).copied().collect();
    wanted.sort_unstable_by(f64::total_cmp);
    // the numbers of intervals that are left out, before that of a rank
    let sizes = counts.iter().zip(&is_wanted).zip(&starts);
    let kept: Vec<(usize, usize)> =
        sizes.filter(|((_, is_wanted), _)| **is_wanted).map(|((count, _), start)| (*start, index(*count))).collect();
    let place = |rank: &usize| {
        let mut before = 0;
        for (start, count) in &kept {
            if *rank < start + count {
                return wanted.get(before + rank.checked_sub(*start)?).copied();
            }
            before += count;
        }
        None
    };
    ranks.iter().map(place).collect()
}

/// The smallest and the largest number; none of nothing.
#[must_use]
pub fn range(numbers: &[f64]) -> Option<(f64, f64)> {
    let first = *numbers.first()?;
    let (mut least, mut most) = ([first; 8], [first; 8]);
    for part in numbers.chunks(8) {
        for ((least, most), number) in least.iter_mut().zip(&mut most).zip(part) {
            *least = if *number < *least { *number } else { *least };
            *most = if *number > *most { *number } else { *most };
        }
    }
    Some((least.into_iter().fold(first, f64::min), most.into_iter().fold(first, f64::max)))
}

/// The correlation by the sums of products and of squares of differences from the means.
pub(crate) fn correlation_of_sums(products: f64, left: f64, right: f64) -> Option<f64> {
    // the product is more exact, and too large only for numbers near the limits of the type
    let product = left * right;
    let divisor = if product.is_normal() { product.sqrt() } else { left.sqrt() * right.sqrt() };
    (divisor > 0.0).then(|| (products / divisor).clamp(-1.0, 1.0))
}

/// Numbers whose squares would be beyond the range of the type, or below it, divided by the largest: correlations stay the same.
pub(crate) fn scaled(mut numbers: Vec<f64>) -> Vec<f64> {
    let largest = largest(&numbers);
    if largest > 0.0 && !(1e-120..=1e120).contains(&largest) {
        for number in &mut numbers {
            *number /= largest;
        }
    }
    numbers
}

/// The differences from the mean.
pub(crate) fn centred(numbers: &[f64]) -> Option<Vec<f64>> {
    let mean = mean(numbers)?;
    Some(numbers.iter().map(|number| number - mean).collect())
}

/// The numbers that are multiplied together before their sum is added to that of others.
pub(crate) const BLOCK: usize = 1_024;

/// The sum of the products.
pub(crate) fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.chunks(BLOCK)
        .zip(right.chunks(BLOCK))
        .map(|(left, right)| dot_of_block(left, right))
        .fold(0.0, |sum, part| sum + part)
}

/// The sum of the products of at most [`BLOCK`] numbers.
pub(crate) fn dot_of_block(left: &[f64], right: &[f64]) -> f64 {
    let mut lanes = [0.0_f64; 8];
    for (left, right) in left.chunks(8).zip(right.chunks(8)) {
        for ((lane, left), right) in lanes.iter_mut().zip(left).zip(right) {
            *lane += left * right;
        }
    }
    lanes.iter().sum()
}

/// Pearson's correlation over the rows that both columns have: `present` is 1 where a number is there and 0 elsewhere, where the
/// number is 0. None of fewer than two pairs and where one of the two does not vary.
pub(crate) fn correlation_of_present(left: Masked<'_>, right: Masked<'_>) -> Option<f64> {
    let count = dot(left.present, right.present);
    if count < 2.0 || !varies(left, right) || !varies(right, left) {
        return None;
    }
    let (left_mean, right_mean) = (dot(left.numbers, right.present) / count, dot(right.numbers, left.present) / count);
    let mut sums = [0.0_f64; 3];
    for ((left, right), (left_present, right_present)) in left
        .numbers
        .chunks(BLOCK)
        .zip(right.numbers.chunks(BLOCK))
        .zip(left.present.chunks(BLOCK).zip(right.present.chunks(BLOCK)))
    {
        let mut lanes = [[0.0_f64; 8]; 3];
        let parts = left.chunks(8).zip(right.chunks(8)).zip(left_present.chunks(8).zip(right_present.chunks(8)));
        for ((left, right), (left_present, right_present)) in parts {
            let [products, lefts, rights] = &mut lanes;
            let rows = left.iter().zip(right).zip(left_present.iter().zip(right_present));
            let lanes = products.iter_mut().zip(lefts.iter_mut()).zip(rights.iter_mut());
            for (((product, of_left), of_right), ((left, right), (left_present, right_present))) in lanes.zip(rows) {
                let present = left_present * right_present;
                let (left, right) = ((left - left_mean) * present, (right - right_mean) * present);
                *product += left * right;
                *of_left += left * left;
                *of_right += right * right;
            }
        }
        for (sum, lanes) in sums.iter_mut().zip(lanes) {
            *sum += lanes.iter().sum::<f64>();
        }
    }
    let [products, left, right] = sums;
    correlation_of_sums(products, left, right)
}

/// Numbers of a column with gaps.
#[derive(Clone, Copy)]
pub(crate) struct Masked<'a> {
    /// The numbers; 0 where there is none.
    pub(crate) numbers: &'a [f64],
    /// 1 where there is a number, 0 elsewhere.
    pub(crate) present: &'a [f64],
}

/// Returns whether the numbers of a column vary over the rows that both have.
fn varies(column: Masked<'_>, other: Masked<'_>) -> bool {
    let (mut least, mut most) = ([f64::INFINITY; 8], [f64::NEG_INFINITY; 8]);
    let parts = column.numbers.chunks(8).zip(column.present.chunks(8).zip(other.present.chunks(8)));
    for (numbers, (own, others)) in parts {
        let rows = numbers.iter().zip(own.iter().zip(others));
        for ((least, most), (number, (own, other))) in least.iter_mut().zip(&mut most).zip(rows) {
            let is_present = own * other > 0.0;
            let (low, high) = if is_present { (*number, *number) } else { (f64::INFINITY, f64::NEG_INFINITY) };
            *least = if low < *least { low } else { *least };
            *most = if high > *most { high } else { *most };
        }
    }
    least.into_iter().fold(f64::INFINITY, f64::min) < most.into_iter().fold(f64::NEG_INFINITY, f64::max)
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
    fn ranks_are_those_of_sorted_numbers() {
        // numbers of all sizes, equal ones among them
        let mut numbers: Vec<f64> =
            (0..10_000_u32).map(|row| f64::from(row.wrapping_mul(2_654_435_761) % 977)).collect();
        numbers.extend((0..3_000).map(|row| f64::from(row).powi(5)));
        let mut sorted = numbers.clone();
        sorted.sort_by(f64::total_cmp);
        let ranks = [0, 1, 2, 700, 6_000, 6_001, 12_998, 12_999];
        let expected: Vec<f64> = ranks.iter().map(|rank| sorted[*rank]).collect();
        assert_eq!(by_rank(&mut numbers, &ranks).unwrap(), expected);
        let mut extremes = [f64::MAX, f64::MIN, 1.0].repeat(1_000);
        assert_eq!(by_rank(&mut extremes, &[0, 999, 1_000, 2_999]).unwrap(), [f64::MIN, f64::MIN, 1.0, f64::MAX]);
        assert_eq!(by_rank(&mut vec![0.1; 5_000], &[0, 4_999]).unwrap(), [0.1, 0.1]);
    }

    #[test]
    fn gaps_are_left_out_of_correlations() {
        fn of<'a>(numbers: &'a [f64], present: &'a [f64]) -> Masked<'a> {
            Masked { numbers, present }
        }
        let present = [1.0, 0.0, 1.0, 1.0, 1.0];
        let (left, right) = ([1.0, 0.0, 2.0, 3.0, 9.0], [2.0, 7.0, 4.0, 6.0, 0.0]);
        let others = [1.0, 1.0, 1.0, 1.0, 0.0];
        assert_eq!(correlation_of_present(of(&left, &present), of(&right, &others)), Some(1.0));
        assert_eq!(correlation_of_present(of(&[0.1; 5], &present), of(&right, &others)), None);
        assert_eq!(correlation_of_present(of(&left, &[0.0; 5]), of(&right, &others)), None);
        let one = [1.0, 0.0, 0.0, 0.0, 0.0];
        assert_eq!(correlation_of_present(of(&left, &one), of(&right, &others)), None);
    }

    #[test]
    fn small_parts_are_not_lost() {
        let mut numbers = vec![1e16];
        numbers.extend(std::iter::repeat_n(1.0, 1_000));
        assert!(sum(&numbers).total_cmp(&(1e16 + 1_000.0)).is_eq());
        for numbers in [
            vec![1e16, 1.0, -1e16],
            vec![1.0, 1e100, -1e100],
            [vec![0.5], vec![1e16; 20], vec![0.5], vec![-1e16; 20]].concat(),
            [vec![0.25; 4], [1e16, 1e16, -1e16, -1e16].repeat(7)].concat(),
        ] {
            assert!(sum(&numbers).total_cmp(&1.0).is_eq(), "{numbers:?}");
        }
        assert_eq!(deviation(&[2.0, 4.0]), Some(2.0_f64.sqrt()));
        assert_eq!((deviation(&[2.0]), mean(&[])), (None, None));
    }

    #[test]
    fn figures_of_the_largest_and_smallest_numbers_are_finite() {
        let large = [1.7e308, 1.5e308, 1.6e308];
        assert!(!sum(&large).is_finite());
        let close = |found: f64, wanted: f64| (found / wanted - 1.0).abs() < 1e-12;
        assert!(close(mean(&large).unwrap(), 1.6e308) && close(deviation(&large).unwrap(), 1e307));
        assert!(close(deviation(&[1e-200, 3e-200]).unwrap(), 2e-200 / 2.0_f64.sqrt()));
        assert_eq!(deviation(&[1e-320, 1e-320]), Some(0.0));
        assert_eq!(quantiles(&mut [-1.5e308, 1.5e308], &[0.5, 0.75]).unwrap(), [0.0, 0.75e308]);
        assert_eq!(scaled(vec![1e200, -2e200]), [0.5, -1.0]);
        assert_eq!(scaled(vec![0.0, 3.0]), [0.0, 3.0]);
    }
}
