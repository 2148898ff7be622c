//! `POST /api/analysis/proximity`: how many places of one dataset are near those of another.

use crate::{
    State,
    body::Body,
    problems::{invalid, no_dataset, of_tool, wrong},
    table::{Opened, draw},
};
use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sisuiq_charts::DataTable;
use sisuiq_datasets_db::datasets;
use sisuiq_frames::{
    Table, Value as Cell,
    filter::Filter,
    geo::{Density, MOST_COMPARISONS, MOST_POINTS, Points, ProximityError, proximity},
    tools::sample,
};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, PayloadTooLarge, PreferredLanguage, Problem, Result,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{DatasetId, Language, Text};
use utoipa::ToSchema;

/// The possible distances in kilometres.
const DISTANCES: (f64, f64) = (0.1, 10.0);
/// The most distances of a request.
const MOST_DISTANCES: usize = 8;

/// Two datasets and the distances.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct ProximityIn {
    /// The places around which others are counted.
    base: PlacesIn,
    /// The places that are counted.
    target: PlacesIn,
    /// The distances in kilometres, at most eight, each from 0.1 to 10.
    #[serde(default = "distances")]
    #[garde(length(min = 1, max = MOST_DISTANCES), inner(range(min = DISTANCES.0, max = DISTANCES.1)))]
    #[schema(value_type = Vec<Kilometres>, min_items = 1, max_items = 8, example = json!([0.5, 1.0, 2.0]))]
    thresholds_km: Vec<f64>,
}

/// A distance in kilometres.
#[derive(ToSchema)]
#[schema(minimum = 0.1, maximum = 10.0, example = 0.5)]
#[expect(dead_code, reason = "describes a value, is never built")]
pub(crate) struct Kilometres(f64);

/// The places of a dataset.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct PlacesIn {
    /// The dataset, with columns of coordinates.
    dataset_id: DatasetId,
    /// A condition on rows, as that of rows.
    #[schema(value_type = Option<Object>, example = json!({ "column": "사고유형", "operator": "==", "value": "차대사람" }))]
    filter: Option<Value>,
}

/// The numbers of places near others.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProximityOut {
    /// The places around which others were counted.
    base: PlacesOut,
    /// The places that were counted.
    target: PlacesOut,
    /// True if only a sample of 5000 places of the base was used, always the same one.
    sampled: bool,
    /// The figures for each distance, in the order of the request.
    thresholds: Vec<DensityOut>,
    /// The same figures as a table.
    #[schema(example = json!({ "columns": ["거리(km)", "평균"], "rows": [[0.5, 3.2]] }))]
    table: DataTable,
    /// What a reader has to know about the figures.
    #[schema(example = json!(["기준점 14,624곳 중 5,000곳을 표본으로 뽑았습니다."]))]
    warnings: Vec<String>,
}

/// The places of a dataset that were used.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlacesOut {
    /// The dataset.
    dataset_id: DatasetId,
    /// Its name.
    #[schema(example = "어린이 보호구역")]
    name: String,
    /// The number of rows that fulfil the condition.
    #[schema(example = 1000, minimum = 0)]
    row_count: usize,
    /// The number of these rows with a place.
    #[schema(example = 990, minimum = 0)]
    total: usize,
    /// The number of places that were used.
    #[schema(example = 990, minimum = 0)]
    used: usize,
    /// The number of rows without coordinates, or with coordinates that are no place.
    #[schema(example = 10, minimum = 0)]
    left_out: usize,
}

