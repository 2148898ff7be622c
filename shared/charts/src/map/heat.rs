//! Numbers of points of cells.

use super::{bounds::Bounds, layer::LayerPoints};
use crate::number::{floor, of_count};
use serde::Serialize;
use sisuiq_frames::geo::{EARTH_RADIUS, Point};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The side of a cell in kilometres if all points are at one place.
const SMALLEST: f64 = 0.1;

/// A grid of cells that are about as wide as they are high, from the south-west on.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = MapHeat)]
pub struct HeatGrid {
    /// The latitude of the southern border.
    pub south: f64,
    /// The longitude of the western border.
    pub west: f64,
    /// The height of a cell in degrees.
    pub latitude_step: f64,
    /// The width of a cell in degrees.
    pub longitude_step: f64,
    /// The side of a cell in kilometres, in the middle of the grid.
    pub kilometres: f64,
    /// The number of rows.
    pub rows: usize,
    /// The number of columns.
    pub columns: usize,
    /// The largest number of points of a cell.
    pub most: usize,
    /// The cells with points, by row and column.
    pub cells: Vec<HeatCell>,
}

/// A cell with points.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[schema(as = MapHeatCell)]
pub struct HeatCell {
    /// The row, from 0 in the south.
    pub row: usize,
    /// The column, from 0 in the west.
    pub column: usize,
    /// The number of points.
    pub count: usize,
}

/// The grid of all points with so many cells along its longer side; none without points.
pub(super) fn heat_grid(layers: &[LayerPoints], cells: usize) -> Option<HeatGrid> {
    let points: Vec<Point> = layers.iter().flat_map(LayerPoints::points).collect();
    let bounds = Bounds::of(&points)?;
    let degree = EARTH_RADIUS * 1_f64.to_radians();
    let shrunk = f64::midpoint(bounds.south, bounds.north).to_radians().cos().max(0.01);
    let (height, width) = (bounds.north - bounds.south, bounds.east - bounds.west);
    let kilometres = (height.max(width * shrunk) * degree / of_count(cells)).max(SMALLEST / of_count(cells));
    let (latitude_step, longitude_step) = (kilometres / degree, kilometres / degree / shrunk);
    let length = |span: f64, step: f64| floor((span / step).ceil()).clamp(1, cells);
    let (rows, columns) = (length(height, latitude_step), length(width, longitude_step));
    let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for point in &points {
        let row = floor((point.latitude - bounds.south) / latitude_step).min(rows - 1);
        let column = floor((point.longitude - bounds.west) / longitude_step).min(columns - 1);
        *counts.entry((row, column)).or_default() += 1;
    }
    Some(HeatGrid {
        south: bounds.south,
        west: bounds.west,
        latitude_step,
        longitude_step,
        kilometres,
        rows,
        columns,
        most: counts.values().copied().max().unwrap_or_default(),
        cells: counts.into_iter().map(|((row, column), count)| HeatCell { row, column, count }).collect(),
    })
}
