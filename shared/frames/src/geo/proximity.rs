//! The number of points around points.

mod tree;

use super::points::Point;
use crate::{
    number::of_count,
    statistics::{deviation, mean, quantiles, range},
};
use serde::Serialize;
use tree::{Limit, Tree};

/// The maximum number of thresholds.
const MOST: usize = 8;
/// The maximum number of comparisons of a base point with a target point or with the bounds of several.
pub const MOST_COMPARISONS: u64 = 60_000_000;
/// The breadth in degrees of the stripes in which base points are counted: some two kilometres.
const STRIPE: f64 = 0.02;

/// The numbers of target points within each threshold of the base points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proximity {
    /// The numbers of base and target points.
    pub points: [usize; 2],
    /// For each threshold, in the order of the request.
    pub thresholds: Vec<Density>,
}

/// The numbers of target points within a distance of each base point.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Density {
    /// The distance in kilometres, inclusive.
    pub kilometres: f64,
    /// The mean of the numbers.
    pub mean: f64,
    /// Their median.
    pub median: f64,
    /// The smallest number.
    pub min: f64,
    /// The largest number.
    pub max: f64,
    /// Their standard deviation (n − 1); none for one point.
    pub std: Option<f64>,
    /// The number for each base point.
    #[serde(skip)]
    pub counts: Vec<u32>,
}

/// The reason why there are no densities.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ProximityError {
    /// A threshold is not between 0 and 100 km, or there are too many of them.
    #[error("thresholds are 1 to 8 distances above 0 and up to 100 km")]
    Thresholds,
    /// There are no base points.
    #[error("there are no base points")]
    NoPoints,
    /// More than [`MOST_COMPARISONS`] are needed.
    #[error("about {estimate} comparisons are needed, at most {MOST_COMPARISONS} are made")]
    TooManyComparisons {
        /// The probable number, from the base points that were counted until then.
        estimate: u64,
    },
}

/// Counts the targets within each threshold (kilometres, inclusive) of each base point: the same numbers as comparing all pairs by
/// [`haversine`](super::haversine), by a tree of bounds. Bounds that are wholly within a threshold count without a comparison of their points.
pub fn proximity(bases: &[Point], targets: &[Point], thresholds: &[f64]) -> Result<Proximity, ProximityError> {
    within_comparisons(bases, targets, thresholds, MOST_COMPARISONS)
}

fn within_comparisons(
    bases: &[Point],
    targets: &[Point],
    thresholds: &[f64],
    most: u64,
) -> Result<Proximity, ProximityError> {
    let are_sound = thresholds.iter().all(|kilometres| *kilometres > 0.0 && *kilometres <= 100.0);
    if !are_sound || thresholds.is_empty() || thresholds.len() > MOST {
        return Err(ProximityError::Thresholds);
    }
    let (tree, limits) = (Tree::new(targets), Limit::ascending(thresholds));
    let mut counts: Vec<Vec<u32>> = thresholds.iter().map(|_| vec![0; bases.len()]).collect();
    let mut comparisons = 0_u64;
    for (done, (place, base)) in neighbours_together(bases).into_iter().enumerate() {
        let around = tree.around(*base, &limits);
        let of_base = counts.iter_mut().filter_map(|counts| counts.get_mut(place));
        of_base.zip(around.counts).for_each(|(count, found)| *count = found);
        comparisons += around.comparisons;
        if comparisons > most {
            let [done, all] = [done + 1, bases.len()].map(|points| u64::try_from(points).unwrap_or(u64::MAX));
            return Err(ProximityError::TooManyComparisons { estimate: comparisons.saturating_mul(all) / done });
        }
    }
    let densities = thresholds.iter().zip(counts).map(|(kilometres, counts)| Density::of(*kilometres, counts));
    let thresholds: Option<Vec<Density>> = densities.collect();
    Ok(Proximity { points: [bases.len(), targets.len()], thresholds: thresholds.ok_or(ProximityError::NoPoints)? })
}

/// The points with their places in the list, in an order in which neighbours follow each other: what one reads of a large tree is in the
/// processor's cache for the next one.
fn neighbours_together(points: &[Point]) -> Vec<(usize, &Point)> {
    let stripe = |point: &Point| (point.latitude / STRIPE).floor();
    let mut placed: Vec<(usize, &Point)> = points.iter().enumerate().collect();
    placed.sort_by(|(_, one), (_, other)| {
        stripe(one).total_cmp(&stripe(other)).then(one.longitude.total_cmp(&other.longitude))
    });
    placed
}

impl Density {
    fn of(kilometres: f64, counts: Vec<u32>) -> Option<Self> {
        let mut numbers: Vec<f64> = counts.iter().map(|count| f64::from(*count)).collect();
        let (mean, std) = (mean(&numbers)?, deviation(&numbers));
        let (min, max) = range(&numbers)?;
        let median = *quantiles(&mut numbers, &[0.5])?.first()?;
        Some(Self { kilometres, mean, median, min, max, std, counts })
    }
}

