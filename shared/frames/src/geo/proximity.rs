//! The number of points around points.

use super::points::{EARTH_RADIUS, Point, haversine};
use crate::{
    number::of_count,
    statistics::{deviation, mean, quantiles, range},
};
use serde::Serialize;

/// The maximum number of thresholds.
const MOST: usize = 8;
/// The smallest edge of a cell in kilometres, so that the numbers of cells fit into their bits.
const SMALLEST_EDGE: f64 = 0.02;
/// The bits of the number of a cell in one direction.
const BITS: u32 = 21;

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
}

/// Counts the targets within each threshold (kilometres, inclusive) of each base point: the same numbers as comparing all pairs by
/// [`haversine`], by a grid over the surface of the Earth.
pub fn proximity(bases: &[Point], targets: &[Point], thresholds: &[f64]) -> Result<Proximity, ProximityError> {
    let are_sound = thresholds.iter().all(|kilometres| *kilometres > 0.0 && *kilometres <= 100.0);
    if !are_sound || thresholds.is_empty() || thresholds.len() > MOST {
        return Err(ProximityError::Thresholds);
    }
    let grid = Grid::new(targets, thresholds.iter().copied().fold(0.0, f64::max));
    let limits: Vec<Limit> = thresholds.iter().map(|kilometres| Limit::new(*kilometres)).collect();
    let mut counts: Vec<Vec<u32>> = limits.iter().map(|_| Vec::with_capacity(bases.len())).collect();
    for base in bases {
        let found = grid.count(*base, &limits);
        counts.iter_mut().zip(found).for_each(|(counts, found)| counts.push(found));
    }
    let densities = thresholds.iter().zip(counts).map(|(kilometres, counts)| Density::of(*kilometres, counts));
    let thresholds: Option<Vec<Density>> = densities.collect();
    Ok(Proximity { points: [bases.len(), targets.len()], thresholds: thresholds.ok_or(ProximityError::NoPoints)? })
}

/// The number of pairs of points that [`proximity`] compares: a measure of its time.
#[must_use]
pub fn comparisons(bases: &[Point], targets: &[Point], thresholds: &[f64]) -> u64 {
    let grid = Grid::new(targets, thresholds.iter().copied().fold(0.0, f64::max));
    let pairs = bases.iter().flat_map(|base| grid.near(position(*base))).map(|(first, end)| end - first);
    u64::try_from(pairs.sum::<usize>()).unwrap_or(u64::MAX)
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

/// A distance, as the square of the chord through the Earth.
struct Limit {
    kilometres: f64,
    square: f64,
    /// The difference from the square within which rounding decides, so that the haversine formula is needed.
    doubt: f64,
}

impl Limit {
    fn new(kilometres: f64) -> Self {
        let chord = chord(kilometres);
        Self { kilometres, square: chord * chord, doubt: 1e-9 * chord * chord + 1e-9 * chord }
    }
}

/// The straight line through the Earth between two points at a distance over its surface.
fn chord(kilometres: f64) -> f64 {
    2.0 * EARTH_RADIUS * (kilometres / (2.0 * EARTH_RADIUS)).sin()
}

/// Targets in cubes of space, sorted by their cubes: neither the poles nor the date line are special.
struct Grid {
    edge: f64,
    /// The cube of each target, ascending.
    cells: Vec<u64>,
    targets: Vec<([f64; 3], Point)>,
}

impl Grid {
    fn new(targets: &[Point], largest: f64) -> Self {
        let edge = (chord(largest) * (1.0 + 1e-6)).max(SMALLEST_EDGE);
        let place = |point: &Point| {
            let position = position(*point);
            (cell(position.map(|part| step(part, edge))), position, *point)
        };
        let mut placed: Vec<(u64, [f64; 3], Point)> = targets.iter().map(place).collect();
        placed.sort_unstable_by_key(|(cell, ..)| *cell);
        let cells = placed.iter().map(|(cell, ..)| *cell).collect();
        Self { edge, cells, targets: placed.into_iter().map(|(_, position, point)| (position, point)).collect() }
    }

    /// The number of targets within each limit.
    fn count(&self, base: Point, limits: &[Limit]) -> [u32; MOST] {
        let mut counts = [0; MOST];
        let position = position(base);
        for (start, end) in self.near(position) {
            for (other, target) in self.targets.get(start..end).unwrap_or_default() {
                let square: f64 = position.iter().zip(other).map(|(one, other)| (one - other) * (one - other)).sum();
                for (count, limit) in counts.iter_mut().zip(limits) {
                    let is_near = if (square - limit.square).abs() <= limit.doubt {
                        haversine(base, *target) <= limit.kilometres
                    } else {
                        square < limit.square
                    };
                    *count += u32::from(is_near);
                }
            }
        }
        counts
    }

    /// The targets in the cubes around a position: the first of each piece of the list, and the end of that piece.
    fn near(&self, position: [f64; 3]) -> impl Iterator<Item = (usize, usize)> + '_ {
        let [x, y, z] = position.map(|part| step(part, self.edge));
        let around = (-1..=1).flat_map(|across| (-1..=1).map(move |along| (across, along)));
        around.map(move |(across, along)| {
            // cubes that differ in the last direction only are neighbours in the list
            let [first, last] = [-1, 1].map(|up| cell([x + across, y + along, z + up]));
            let start = self.cells.partition_point(|cell| *cell < first);
            let length = self.cells.get(start..).unwrap_or_default().partition_point(|cell| *cell <= last);
            (start, start + length)
        })
    }
}

/// The place in space, in kilometres from the centre of the Earth.
fn position(point: Point) -> [f64; 3] {
    let (latitude, longitude) = (point.latitude.to_radians(), point.longitude.to_radians());
    [latitude.cos() * longitude.cos(), latitude.cos() * longitude.sin(), latitude.sin()].map(|part| part * EARTH_RADIUS)
}

/// The number of the cube in one direction, from 1.
#[expect(clippy::cast_possible_truncation, reason = "at most 2 · 6,371 / 0.02 cubes")]
fn step(part: f64, edge: f64) -> i64 {
    ((part + EARTH_RADIUS) / edge).floor() as i64 + 1
}

/// The number of a cube.
fn cell(steps: [i64; 3]) -> u64 {
    steps.iter().fold(0, |cell, step| (cell << BITS) | u64::try_from(*step).unwrap_or_default())
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
        fn grid_equals_all_pairs(bases in points(35.7..35.9, 128.4..128.6), targets in points(35.7..35.9, 128.4..128.6)) {
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
}
