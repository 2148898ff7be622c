//! The bounds of coordinates.

use super::{
    Found, Tool, ToolError,
    markdown::{count, escaped, heading, line},
    view::View,
};
use crate::{filter::Filter, frame::Table, geo::coordinate_columns, statistics::range};
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;

/// The smallest and largest latitude and longitude, over the rows in which each has a value.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GetGeoBounds {
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

#[derive(Serialize)]
struct Data {
    latitude: Bounds,
    longitude: Bounds,
}

#[derive(Serialize)]
struct Bounds {
    column: String,
    min: f64,
    max: f64,
    range: f64,
    count: usize,
}

impl Tool for GetGeoBounds {
    const NAME: &'static str = "get_geo_bounds";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        let view = View::open(table, self.filter())?;
        let (latitude, longitude) = coordinate_columns(table.headings()).ok_or(ToolError::NoCoordinates)?;
        let bounds = |place: usize| {
            let column = view.name(place);
            let (numbers, _) = view.numbers(&column)?;
            let (min, max) = range(&numbers).ok_or_else(|| ToolError::AllMissing(column.clone()))?;
            Ok::<_, ToolError>(Bounds { column, min, max, range: max - min, count: numbers.len() })
        };
        let data = Data { latitude: bounds(latitude)?, longitude: bounds(longitude)? };
        let query = view.query(&[&data.latitude.column, &data.longitude.column]);
        Ok(Found::new(&data, data.text(), view.len(), query))
    }
}

impl Data {
    fn text(&self) -> Text {
        let mut text = heading("좌표 범위", "Bounds of the coordinates");
        for (korean, english, bounds) in [("위도", "Latitude", &self.latitude), ("경도", "Longitude", &self.longitude)]
        {
            let (min, max) = (bounds.min, bounds.max);
            let (column, all) = (escaped(&bounds.column), count(bounds.count));
            line(
                &mut text,
                &format!("- {korean} ('{column}'): {min:.6} ~ {max:.6}, 폭 {:.6}, 값 {all}개", bounds.range),
                &format!("- {english} ('{column}'): {min:.6} to {max:.6}, range {:.6}, {all} values", bounds.range),
            );
        }
        text
    }
}
