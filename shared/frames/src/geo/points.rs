//! Points of a table, and the distance of two points.

use super::coordinate_columns;
use crate::{bitmap::Bitmap, frame::Table, number::small, tools::ToolError};
use serde::{Deserialize, Serialize};

/// The mean radius of the Earth in kilometres.
pub const EARTH_RADIUS: f64 = 6_371.0;

/// A place on the Earth, in degrees (WGS84).
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
pub struct Point {
    /// Degrees north of the equator.
    pub latitude: f64,
    /// Degrees east of Greenwich.
    pub longitude: f64,
}

/// The points of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    /// The points.
    pub points: Vec<Point>,
    /// The row of each point.
    pub rows: Vec<u32>,
    /// The number of rows without coordinates.
    pub missing: usize,
    /// The number of rows with coordinates that are no place, or with both of them zero.
    pub invalid: usize,
    /// The places of the columns of latitudes and longitudes.
    pub columns: (usize, usize),
}

impl Point {
    /// Returns whether the coordinates are those of a place; 0, 0 means in tables that there is none.
    #[must_use]
    pub fn is_place(self) -> bool {
        let is_within = self.latitude.abs() <= 90.0 && self.longitude.abs() <= 180.0;
        is_within && (self.latitude != 0.0 || self.longitude != 0.0)
    }
}

impl Points {
    /// The points of a table with columns of coordinates.
    pub fn of(table: &dyn Table) -> Result<Self, ToolError> {
        Self::among(table, None)
    }

    /// The points of some rows of a table with columns of coordinates; of all rows without a choice. Other rows are not counted.
    pub fn among(table: &dyn Table, chosen: Option<&Bitmap>) -> Result<Self, ToolError> {
        let columns = coordinate_columns(table.headings()).ok_or(ToolError::NoCoordinates)?;
        let (latitudes, longitudes) = (table.column(columns.0)?, table.column(columns.1)?);
        let mut found = Self { points: Vec::new(), rows: Vec::new(), missing: 0, invalid: 0, columns };
        for row in (0..table.row_count()).filter(|row| chosen.is_none_or(|chosen| chosen.has(*row))) {
            let Some((latitude, longitude)) = latitudes.number(row).zip(longitudes.number(row)) else {
                found.missing += 1;
                continue;
            };
            let point = Point { latitude, longitude };
            if point.is_place() {
                found.points.push(point);
                found.rows.push(small(row));
            } else {
                found.invalid += 1;
            }
        }
        Ok(found)
    }
}

/// The great-circle distance in kilometres by the haversine formula (R. Sinnott, *Virtues of the Haversine*, 1984).
#[must_use]
pub fn haversine(left: Point, right: Point) -> f64 {
    let (first, second) = (left.latitude.to_radians(), right.latitude.to_radians());
    let latitude = ((right.latitude - left.latitude).to_radians() / 2.0).sin();
    let longitude = ((right.longitude - left.longitude).to_radians() / 2.0).sin();
    let square = latitude * latitude + first.cos() * second.cos() * longitude * longitude;
    2.0 * EARTH_RADIUS * square.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::frame;

    #[test]
    fn distances_are_those_of_great_circles() {
        let (daegu, seoul) =
            (Point { latitude: 35.8714, longitude: 128.6014 }, Point { latitude: 37.5665, longitude: 126.978 });
        assert!((haversine(daegu, seoul) - 237.0).abs() < 1.0);
        let (west, east) = (Point { latitude: 0.0, longitude: -179.5 }, Point { latitude: 0.0, longitude: 179.5 });
        assert!((haversine(west, east) - EARTH_RADIUS * 1.0_f64.to_radians()).abs() < 1e-9);
    }

    #[test]
    fn rows_without_a_place_are_counted() {
        let table = frame("위도,경도\n35.8,128.6\n,128.6\n0,0\n95.5,1.5\n35.9,128.5\n");
        let found = Points::of(&table).unwrap();
        assert_eq!((found.rows.as_slice(), found.missing, found.invalid), (&[0, 4][..], 1, 2));
        let chosen = Bitmap::of(5, |row| row == 1 || row == 4);
        let among = Points::among(&table, Some(&chosen)).unwrap();
        assert_eq!((among.rows.as_slice(), among.missing, among.invalid), (&[4][..], 1, 0));
        assert!(matches!(Points::of(&frame("a,b\n1,2\n")), Err(ToolError::NoCoordinates)));
    }
}
