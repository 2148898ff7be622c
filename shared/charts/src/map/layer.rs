//! The points of one table.

use crate::{
    drawing::color,
    error::ChartError,
    geojson::{Feature, FeatureType, Geometry},
    moments::{Moments, TimeUnit},
    number::index,
    selection::{Selection, Source, named},
    words::plain,
};
use serde::{Deserialize, Serialize};
use serde_json::Map;
use sisuiq_frames::{
    Column, Heading, Table,
    filter::Filter,
    geo::{MOST_POINTS, Point, coordinate_columns},
    tools::{ToolError, sample},
};
use std::sync::Arc;
use utoipa::ToSchema;

/// The property with the number of the row.
pub(super) const ROW: &str = "_row";
/// The property with the place of the layer.
pub(super) const LAYER: &str = "_layer";
/// The property with the number of the time.
pub(super) const TIME: &str = "_time";
/// The properties of the map's own.
pub(super) const RESERVED: [&str; 3] = [ROW, LAYER, TIME];
/// The maximum number of columns of a point.
const MOST_COLUMNS: usize = 20;

/// What is shown of a table.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct LayerQuery {
    /// The columns of each point, at most 20.
    pub columns: Vec<String>,
    /// The column of latitudes in degrees; by its name if it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latitude: Option<String>,
    /// The column of longitudes in degrees; by its name if it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longitude: Option<String>,
    /// The column of the time slider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The condition on rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

/// A table on a map.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = MapLayer)]
pub struct Layer {
    /// The name of the table.
    pub name: String,
    /// The colour of its points.
    pub color: &'static str,
    /// The number of rows that fulfil the condition.
    pub row_count: usize,
    /// The number of these rows with a place.
    pub total: usize,
    /// The number of shown points.
    pub shown: usize,
    /// The number of rows without coordinates.
    pub missing: usize,
    /// The number of rows with coordinates that are no place, or with both of them zero.
    pub invalid: usize,
}

/// A row with a place.
#[derive(Clone, Copy)]
pub(super) struct Located {
    pub(super) row: u32,
    pub(super) point: Point,
    pub(super) time: Option<i16>,
}

/// The points of a table.
pub(super) struct LayerPoints {
    pub(super) located: Vec<Located>,
    pub(super) rows: usize,
    pub(super) missing: usize,
    pub(super) invalid: usize,
    /// It has a column of times.
    pub(super) has_times: bool,
}

impl LayerPoints {
    pub(super) fn of(query: &LayerQuery, source: Source<'_>, unit: TimeUnit) -> Result<Self, ChartError> {
        let selection = Selection::open(source.table, query.filter.as_ref(), "filter")?;
        let (latitudes, longitudes) = coordinates(&selection, (query.latitude.as_deref(), query.longitude.as_deref()))?;
        let moments = query.time.as_ref().map(|name| {
            let column = selection.column(name, "time")?;
            Moments::of(&column, unit, name, "time")
        });
        let times = moments.transpose()?.map(|moments| moments.of_rows);
        let rows = selection.len();
        let mut found = Self { located: Vec::new(), rows, missing: 0, invalid: 0, has_times: times.is_some() };
        for place in 0..rows {
            let Some((latitude, longitude)) = latitudes.number(place).zip(longitudes.number(place)) else {
                found.missing += 1;
                continue;
            };
            let point = Point { latitude, longitude };
            if !point.is_place() {
                found.invalid += 1;
                continue;
            }
            let time = times.as_ref().and_then(|times| times.get(place).copied().flatten());
            found.located.push(Located { row: selection.row(place), point, time });
        }
        Ok(found)
    }

    pub(super) fn len(&self) -> usize {
        self.located.len()
    }

    pub(super) fn points(&self) -> impl Iterator<Item = Point> {
        self.located.iter().map(|located| located.point)
    }

