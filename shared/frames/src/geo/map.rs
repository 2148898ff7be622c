//! Points of a table for a map.

use super::points::{Point, Points};
use crate::{
    frame::Table,
    number::{index, of_count},
    tools::{ToolError, sample},
};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// The maximum number of points of a map.
pub const MOST_POINTS: usize = 5_000;
/// The maximum number of columns of a point.
const MOST_COLUMNS: usize = 20;
/// The centre of a map without points: Daegu.
const DAEGU: Point = Point { latitude: 35.8714, longitude: 128.6014 };

/// Points of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PointMap {
    /// The points as a `FeatureCollection` of `GeoJSON` (RFC 7946), each with its row number and the chosen columns.
    pub geojson: Value,
    /// The number of rows with coordinates.
    pub total: usize,
    /// The number of points on the map.
    pub shown: usize,
    /// The number of rows without coordinates, or with coordinates that are no place.
    pub left_out: usize,
    /// The mean of the shown points; Daegu without points.
    pub centre: Point,
    /// The zoom level at which all points are visible.
    pub zoom: u8,
}

/// The points of a table with some columns. Of more than 5,000 points a sample is shown: those whose row numbers have the smallest
/// values of `SplitMix64`, seeded with 42, so that the same table gives the same points.
pub fn point_map(table: &dyn Table, columns: &[String]) -> Result<PointMap, ToolError> {
    if columns.len() > MOST_COLUMNS {
        return Err(ToolError::TooManyValues { what: "columns".to_owned(), limit: MOST_COLUMNS });
    }
    let named = |name: &String| Ok((name.clone(), crate::filter::named(table, name)?));
    let columns: Vec<_> = columns.iter().map(named).collect::<Result<_, ToolError>>()?;
    let points = Points::of(table)?;
    let chosen = sample(points.rows.clone(), MOST_POINTS);
    let shown: Vec<(u32, Point)> = {
        let mut wanted = chosen.iter().peekable();
        let all = points.rows.iter().zip(&points.points);
        all.filter(|(row, _)| wanted.next_if_eq(row).is_some()).map(|(row, point)| (*row, *point)).collect()
    };
    let feature = |(row, point): &(u32, Point)| {
        let values = columns
            .iter()
            .map(|(name, column)| (name.clone(), serde_json::to_value(column.value(index(*row))).unwrap_or_default()));
        let properties: Map<String, Value> = std::iter::once(("row".to_owned(), (*row).into())).chain(values).collect();
        let geometry = json!({ "type": "Point", "coordinates": [point.longitude, point.latitude] });
        json!({ "type": "Feature", "geometry": geometry, "properties": properties })
    };
    let features: Vec<Value> = shown.iter().map(feature).collect();
    let (centre, zoom) = point_view(&shown.iter().map(|(_, point)| *point).collect::<Vec<_>>());
    Ok(PointMap {
        geojson: json!({ "type": "FeatureCollection", "features": features }),
        total: points.points.len(),
        shown: shown.len(),
        left_out: points.missing + points.invalid,
        centre,
        zoom,
    })
}

/// The mean of the points, and a zoom level by the larger span; Daegu without points.
#[must_use]
pub fn point_view(points: &[Point]) -> (Point, u8) {
    let part = |of: fn(&Point) -> f64| -> (f64, f64) {
        let values = points.iter().map(of);
        let sum: f64 = values.clone().sum();
        let (least, most) =
            values.fold((f64::MAX, f64::MIN), |(least, most), value| (least.min(value), most.max(value)));
        (sum / of_count(points.len()), most - least)
    };
    if points.is_empty() {
        return (DAEGU, 12);
    }
    let ((latitude, height), (longitude, width)) = (part(|point| point.latitude), part(|point| point.longitude));
    let zoom = match height.max(width) {
        span if span > 1.0 => 10,
        span if span > 0.5 => 11,
        span if span > 0.1 => 12,
        _ => 13,
    };
    (Point { latitude, longitude }, zoom)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::frame;

    #[test]
    fn many_points_are_sampled() {
        let lines = (0..6_000).map(|row| format!("{},{},{row}\n", 35.5 + f64::from(row) / 1e4, 128.5));
        let table = frame(&format!("위도,경도,번호\n{}", lines.collect::<String>()));
        let map = point_map(&table, &["번호".to_owned()]).unwrap();
        assert_eq!((map.total, map.shown, map.left_out, map.zoom), (6_000, 5_000, 0, 11));
        let first = &map.geojson["features"][0];
        assert_eq!(first["properties"]["row"], first["properties"]["번호"]);
        assert_eq!(map, point_map(&table, &["번호".to_owned()]).unwrap());
    }

    #[test]
    fn maps_without_points_show_daegu() {
        let map = point_map(&frame("lat,lon\n0,0\n,1.5\n"), &[]).unwrap();
        assert_eq!((map.shown, map.left_out, map.centre, map.zoom), (0, 2, DAEGU, 12));
    }
}
