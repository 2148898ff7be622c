//! Points of one or several tables on a map.

mod bounds;
mod clusters;
mod heat;
mod layer;
mod slider;

pub use bounds::{Bounds, Center, is_in_daegu};
pub use clusters::Cluster;
pub use heat::{HeatCell, HeatGrid};
pub(crate) use layer::coordinates;
pub use layer::{Layer, LayerQuery};
pub use slider::{TimeBucket, TimeSlider};

use crate::{
    chart::{DataTable, Warning, WarningCode},
    error::ChartError,
    geojson::{Feature, FeatureCollection, Geometry},
    moments::TimeUnit,
    number::of_count,
    scatter::sampled,
    selection::Source,
    words::{count, say},
};
use layer::LayerPoints;
use serde::{Deserialize, Serialize};
use sisuiq_frames::{
    Value,
    geo::{Point, point_view},
};
use sisuiq_model::Language;
use utoipa::ToSchema;

/// The maximum number of tables on a map.
pub const MOST_LAYERS: usize = 5;
/// The number of points from which they are clustered.
const CLUSTERED: usize = 100;
/// The zoom levels of a map.
const ZOOMS: (u8, u8) = (1, 20);
/// The numbers of cells of a heat grid along its longer side.
const HEAT_CELLS: (usize, usize) = (5, 100);

/// A request for a map of points.
///
/// Rows without a place are left out and counted. Of more than 5,000 points of a layer a sample is shown
/// ([`sisuiq_frames::tools::sample`]); clusters, the heat grid and the time slider count all points. The centre is the mean of the
/// shown points. The zoom level is 10 for a span of more than 1°, 11 from 0.5°, 12 from 0.1°, otherwise 13; without points the map
/// shows Daegu.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct MapQuery {
    /// What is shown of each table, at most five.
    pub layers: Vec<LayerQuery>,
    /// The zoom level for which points are clustered, from 1 to 20; that of the map if it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zoom: Option<u8>,
    /// The unit of the time slider; month if it is not given. There is a slider if a layer has a column of times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_unit: Option<TimeUnit>,
    /// The number of cells of a heat grid along its longer side, from 5 to 100; no heat grid if it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heat_cells: Option<usize>,
}

/// Points on a map: a `FeatureCollection` of `GeoJSON` with further members.
///
/// Each feature has the properties `_row` (the number of its row in the table, from 0), `_layer` (the place of its layer), `_time` (the
/// number of its time, if there is a slider; null if it is not known), and the chosen columns.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PointMap {
    /// The shown points.
    #[serde(flatten)]
    pub collection: FeatureCollection,
    /// The smallest rectangle with all shown points; none without points.
    pub bounds: Option<Bounds>,
    /// The centre of the map.
    pub center: Center,
    /// The zoom level at which all points are visible.
    pub zoom: u8,
    /// The number of rows with a place.
    pub total: usize,
    /// The number of shown points.
    pub shown: usize,
    /// Only a sample of the points is shown.
    pub sampled: bool,
    /// The layers.
    pub layers: Vec<Layer>,
    /// Clusters of all points, if there are more than 100.
    pub clusters: Vec<Cluster>,
    /// The zoom level of the clusters.
    pub cluster_zoom: u8,
    /// The times of the points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<TimeSlider>,
    /// The numbers of points of cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heat: Option<HeatGrid>,
    /// What a reader has to know about the map.
    pub warnings: Vec<Warning>,
}