    /// The shown points; a sample of many.
    pub(super) fn features(
        &self,
        query: &LayerQuery,
        source: Source<'_>,
        (layer, has_slider): (usize, bool),
    ) -> Result<Vec<Feature>, ChartError> {
        let columns = columns(query, source.table)?;
        let chosen = sample(self.located.iter().map(|located| located.row).collect(), MOST_POINTS);
        let mut chosen = chosen.into_iter().peekable();
        let shown = self.located.iter().filter(|located| chosen.next_if_eq(&located.row).is_some());
        let feature = |located: &Located| {
            let own = [(ROW.to_owned(), located.row.into()), (LAYER.to_owned(), layer.into())];
            let time = has_slider.then(|| (TIME.to_owned(), located.time.into()));
            let value = |column: &Column| serde_json::to_value(column.value(index(located.row))).unwrap_or_default();
            let values = columns.iter().map(|(name, column)| (name.clone(), value(column)));
            let properties: Map<_, _> = own.into_iter().chain(time).chain(values).collect();
            Feature { kind: FeatureType::Feature, geometry: Geometry::of(located.point), properties }
        };
        Ok(shown.map(feature).collect())
    }

    pub(super) fn describe(&self, source: Source<'_>, place: usize, shown: usize) -> Layer {
        Layer {
            name: plain(source.name),
            color: color_of(source.name, place),
            row_count: self.rows,
            total: self.len(),
            shown,
            missing: self.missing,
            invalid: self.invalid,
        }
    }
}

/// The columns of latitudes and longitudes: the named ones, those that [`coordinate_columns`] finds, or `y` and `x`.
pub(crate) fn coordinates(
    selection: &Selection<'_>,
    names: (Option<&str>, Option<&str>),
) -> Result<(Arc<Column>, Arc<Column>), ChartError> {
    let headings = selection.table.headings();
    let whole = |name: &str| {
        let is = |heading: &Heading| heading.kind.is_numeric() && heading.name.trim().eq_ignore_ascii_case(name);
        headings.iter().position(is)
    };
    let found = coordinate_columns(headings).or_else(|| whole("y").zip(whole("x")));
    let name_of = |place: usize| headings.get(place).map(|heading| heading.name.as_str());
    let none = |field| ChartError::Table { field, error: ToolError::NoCoordinates };
    let own = |name: Option<&str>, place: Option<usize>, field| {
        let name = name.map(str::to_owned).or_else(|| place.and_then(name_of).map(str::to_owned));
        selection.numeric(&name.ok_or_else(|| none(field))?, field)
    };
    let latitudes = own(names.0, found.map(|(latitude, _)| latitude), "latitude")?;
    Ok((latitudes, own(names.1, found.map(|(_, longitude)| longitude), "longitude")?))
}

fn columns(query: &LayerQuery, table: &dyn Table) -> Result<Vec<(String, Arc<Column>)>, ChartError> {
    if query.columns.len() > MOST_COLUMNS {
        return Err(ChartError::OutOfRange { field: "columns", least: 0.0, most: 20.0 });
    }
    if let Some(name) = query.columns.iter().find(|name| RESERVED.contains(&name.as_str())) {
        return Err(ChartError::ReservedName(name.clone()));
    }
    query.columns.iter().map(|name| Ok((name.clone(), named(table, name, "columns")?))).collect()
}

/// The colour of a layer: by the words of its name, otherwise by its place.
fn color_of(name: &str, place: usize) -> &'static str {
    const OTHERS: [&str; 5] = [color::HISTOGRAM, color::BOX, color::KDE, color::SCATTER, "#FFA15A"];
    let name = name.to_lowercase();
    let has_word = |word: &str| name.split(|letter: char| !letter.is_alphanumeric()).any(|part| part == word);
    if has_word("train") {
        "#8B0000"
    } else if has_word("test") {
        "#00008B"
    } else if name.contains("주차") || name.contains("parking") {
        "#800080"
    } else if name.contains("사고") || name.contains("accident") {
        "#FFA500"
    } else {
        OTHERS.get(place).copied().unwrap_or(color::HISTOGRAM)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_follow_the_names() {
        assert_eq!(color_of("대구 주차장 정보", 0), "#800080");
        assert_eq!(color_of("교통사고", 0), "#FFA500");
        assert_eq!((color_of("train.csv", 0), color_of("test", 0)), ("#8B0000", "#00008B"));
        assert_eq!((color_of("latest", 0), color_of("", 1)), (color::HISTOGRAM, color::BOX));
    }
}