/// How many places of the target are within a distance of each place of the base.
#[derive(Serialize, ToSchema)]
pub(crate) struct DensityOut {
    /// The distance in kilometres, inclusive.
    #[schema(example = 0.5, minimum = 0.1, maximum = 10.0)]
    kilometres: f64,
    /// The mean number.
    #[schema(example = 3.2, minimum = 0.0)]
    mean: f64,
    /// The median number.
    #[schema(example = 2.0, minimum = 0.0)]
    median: f64,
    /// The smallest number.
    #[schema(example = 0.0, minimum = 0.0)]
    min: f64,
    /// The largest number.
    #[schema(example = 17.0, minimum = 0.0)]
    max: f64,
    /// The standard deviation (n − 1); null for one place.
    #[schema(example = 2.7, minimum = 0.0)]
    std: Option<f64>,
    /// The mean in words: more than five places are a high density, more than two a medium one.
    #[schema(example = "기준점 990곳의 반경 0.5km 안에 평균 3.20개가 있어 밀도가 보통입니다.")]
    sentence: String,
}

/// The points of an opened dataset.
struct Places {
    points: Points,
    rows: usize,
}

/// Count places near others
///
/// For each distance, how many places of one dataset are within it around the places of another, by the haversine formula with a radius of
/// 6371 km. Of more than 5000 places of the base a sample is used. A request that needs more than 60 million comparisons of places is refused
/// with 400, which names `thresholds_km`: choose fewer or shorter distances, or fewer rows by a filter.
#[utoipa::path(
    post,
    path = "/api/analysis/proximity",
    tag = "datasets",
    request_body = ProximityIn,
    responses(
        (status = 200, body = ProximityOut),
        BadRequest, Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn count(
    caller: User<capabilities::TablesRead>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Json(ProximityIn { base, target, thresholds_km }): Json<ProximityIn>,
) -> Result<Body> {
    let filters = [filter("base", &base, language)?, filter("target", &target, language)?];
    let connection = state.datasets.database.connection().await?;
    let seen_by = caller.visibility();
    let bases = datasets::find_visible(&connection, seen_by, base.dataset_id).await?.ok_or_else(no_dataset)?;
    let targets = datasets::find_visible(&connection, seen_by, target.dataset_id).await?.ok_or_else(no_dataset)?;
    drop(connection);
    let opened = [Opened::of(&state, &bases).await?, Opened::of(&state, &targets).await?];
    let ids = [bases.id, targets.id];
    draw(move || {
        let out = counted(&opened, ids, &filters, &thresholds_km, language)?;
        Body::of(language, "thresholds_km", &out)
    })
    .await?
}

fn filter(side: &str, places: &PlacesIn, language: Language) -> Result<Option<Filter>> {
    let Some(filter) = places.filter.as_ref().filter(|filter| !filter.is_null()) else { return Ok(None) };
    let read = Filter::read(filter).map_err(|text| invalid(vec![wrong(language, &format!("{side}.filter"), &text)]));
    read.map(Some)
}

fn counted(
    [base, target]: &[Opened; 2],
    [base_id, target_id]: [DatasetId; 2],
    [base_filter, target_filter]: &[Option<Filter>; 2],
    kilometres: &[f64],
    language: Language,
) -> Result<ProximityOut> {
    let mut bases = places(&*base.table, base_filter.as_ref(), "base", language)?;
    let targets = places(&*target.table, target_filter.as_ref(), "target", language)?;
    let total = bases.points.points.len();
    if total == 0 {
        let text = Text::new(
            "좌표가 있는 행이 없습니다. 다른 조건을 고르세요",
            "has no rows with coordinates: choose another filter",
        );
        return Err(invalid(vec![wrong(language, "base.filter", &text)]));
    }
    thin_out(&mut bases.points);
    let (from, to) = (&bases.points.points, &targets.points.points);
    let found = proximity(from, to, kilometres).map_err(|error| match error {
        ProximityError::TooManyComparisons { estimate } => too_many(estimate, language),
        error => Problem::internal(error),
    })?;
    let out = |places: &Places, opened: &Opened, dataset_id, total| PlacesOut {
        dataset_id,
        name: opened.name.clone(),
        row_count: places.rows,
        total,
        used: places.points.points.len(),
        left_out: places.points.missing + places.points.invalid,
    };
    let (base, target) = (out(&bases, base, base_id, total), out(&targets, target, target_id, to.len()));
    Ok(ProximityOut {
        sampled: base.used < base.total,
        warnings: warnings(&base, &target, language),
        table: table(&found.thresholds, language),
        thresholds: found.thresholds.iter().map(|density| DensityOut::of(density, language)).collect(),
        base,
        target,
    })
}

/// 400 for places that are too many for the distances. The numbers are in millions.
fn too_many(estimate: u64, language: Language) -> Problem {
    let [needed, most] = [estimate, MOST_COMPARISONS].map(|comparisons| comparisons.div_ceil(1_000_000));
    let text = Text::new(
        format!(
            "위치를 약 {needed}백만 번 비교해야 합니다. {most}백만 번까지 비교할 수 있습니다. 거리를 줄이거나 거리의 수를 줄이거나 조건으로 행을 줄여 주세요"
        ),
        format!(
            "needs about {needed} million comparisons of places, at most {most} million are possible: choose fewer or shorter distances, or fewer rows by a filter"
        ),
    );
    invalid(vec![wrong(language, "thresholds_km", &text)])
}

/// The places of the rows that fulfil a condition. Coordinates of other rows are not counted as left out.
fn places(table: &dyn Table, filter: Option<&Filter>, side: &str, language: Language) -> Result<Places> {
    let field = |name: &str| format!("{side}.{name}");
    let rows = filter.map(|filter| filter.rows(table)).transpose();
    let rows = rows.map_err(|error| of_tool(language, &field("filter"), error))?;
    let points = Points::among(table, rows.as_ref());
    let points = points.map_err(|error| of_tool(language, &field("dataset_id"), error))?;
    Ok(Places { points, rows: rows.map_or_else(|| table.row_count(), |rows| rows.count()) })
}

/// Leaves a sample of many points.
fn thin_out(points: &mut Points) {
    let chosen = sample(points.rows.clone(), MOST_POINTS);
    let is_chosen = |row: &u32| chosen.binary_search(row).is_ok();
    let mut rows = points.rows.iter();
    points.points.retain(|_| rows.next().is_some_and(is_chosen));
    points.rows = chosen;
}

fn warnings(base: &PlacesOut, target: &PlacesOut, language: Language) -> Vec<String> {
    let mut texts = Vec::new();
    if base.used < base.total {
        let (used, total) = (base.used, base.total);
        texts.push(Text::new(
            format!("기준점 {total}곳 중 {used}곳을 표본으로 뽑았습니다. 표본은 항상 같습니다."),
            format!("Of {total} base points a sample of {used} was used, always the same one."),
        ));
    }
    for places in [base, target].into_iter().filter(|places| places.left_out > 0) {
        let (name, rows) = (&places.name, places.left_out);
        texts.push(Text::new(
            format!("‘{name}’에서 좌표가 없거나 잘못된 행 {rows}개는 제외했습니다."),
            format!(
                "{rows} rows of \"{name}\" without coordinates, or with coordinates that are no place, are left out."
            ),
        ));
    }
    texts.iter().map(|text| text.get(language).to_owned()).collect()
}

fn table(densities: &[Density], language: Language) -> DataTable {
    let names = match language {
        Language::Korean => ["거리(km)", "평균", "중앙값", "최솟값", "최댓값", "표준편차"],
        Language::English => ["Distance (km)", "Mean", "Median", "Minimum", "Maximum", "Standard deviation"],
    };
    let row = |own: &Density| {
        let std = own.std.map_or(Cell::Missing, Cell::Number);
        let numbers = [own.kilometres, own.mean, own.median, own.min, own.max].map(Cell::Number);
        numbers.into_iter().chain([std]).collect()
    };
    DataTable { columns: names.map(str::to_owned).to_vec(), rows: densities.iter().map(row).collect() }
}

impl DensityOut {
    fn of(density: &Density, language: Language) -> Self {
        Self {
            kilometres: density.kilometres,
            mean: density.mean,
            median: density.median,
            min: density.min,
            max: density.max,
            std: density.std,
            sentence: density.sentence().get(language).to_owned(),
        }
    }
}

fn distances() -> Vec<f64> {
    vec![0.5, 1.0, 2.0]
}