impl MapQuery {
    /// The map of one table for each layer.
    pub fn draw(&self, sources: &[Source<'_>], language: Language) -> Result<PointMap, ChartError> {
        self.check(sources.len())?;
        let unit = self.time_unit.unwrap_or(TimeUnit::Month);
        let pairs = self.layers.iter().zip(sources);
        let layers: Vec<LayerPoints> =
            pairs.map(|(query, source)| LayerPoints::of(query, *source, unit)).collect::<Result<_, _>>()?;
        let has_slider = self.layers.iter().any(|layer| layer.time.is_some());
        let mut features: Vec<Feature> = Vec::new();
        let mut described = Vec::with_capacity(layers.len());
        for (place, ((points, query), source)) in layers.iter().zip(&self.layers).zip(sources).enumerate() {
            let own = points.features(query, *source, (place, has_slider))?;
            described.push(points.describe(*source, place, own.len()));
            features.extend(own);
        }
        let shown: Vec<Point> = features.iter().filter_map(|feature| point(&feature.geometry)).collect();
        let (center, zoom) = point_view(&shown);
        let cluster_zoom = self.zoom.unwrap_or(zoom);
        let total = layers.iter().map(LayerPoints::len).sum();
        let clusters = if total > CLUSTERED { clusters::clusters(&layers, cluster_zoom) } else { Vec::new() };
        Ok(PointMap {
            bounds: Bounds::of(&shown),
            center: Center { latitude: center.latitude, longitude: center.longitude },
            zoom,
            total,
            shown: features.len(),
            sampled: features.len() < total,
            warnings: warnings(&layers, features.len(), language),
            collection: FeatureCollection::of(features),
            layers: described,
            clusters,
            cluster_zoom,
            time: has_slider.then(|| slider::slider(&layers, unit, language)),
            heat: self.heat_cells.and_then(|cells| heat::heat_grid(&layers, cells)),
        })
    }

    fn check(&self, sources: usize) -> Result<(), ChartError> {
        let outside = |field, least: usize, most: usize| {
            Err(ChartError::OutOfRange { field, least: of_count(least), most: of_count(most) })
        };
        if !(1..=MOST_LAYERS).contains(&sources) || self.layers.len() != sources {
            return outside("layers", 1, MOST_LAYERS);
        }
        if self.zoom.is_some_and(|zoom| !(ZOOMS.0..=ZOOMS.1).contains(&zoom)) {
            return outside("zoom", ZOOMS.0.into(), ZOOMS.1.into());
        }
        if self.heat_cells.is_some_and(|cells| !(HEAT_CELLS.0..=HEAT_CELLS.1).contains(&cells)) {
            return outside("heat_cells", HEAT_CELLS.0, HEAT_CELLS.1);
        }
        Ok(())
    }
}

impl PointMap {
    /// The shown points as a table: layer, row, coordinates and the chosen columns.
    #[must_use]
    pub fn table(&self, language: Language) -> DataTable {
        let mut names: Vec<&String> = Vec::new();
        for feature in &self.collection.features {
            for name in feature.properties.keys().filter(|name| !layer::RESERVED.contains(&name.as_str())) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        let own = match language {
            Language::Korean => ["데이터셋", "행 번호", "위도", "경도"],
            Language::English => ["Data", "Row number", "Latitude", "Longitude"],
        };
        let columns = own.into_iter().map(str::to_owned).chain(names.iter().map(|name| (*name).clone())).collect();
        let row = |feature: &Feature| {
            let number = |name: &str| feature.properties.get(name).and_then(serde_json::Value::as_i64);
            let layer = number(layer::LAYER).and_then(|place| self.layers.get(usize::try_from(place).ok()?));
            let place = point(&feature.geometry);
            let coordinate =
                |of: fn(&Point) -> f64| place.as_ref().map_or(Value::Missing, |place| Value::Number(of(place)));
            let mut row = vec![
                layer.map_or(Value::Missing, |layer| Value::Text(layer.name.clone())),
                number(layer::ROW).map_or(Value::Missing, Value::Integer),
                coordinate(|place| place.latitude),
                coordinate(|place| place.longitude),
            ];
            row.extend(names.iter().map(|name| feature.properties.get(*name).map_or(Value::Missing, cell)));
            row
        };
        DataTable { columns, rows: self.collection.features.iter().map(row).collect() }
    }
}

fn cell(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Missing,
        serde_json::Value::Bool(is) => Value::Boolean(*is),
        serde_json::Value::Number(number) => {
            let float = || number.as_f64().map_or(Value::Missing, Value::Number);
            number.as_i64().map_or_else(float, Value::Integer)
        }
        serde_json::Value::String(text) => Value::Text(text.clone()),
        other => Value::Text(other.to_string()),
    }
}

const fn point(geometry: &Geometry) -> Option<Point> {
    match geometry {
        Geometry::Point([longitude, latitude]) => Some(Point { latitude: *latitude, longitude: *longitude }),
        _ => None,
    }
}

fn warnings(layers: &[LayerPoints], shown: usize, language: Language) -> Vec<Warning> {
    let total: usize = layers.iter().map(LayerPoints::len).sum();
    let left_out: usize = layers.iter().map(|layer| layer.missing + layer.invalid).sum();
    let outside = layers.iter().flat_map(LayerPoints::points).filter(|point| !is_in_daegu(*point)).count();
    let mut warnings = Vec::new();
    if shown == 0 {
        let text = say(
            language,
            "좌표가 있는 행이 없습니다. 다른 조건을 고르세요.",
            "No row has coordinates. Choose another filter.",
        );
        warnings.push(Warning::new(WarningCode::Empty, text));
    }
    if shown < total {
        warnings.push(sampled(language, shown, total));
    }
    if left_out > 0 {
        let rows = count(left_out);
        let text = say(
            language,
            format!("좌표가 없거나 잘못된 행 {rows}개는 제외했습니다."),
            format!("{rows} rows without coordinates, or with coordinates that are no place, are left out."),
        );
        warnings.push(Warning::new(WarningCode::NoPlace, text));
    }
    if outside > 0 {
        let points = count(outside);
        let text = say(
            language,
            format!("점 {points}개는 대구가 거의 다 들어 있는 범위(북위 35.7–36.1°, 동경 128.4–128.8°) 밖에 있습니다."),
            format!("{points} points are outside of 35.7 to 36.1 °N and 128.4 to 128.8 °E, where most of Daegu is."),
        );
        warnings.push(Warning::new(WarningCode::OutsideDaegu, text));
    }
    warnings
}
