//! Rectangles of coordinates.

use serde::Serialize;
use sisuiq_frames::geo::Point;
use utoipa::ToSchema;

/// A rectangle in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = MapBounds)]
pub struct Bounds {
    /// The smallest latitude.
    pub south: f64,
    /// The smallest longitude.
    pub west: f64,
    /// The largest latitude.
    pub north: f64,
    /// The largest longitude.
    pub east: f64,
}

/// The centre of a map in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = MapCenter)]
pub struct Center {
    /// Degrees north of the equator.
    pub latitude: f64,
    /// Degrees east of Greenwich.
    pub longitude: f64,
}

/// The rectangle of Daegu in which coordinates of its data are expected.
const DAEGU: Bounds = Bounds { south: 35.7, west: 128.4, north: 36.1, east: 128.8 };

impl Bounds {
    /// The smallest rectangle with all points; none of no points.
    #[must_use]
    pub fn of(points: &[Point]) -> Option<Self> {
        let first = points.first()?;
        let start = Self { south: first.latitude, west: first.longitude, north: first.latitude, east: first.longitude };
        Some(points.iter().fold(start, |bounds, point| Self {
            south: bounds.south.min(point.latitude),
            west: bounds.west.min(point.longitude),
            north: bounds.north.max(point.latitude),
            east: bounds.east.max(point.longitude),
        }))
    }

    /// Returns whether the point is in the rectangle or on its border.
    #[must_use]
    pub fn has(&self, point: Point) -> bool {
        (self.south..=self.north).contains(&point.latitude) && (self.west..=self.east).contains(&point.longitude)
    }
}

/// Returns whether a point is in the rectangle around Daegu: latitudes from 35.7 to 36.1, longitudes from 128.4 to 128.8.
#[must_use]
pub fn is_in_daegu(point: Point) -> bool {
    DAEGU.has(point)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_outside_daegu_are_rejected() {
        let at = |latitude, longitude| Point { latitude, longitude };
        assert!(!is_in_daegu(at(0.0, 0.0)) && !is_in_daegu(at(37.5, 127.0)) && !is_in_daegu(at(128.6, 35.9)));
        assert!(!is_in_daegu(at(f64::NAN, 128.6)));
        assert!(is_in_daegu(at(35.7, 128.4)) && is_in_daegu(at(36.1, 128.8)) && is_in_daegu(at(35.87, 128.6)));
        assert_eq!(Bounds::of(&[]), None);
    }
}
