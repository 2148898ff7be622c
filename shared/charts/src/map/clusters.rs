//! Clusters of points.

use super::{bounds::Bounds, layer::LayerPoints};
use crate::number::of_count;
use serde::Serialize;
use sisuiq_frames::geo::Point;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The side of a cell in pixels.
const CELL: f64 = 64.0;
/// The side of a tile of the map in pixels.
const TILE: f64 = 256.0;
/// The latitude at which the projection ends.
const LAST: f64 = 85.051_128;

/// Points of a layer in one cell of a grid.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = MapCluster)]
pub struct Cluster {
    /// The place of the layer.
    pub layer: usize,
    /// The mean latitude.
    pub latitude: f64,
    /// The mean longitude.
    pub longitude: f64,
    /// The number of points.
    pub count: usize,
    /// The smallest rectangle with all of them.
    pub bounds: Bounds,
}

/// The points of each layer by the cells of a grid with 64 pixels a side, in Web Mercator with tiles of 256 pixels at a zoom level.
pub(super) fn clusters(layers: &[LayerPoints], zoom: u8) -> Vec<Cluster> {
    let cells = TILE / CELL * 2_f64.powi(zoom.into());
    let mut found: BTreeMap<(usize, i64, i64), Vec<Point>> = BTreeMap::new();
    for (layer, points) in layers.iter().enumerate() {
        for point in points.points() {
            let (column, row) = cell(point, cells);
            found.entry((layer, row, column)).or_default().push(point);
        }
    }
    found.into_iter().filter_map(|((layer, ..), points)| cluster(layer, &points)).collect()
}

fn cluster(layer: usize, points: &[Point]) -> Option<Cluster> {
    let mean = |of: fn(&Point) -> f64| points.iter().map(of).sum::<f64>() / of_count(points.len());
    Some(Cluster {
        layer,
        latitude: mean(|point| point.latitude),
        longitude: mean(|point| point.longitude),
        count: points.len(),
        bounds: Bounds::of(points)?,
    })
}

/// The column and row of a point in a world of so many cells a side.
#[expect(clippy::cast_possible_truncation, reason = "the numbers of cells are below 2^22")]
fn cell(point: Point, cells: f64) -> (i64, i64) {
    let latitude = point.latitude.clamp(-LAST, LAST).to_radians();
    let x = (point.longitude + 180.0) / 360.0;
    let y = (1.0 - latitude.tan().asinh() / std::f64::consts::PI) / 2.0;
    ((x * cells).floor() as i64, (y * cells).floor() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_those_of_web_mercator() {
        // the example of OpenStreetMap's wiki, "Slippy map tilenames"
        let london = Point { latitude: 51.51202, longitude: 0.02435 };
        assert_eq!(cell(london, 2_f64.powi(17)), (65_544, 43_582));
        assert_eq!(cell(Point { latitude: -90.0, longitude: -180.0 }, 4.0).0, 0);
    }
}
