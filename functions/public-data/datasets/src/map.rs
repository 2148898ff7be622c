//! `GET /api/datasets/{id}/map`: the places of one or several datasets.

use crate::{
    State,
    body::Body,
    others::Others,
    problems::{invalid, no_dataset, of_chart, wrong},
    query::Parameters,
    rows::ColumnName,
    table::{Opened, draw},
};
use axum::{
    extract::State as Extract,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use sisuiq_charts::{DataTable, LayerQuery, MapQuery, PointMap, Source, TimeUnit, map::MOST_LAYERS};
use sisuiq_datasets_db::datasets::{self, Dataset};
use sisuiq_frames::{Heading, Table, geo::coordinate_columns, tools::ToolError};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, NotFound, Path, PreferredLanguage, Result, TooManyRequests, Unauthorized,
    Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{DatasetId, Language, Text};
use utoipa::{IntoParams, ToSchema};

/// What is shown of the datasets.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the query, is never built")]
pub(crate) struct MapIn {
    /// The columns of each point, separated by commas or repeated, at most 20. Other datasets show those that they have as well.
    #[param(inline, value_type = Option<Vec<ColumnName>>, max_items = 20, example = json!(["사고유형", "ECLO"]))]
    columns: Option<Vec<ColumnName>>,
    /// The column of latitudes; by its name by default. Those of other datasets are found by their names.
    #[param(max_length = 500, example = "위도")]
    latitude: Option<String>,
    /// The column of longitudes; by its name by default.
    #[param(max_length = 500, example = "경도")]
    longitude: Option<String>,
    /// A condition on rows of this dataset as JSON, as that of rows. At most 2000 bytes.
    #[param(max_length = 2_000, example = r#"{"column":"사고유형","operator":"==","value":"차대사람"}"#)]
    filter: Option<String>,
    /// Another dataset, as a layer of its own; may be repeated, at most four times.
    #[param(max_items = 4, example = json!(["0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11"]))]
    with: Option<Vec<DatasetId>>,
    /// The column of a time slider, of all datasets that have it.
    #[param(max_length = 500, example = "사고일시")]
    time: Option<String>,
    /// The unit of the time slider; the month by default.
    #[param(inline, example = "month")]
    time_unit: Option<TimeUnit>,
    /// The zoom level for which points are clustered; that of the map by default.
    #[param(minimum = 1, maximum = 20, example = 12)]
    zoom: Option<u8>,
    /// The number of cells of a heat grid along its longer side; no heat grid by default.
    #[param(minimum = 5, maximum = 100, example = 40)]
    heat_cells: Option<u8>,
    /// `table` has the points as a table instead of features.
    #[param(inline, example = "geojson")]
    format: Option<MapFormat>,
}

/// The form of the points.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes a value, is never built")]
pub(crate) enum MapFormat {
    Geojson,
    Table,
}

/// Points on a map, as GeoJSON with further members.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "type": "FeatureCollection",
    "features": [{
        "type": "Feature", "geometry": { "type": "Point", "coordinates": [128.6014, 35.8714] },
        "properties": { "_row": 0, "_layer": 0, "사고유형": "차대차" },
    }],
    "bounds": { "south": 35.8714, "west": 128.6014, "north": 35.8714, "east": 128.6014 },
    "center": { "latitude": 35.8714, "longitude": 128.6014 }, "zoom": 13, "total": 1, "shown": 1, "sampled": false,
    "layers": [{ "name": "교통사고", "color": "#FFA500", "row_count": 1, "total": 1, "shown": 1, "missing": 0, "invalid": 0 }],
    "clusters": [], "cluster_zoom": 13, "warnings": [],
}))]
pub(crate) struct MapOut {
    #[serde(flatten)]
    map: PointMap,
    /// The shown points, if the format is `table`; there are no features then.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    table: Option<DataTable>,
}

/// A map that was asked for.
struct MapRequest {
    latitude: Option<String>,
    longitude: Option<String>,
    time: Option<String>,
    filter: Option<sisuiq_frames::filter::Filter>,
    /// The other datasets.
    with: Vec<DatasetId>,
    is_table: bool,
    map: MapQuery,
}

