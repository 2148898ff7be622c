//! Points in a tree of bounds.

use crate::geo::points::{EARTH_RADIUS, Point, haversine};
use crate::number::small;

/// The number of points below which bounds are not divided.
const FEW: usize = 24;

/// A distance, as the square of the chord through the Earth.
pub(super) struct Limit {
    /// The place of its threshold in the request.
    place: usize,
    kilometres: f64,
    square: f64,
    /// The difference from the square within which rounding decides, so that the haversine formula is needed.
    doubt: f64,
}

impl Limit {
    /// The limits of thresholds, ascending.
    pub(super) fn ascending(thresholds: &[f64]) -> Vec<Self> {
        let limit = |(place, kilometres): (usize, &f64)| {
            let chord = 2.0 * EARTH_RADIUS * (kilometres / (2.0 * EARTH_RADIUS)).sin();
            let doubt = 1e-9 * chord * chord + 1e-9 * chord;
            Self { place, kilometres: *kilometres, square: chord * chord, doubt }
        };
        let mut limits: Vec<Self> = thresholds.iter().enumerate().map(limit).collect();
        limits.sort_by(|one, other| one.square.total_cmp(&other.square));
        limits
    }
}

/// A point with its place in space: neither the poles nor the date line are special there.
struct Target {
    position: [f64; 3],
    point: Point,
}

/// Targets, divided at the middle of their longest extent until few are left.
pub(super) struct Tree {
    targets: Vec<Target>,
    root: Node,
}

/// Targets that are next to each other in the list, and the box that contains them.
struct Node {
    least: [f64; 3],
    most: [f64; 3],
    /// Their first one and the end.
    range: (usize, usize),
    halves: Option<Box<[Node; 2]>>,
}

/// The numbers of targets around one point.
pub(super) struct Around {
    /// By the place of the threshold.
    pub(super) counts: Vec<u32>,
    /// The points and boxes that were compared.
    pub(super) comparisons: u64,
    point: Point,
    position: [f64; 3],
}

impl Tree {
    pub(super) fn new(targets: &[Point]) -> Self {
        let target = |point: &Point| Target { position: position(*point), point: *point };
        let mut targets: Vec<Target> = targets.iter().map(target).collect();
        let root = Node::new(&mut targets, 0);
        Self { targets, root }
    }

    /// Counts the targets within each limit of a point.
    pub(super) fn around(&self, point: Point, limits: &[Limit]) -> Around {
        let counts = vec![0; limits.len()];
        let mut around = Around { counts, comparisons: 0, point, position: position(point) };
        around.add(&self.root, limits, &self.targets);
        around
    }
}

impl Node {
    fn new(targets: &mut [Target], first: usize) -> Self {
        let (mut least, mut most) = ([f64::INFINITY; 3], [f64::NEG_INFINITY; 3]);
        for Target { position, .. } in &*targets {
            for ((least, most), part) in least.iter_mut().zip(&mut most).zip(position) {
                *least = part.min(*least);
                *most = part.max(*most);
            }
        }
        let range = (first, first + targets.len());
        let halves = (targets.len() > FEW).then(|| {
            let [x, y, z] = [0, 1, 2].map(|axis| along(most, axis) - along(least, axis));
            let axis = if x >= y && x >= z { 0 } else { 1 + usize::from(z > y) };
            let middle = targets.len() / 2;
            let order =
                |one: &Target, other: &Target| along(one.position, axis).total_cmp(&along(other.position, axis));
            targets.select_nth_unstable_by(middle, order);
            let (before, after) = targets.split_at_mut(middle);
            Box::new([Self::new(before, first), Self::new(after, first + middle)])
        });
        Self { least, most, range, halves }
    }

    /// The squares of the distances to the nearest and to the farthest place in the box. Rounding is that of the distances to points, so
    /// that no point in the box is nearer or farther.
    fn distances(&self, position: [f64; 3]) -> (f64, f64) {
        let ([x, y, z], [west, south, low], [east, north, high]) = (position, self.least, self.most);
        let (near_x, far_x) = gaps(x, west, east);
        let (near_y, far_y) = gaps(y, south, north);
        let (near_z, far_z) = gaps(z, low, high);
        (near_x * near_x + near_y * near_y + near_z * near_z, far_x * far_x + far_y * far_y + far_z * far_z)
    }
}

impl Around {
    /// Adds the targets of a node that are within limits that are still open.
    fn add(&mut self, node: &Node, mut open: &[Limit], targets: &[Target]) {
        self.comparisons += 1;
        let (near, far) = node.distances(self.position);
        let (first, end) = node.range;
        while let [smaller @ .., largest] = open
            && far < largest.square - largest.doubt
        {
            self.count(largest, small(end - first));
            open = smaller;
        }
        while let [smallest, larger @ ..] = open
            && near > smallest.square + smallest.doubt
        {
            open = larger;
        }
        if open.is_empty() {
            return;
        }
        if let Some(halves) = &node.halves {
            halves.iter().for_each(|half| self.add(half, open, targets));
            return;
        }
        for Target { position: [x, y, z], point } in targets.get(first..end).unwrap_or_default() {
            self.comparisons += 1;
            let [own_x, own_y, own_z] = self.position;
            let (across, along, up) = (own_x - x, own_y - y, own_z - z);
            let square = across * across + along * along + up * up;
            for limit in open {
                let is_near = if (square - limit.square).abs() <= limit.doubt {
                    haversine(self.point, *point) <= limit.kilometres
                } else {
                    square < limit.square
                };
                self.count(limit, u32::from(is_near));
            }
        }
    }

    fn count(&mut self, limit: &Limit, targets: u32) {
        if let Some(count) = self.counts.get_mut(limit.place) {
            *count += targets;
        }
    }
}

/// The distances in one direction to the nearest and to the farthest place between two.
fn gaps(own: f64, least: f64, most: f64) -> (f64, f64) {
    let (below, above) = (own - least, most - own);
    let near = if below < 0.0 {
        below
    } else if above < 0.0 {
        above
    } else {
        0.0
    };
    (near, below.abs().max(above.abs()))
}

fn along([x, y, z]: [f64; 3], axis: usize) -> f64 {
    match axis {
        0 => x,
        1 => y,
        _ => z,
    }
}

/// The place in space, in kilometres from the centre of the Earth.
fn position(point: Point) -> [f64; 3] {
    let (latitude, longitude) = (point.latitude.to_radians(), point.longitude.to_radians());
    [latitude.cos() * longitude.cos(), latitude.cos() * longitude.sin(), latitude.sin()].map(|part| part * EARTH_RADIUS)
}
