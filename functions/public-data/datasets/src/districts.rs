//! `GET /api/datasets/{id}/districts`: the rates of legal districts.

use crate::{
    State,
    body::Body,
    problems::{no_dataset, of_chart},
    query::Parameters,
    table::{Opened, draw},
};
use axum::{
    extract::State as Extract,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use sisuiq_charts::{DistrictQuery, DistrictReport, FeatureCollection};
use sisuiq_datasets_db::datasets::{self, Dataset};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, NotFound, Path, PreferredLanguage, Result, TooManyRequests, Unauthorized,
    Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{DatasetId, Language};
use utoipa::{IntoParams, ToSchema};

/// The rates that are computed.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the query, is never built")]
pub(crate) struct DistrictsIn {
    /// The column of districts, as full names (`대구광역시 중구 동성로1가`) or codes of legal districts. By default the one with the name
    /// `시군구`, `법정동` or `district`, otherwise the districts are those of the coordinates.
    #[param(max_length = 500, example = "시군구")]
    column: Option<String>,
    /// The column whose sum is divided by the number of rows. Without it the number of rows is divided by the area.
    #[param(max_length = 500, example = "사망자수")]
    value: Option<String>,
    /// The distance of neighbours in kilometres; 2 by default.
    #[param(minimum = 0.1, maximum = 20.0, example = 2.0)]
    neighbour_km: Option<f64>,
    /// A condition on rows as JSON, as that of rows. At most 2000 bytes.
    #[param(max_length = 2_000, example = r#"{"column":"사고유형","operator":"==","value":"차대사람"}"#)]
    filter: Option<String>,
    /// `true` adds the outlines of the districts as GeoJSON, with the figures as properties.
    #[param(example = false)]
    outlines: Option<bool>,
}

/// Numbers and rates of all districts.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "title": "법정동별 행당 '사망자수'", "warnings": [], "row_count": 900, "used_rows": 900, "missing": 0,
    "unknown": { "rows": 0, "values": 0, "most": [] }, "assigned_by": "column", "column": "시군구", "exposure": "rows", "neighbour_km": 2.0,
    "districts": [{
        "code": 0, "name": "대구광역시 남구 대명동", "legal_code": "2720010300", "rows": 12, "events": 3.0, "exposure": 12.0, "rate": 0.25,
        "smoothed_rate": 0.21, "weight": 0.6, "rank": 17, "z": 0.4, "p": 0.69, "q": 0.93, "cluster": "none",
    }],
    "table": { "columns": ["순위", "법정동"], "rows": [[1, "대구광역시 남구 대명동"]] },
    "attribution": "법정동 경계: © 국토교통부 국토지리정보원",
}))]
pub(crate) struct DistrictRatesOut {
    #[serde(flatten)]
    report: DistrictReport,
    /// The outlines of the districts with their figures, if they are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    outlines: Option<FeatureCollection>,
}

/// Rates that were asked for.
struct DistrictsRequest {
    query: DistrictQuery,
    has_outlines: bool,
}

/// Compute rates of districts
///
/// Numbers and rates of the 199 legal districts of Daegu. Rates of districts with little behind them are drawn towards the mean (empirical
/// Bayes), and significant clusters are found by Gi* of Getis and Ord at a false discovery rate of 5 %.
#[utoipa::path(
    get,
    path = "/api/datasets/{id}/districts",
    tag = "datasets",
    params(("id" = DatasetId, Path, description = "The dataset"), DistrictsIn),
    responses((status = 200, body = DistrictRatesOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn districts(
    caller: User<capabilities::TablesRead>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Path(id): Path<DatasetId>,
    parameters: Parameters,
) -> Result<Response> {
    let connection = state.datasets.database.connection().await?;
    let dataset = datasets::find_visible(&connection, caller.visibility(), id).await?.ok_or_else(no_dataset)?;
    drop(connection);
    rates_of(&state, &dataset, &parameters, language).await
}

/// The rates of the districts of a dataset that the caller may see.
pub(crate) async fn rates_of(
    state: &State,
    dataset: &Dataset,
    parameters: &Parameters,
    language: Language,
) -> Result<Response> {
    DistrictsRequest::read(parameters, language)?.draw(state, dataset, language).await
}

impl DistrictsRequest {
    /// Reads the parameters.
    fn read(parameters: &Parameters, language: Language) -> Result<Self> {
        let mut reader = parameters.reader(language);
        let has_outlines = reader.word("outlines", &["false", "true"]) == "true";
        let query = DistrictQuery {
            column: reader.text("column"),
            value: reader.text("value"),
            neighbour_km: reader.decimal("neighbour_km"),
            filter: reader.filter("filter"),
        };
        reader.check()?;
        Ok(Self { query, has_outlines })
    }

    /// Computes the rates.
    async fn draw(self, state: &State, dataset: &Dataset, language: Language) -> Result<Response> {
        let opened = Opened::of(state, dataset).await?;
        let body = draw(move || {
            let report = self.query.draw(&*opened.table, language).map_err(|error| of_chart(language, error))?;
            let outlines = self.has_outlines.then(|| report.outlines());
            Body::of(language, "filter", &DistrictRatesOut { report, outlines })
        });
        Ok(body.await??.into_response())
    }
}