/// Draw a map of a dataset
///
/// The places of its rows as GeoJSON. Rows without coordinates are left out and counted; of more than 5000 points of a dataset a sample is
/// shown, always the same one, and said to be one. Clusters, heat grid and time slider count all points.
#[utoipa::path(
    get,
    path = "/api/datasets/{id}/map",
    tag = "datasets",
    params(("id" = DatasetId, Path, description = "The dataset"), MapIn),
    responses((status = 200, body = MapOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn map(
    caller: User<capabilities::TablesRead>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Path(id): Path<DatasetId>,
    parameters: Parameters,
) -> Result<Response> {
    let connection = state.datasets.database.connection().await?;
    let seen_by = caller.visibility();
    let dataset = datasets::find_visible(&connection, seen_by, id).await?.ok_or_else(no_dataset)?;
    drop(connection);
    map_of(&state, (dataset, Others::SeenBy(seen_by)), &parameters, language).await
}

/// The map of a dataset that the caller may see, with those beside it that the parameters name.
pub(crate) async fn map_of(
    state: &State,
    (dataset, others): (Dataset, Others),
    parameters: &Parameters,
    language: Language,
) -> Result<Response> {
    let request = MapRequest::read(parameters, language)?;
    let mut shown = vec![dataset];
    for id in &request.with {
        shown.push(others.find(state, *id, (language, "with")).await?);
    }
    request.draw(state, &shown, parameters, language).await
}

impl MapRequest {
    /// Reads the parameters. The columns of points are read when the table is open.
    fn read(parameters: &Parameters, language: Language) -> Result<Self> {
        let mut reader = parameters.reader(language);
        let with = reader.ids("with");
        if with.len() >= MOST_LAYERS {
            let most = MOST_LAYERS - 1;
            let text =
                Text::new(format!("{most}개까지 쓸 수 있습니다"), format!("must not occur more than {most} times"));
            reader.refuse("with", &text);
        }
        let unit = reader.word("time_unit", &["month", "year", "weekday", "hour"]);
        let request = Self {
            latitude: reader.text("latitude"),
            longitude: reader.text("longitude"),
            time: reader.text("time"),
            filter: reader.filter("filter"),
            with,
            is_table: reader.word("format", &["geojson", "table"]) == "table",
            map: MapQuery {
                zoom: reader.number("zoom", &(1..=20)).and_then(|zoom| u8::try_from(zoom).ok()),
                heat_cells: reader.number("heat_cells", &(5..=100)),
                time_unit: Some(match unit {
                    "year" => TimeUnit::Year,
                    "weekday" => TimeUnit::Weekday,
                    "hour" => TimeUnit::Hour,
                    _ => TimeUnit::Month,
                }),
                layers: Vec::new(),
            },
        };
        reader.check()?;
        Ok(request)
    }

    /// Draws the map, the first dataset below the others.
    async fn draw(
        mut self,
        state: &State,
        shown: &[Dataset],
        parameters: &Parameters,
        language: Language,
    ) -> Result<Response> {
        let mut opened = Vec::with_capacity(shown.len());
        for dataset in shown {
            opened.push(Opened::of(state, dataset).await?);
        }
        self.map.layers = self.layers(&opened, parameters, language)?;
        let body = draw(move || {
            let sources: Vec<Source<'_>> = opened.iter().map(Opened::source).collect();
            let mut map = self.map.draw(&sources, language).map_err(|error| of_chart(language, error))?;
            let table = self.is_table.then(|| map.table(language));
            if self.is_table {
                map.collection.features.clear();
            }
            Body::of(language, "columns", &MapOut { map, table })
        });
        Ok(body.await??.into_response())
    }

    fn layers(&self, opened: &[Opened], parameters: &Parameters, language: Language) -> Result<Vec<LayerQuery>> {
        let Some((own, others)) = opened.split_first() else { return Ok(Vec::new()) };
        let mut reader = parameters.reader(language);
        let columns = reader.columns("columns", own.table.headings());
        reader.check()?;
        let mut layers = vec![LayerQuery {
            columns: columns.clone(),
            latitude: self.latitude.clone(),
            longitude: self.longitude.clone(),
            time: self.time.clone(),
            filter: self.filter.clone(),
        }];
        for other in others {
            let headings = other.table.headings();
            if coordinate_columns(headings).is_none() {
                return Err(invalid(vec![wrong(language, "with", &ToolError::NoCoordinates.text())]));
            }
            let has = |name: &String| headings.iter().any(|heading: &Heading| heading.name == *name);
            layers.push(LayerQuery {
                columns: columns.iter().filter(|name| has(name)).cloned().collect(),
                time: self.time.clone().filter(has),
                ..LayerQuery::default()
            });
        }
        Ok(layers)
    }
}