/// The words for a mean number of targets: more than five are many, more than two some.
impl Density {
    /// A sentence on the density in Korean and in English.
    #[must_use]
    pub fn sentence(&self) -> sisuiq_model::Text {
        let (korean, english) = match self.mean {
            mean if mean > 5.0 => ("밀도가 높습니다", "the density is high"),
            mean if mean > 2.0 => ("밀도가 보통입니다", "the density is medium"),
            _ => ("밀도가 낮습니다", "the density is low"),
        };
        let (kilometres, mean, all) = (self.kilometres, self.mean, of_count(self.counts.len()));
        sisuiq_model::Text::new(
            format!("기준점 {all}곳의 반경 {kilometres}km 안에 평균 {mean:.2}개가 있어 {korean}."),
            format!("Within {kilometres} km of {all} points there are {mean:.2} on average: {english}."),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::haversine;
    use proptest::prelude::*;

    fn brute(bases: &[Point], targets: &[Point], kilometres: f64) -> Vec<u32> {
        let near = |base: &Point| targets.iter().filter(|target| haversine(*base, **target) <= kilometres).count();
        bases.iter().map(|base| u32::try_from(near(base)).unwrap()).collect()
    }

    fn points(latitude: std::ops::Range<f64>, longitude: std::ops::Range<f64>) -> impl Strategy<Value = Vec<Point>> {
        let point = (latitude, longitude).prop_map(|(latitude, longitude)| Point { latitude, longitude });
        proptest::collection::vec(point, 1..80)
    }

    proptest! {
        #[test]
        fn tree_equals_all_pairs(bases in points(35.7..35.9, 128.4..128.6), targets in points(35.7..35.9, 128.4..128.6)) {
            let found = proximity(&bases, &targets, &[0.1, 0.5, 2.0, 10.0]).unwrap();
            for density in &found.thresholds {
                prop_assert_eq!(&density.counts, &brute(&bases, &targets, density.kilometres));
            }
        }

        #[test]
        fn poles_and_date_line_are_not_special(bases in points(89.0..90.0, -180.0..180.0), targets in points(-0.5..0.5, -180.0..180.0)) {
            let all: Vec<Point> = bases.iter().chain(&targets).copied().collect();
            let found = proximity(&all, &all, &[50.0, 100.0]).unwrap();
            for density in &found.thresholds {
                prop_assert_eq!(&density.counts, &brute(&all, &all, density.kilometres));
            }
        }

        #[test]
        fn order_and_repetition_of_thresholds_do_not_matter(
            bases in points(35.7..35.9, 128.4..128.6), targets in points(35.7..35.9, 128.4..128.6)
        ) {
            let found = proximity(&bases, &targets, &[10.0, 0.5, 2.0, 0.5]).unwrap();
            for density in &found.thresholds {
                prop_assert_eq!(&density.counts, &brute(&bases, &targets, density.kilometres));
            }
        }

        #[test]
        fn exact_distances_are_within(target in points(35.7..35.9, 128.4..128.6)) {
            let base = Point { latitude: 35.8, longitude: 128.5 };
            for target in target {
                let kilometres = haversine(base, target);
                prop_assume!(kilometres > 0.0);
                let found = proximity(&[base], &[target], &[kilometres]).unwrap();
                prop_assert_eq!(&found.thresholds[0].counts, &[1]);
            }
        }
    }

    #[test]
    fn unfit_requests_are_refused() {
        let point = [Point { latitude: 1.0, longitude: 1.0 }];
        for thresholds in [vec![], vec![0.0], vec![f64::NAN], vec![101.0], vec![1.0; 9]] {
            assert_eq!(proximity(&point, &point, &thresholds), Err(ProximityError::Thresholds));
        }
        assert_eq!(proximity(&[], &point, &[1.0]), Err(ProximityError::NoPoints));
        assert_eq!(proximity(&point, &[], &[1.0]).unwrap().thresholds[0].counts, [0]);
    }

    fn square(points: u32) -> Vec<Point> {
        let point = |place: u32| Point {
            latitude: 35.8 + f64::from(place / 100) / 1_000.0,
            longitude: 128.5 + f64::from(place % 100) / 1_000.0,
        };
        (0..points).map(point).collect()
    }

    #[test]
    fn points_wholly_within_need_few_comparisons() {
        let points = square(10_000);
        let found = within_comparisons(&points[..100], &points, &[50.0, 100.0], 100).unwrap();
        assert!(found.thresholds.iter().all(|density| density.counts.iter().all(|count| *count == 10_000)));
    }

    #[test]
    fn points_around_a_threshold_are_all_compared() {
        let ring = (0..15_000).map(|place| {
            let angle = std::f64::consts::TAU * f64::from(place) / 15_000.0;
            let degrees = if place % 2 == 0 { 0.00898 } else { 0.00901 };
            let longitude = 128.6 + angle.cos() * degrees / 35.87_f64.to_radians().cos();
            Point { latitude: 35.87 + angle.sin() * degrees, longitude }
        });
        let (base, ring): (_, Vec<Point>) = (Point { latitude: 35.87, longitude: 128.6 }, ring.collect());
        assert!(within_comparisons(&[base], &ring, &[1.0], 15_000).is_err());
        let found = within_comparisons(&[base], &ring, &[1.0], 20_000).unwrap();
        assert_eq!(found.thresholds[0].counts, [7_500]);
        assert!(within_comparisons(&[base], &ring, &[0.5], 100).is_ok());
    }

    #[test]
    fn repeated_targets_are_all_counted() {
        let point = Point { latitude: 35.8, longitude: 128.5 };
        let found = proximity(&[point], &[point; 1_000], &[0.1]).unwrap();
        assert_eq!(found.thresholds[0].counts, [1_000]);
    }

    #[test]
    fn too_many_comparisons_are_refused_with_an_estimate() {
        let points = square(10_000);
        let refused = within_comparisons(&points, &points, &[2.0], 10_000).unwrap_err();
        let ProximityError::TooManyComparisons { estimate } = refused else { panic!("{refused}") };
        assert!((1_000_000..100_000_000).contains(&estimate), "{estimate}");
        assert!(within_comparisons(&points, &points, &[2.0], estimate * 2).is_ok());
    }
}
