//! `GET /api/datasets/{id}/charts/{type}`: a chart of columns.

use crate::{
    State,
    body::Body,
    others::{Others, only_this},
    problems::{no_dataset, of_chart},
    query::Parameters,
    table::{Opened, draw},
};
use axum::{
    extract::State as Extract,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::Value;
use sisuiq_charts::{Chart, ChartParameters, ChartQuery, ChartType, TimeUnit};
use sisuiq_datasets_db::datasets::{self, Dataset};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, NotFound, Path, PreferredLanguage, Result, TooManyRequests, Unauthorized,
    Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{DatasetId, Language};
use utoipa::{IntoParams, ToSchema};

/// The most bars of a chart.
const MOST_BARS: usize = 100;
/// The most bins of a histogram.
const MOST_BINS: usize = 100;

/// What is drawn. Each type has parameters of its own: `scatter` has `x` and `y`, all others have `column`.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the query, is never built")]
pub(crate) struct ChartIn {
    /// The column of all types but `scatter`.
    #[param(max_length = 500, example = "사망자수")]
    column: Option<String>,
    /// The horizontal column of `scatter`.
    #[param(max_length = 500, example = "경상자수")]
    x: Option<String>,
    /// The vertical column of `scatter`.
    #[param(max_length = 500, example = "ECLO")]
    y: Option<String>,
    /// The column of which `time` draws the mean beside the counts.
    #[param(max_length = 500, example = "ECLO")]
    value: Option<String>,
    /// The unit of `time`.
    #[param(inline, example = "month")]
    unit: Option<TimeUnit>,
    /// The number of bars of `bar`, 1 to 100; 20 by default.
    #[param(minimum = 1, maximum = 100, example = 20)]
    top_n: Option<u32>,
    /// The number of bins of `histogram`, `kde` and `compare`, 1 to 100; chosen by the data by default.
    #[param(minimum = 1, maximum = 100, example = 30)]
    bins: Option<u32>,
    /// The title of `histogram`; at most 200 characters of it are shown.
    #[param(max_length = 2_000, example = "사망자수 분포")]
    title: Option<String>,
    /// A condition on rows as JSON, as that of rows. At most 2000 bytes.
    #[param(max_length = 2_000, example = r#"{"column":"사고유형","operator":"==","value":"차대사람"}"#)]
    filter: Option<String>,
    /// The other dataset of `compare`.
    with: Option<DatasetId>,
    /// The column of the other dataset of `compare`.
    #[param(max_length = 500, example = "사망자수")]
    with_column: Option<String>,
    /// A condition on rows of the other dataset of `compare`. At most 2000 bytes.
    #[param(max_length = 2_000, example = r#"{"column":"사고유형","operator":"==","value":"차대차"}"#)]
    with_filter: Option<String>,
    /// `plotly` adds a figure of Plotly.
    #[param(inline, example = "chart")]
    form: Option<ChartForm>,
}

/// The form of a chart.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes a value, is never built")]
pub(crate) enum ChartForm {
    Chart,
    Plotly,
}

/// A chart.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "type": "bar", "title": "'사고유형'의 값별 행 수 (결측 0개)", "warnings": [], "row_count": 3, "used_rows": 3, "sampled": false,
    "table": { "columns": ["값", "행 수"], "rows": [["차대차", 2], ["차대사람", 1]] },
    "chart": {
        "x": { "label": "사고유형", "scale": "category", "measure": "category", "categories": ["차대차", "차대사람"] },
        "y": { "label": "행 수", "scale": "linear", "measure": "count" },
        "series": [{ "type": "bars", "name": "행 수", "color": "#636EFA", "counts": [2, 1] }],
    },
}))]
pub(crate) struct ChartOut {
    #[serde(flatten)]
    chart: Chart,
    /// The same figures for Plotly (`data` and `layout`), if the form is `plotly`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>, required = false)]
    plotly: Option<Value>,
}

/// A chart that was asked for.
struct ChartRequest {
    query: ChartQuery,
    /// The other dataset of a comparison.
    with: Option<DatasetId>,
    is_for_plotly: bool,
}

/// Draw a chart of a dataset
///
/// The figures of a chart in a form of our own and as a table, with warnings about missing values and samples; with `form=plotly` also as
/// a figure of Plotly.
#[utoipa::path(
    get,
    path = "/api/datasets/{id}/charts/{type}",
    tag = "datasets",
    params(("id" = DatasetId, Path, description = "The dataset"), ("type" = ChartType, Path, description = "The type", example = "bar"), ChartIn),
    responses((status = 200, body = ChartOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn chart(
    caller: User<capabilities::TablesRead>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Path((id, kind)): Path<(DatasetId, String)>,
    parameters: Parameters,
) -> Result<Response> {
    let connection = state.datasets.database.connection().await?;
    let seen_by = caller.visibility();
    let dataset = datasets::find_visible(&connection, seen_by, id).await?.ok_or_else(no_dataset)?;
    drop(connection);
    chart_of(&state, (&dataset, Others::SeenBy(seen_by)), &kind, &parameters, language).await
}

/// The chart of a dataset that the caller may see, compared with one of the others if the parameters name it.
pub(crate) async fn chart_of(
    state: &State,
    (dataset, others): (&Dataset, Others),
    kind: &str,
    parameters: &Parameters,
    language: Language,
) -> Result<Response> {
    if matches!(others, Others::Nothing) && kind == ChartType::Compare.name() {
        return Err(only_this(language, "type"));
    }
    let request = ChartRequest::read(parameters, kind, language)?;
    let with = match request.with {
        Some(id) => Some(others.find(state, id, (language, "with")).await?),
        None => None,
    };
    request.draw(state, dataset, with.as_ref(), language).await
}

impl ChartRequest {
    /// Reads the parameters of a type.
    fn read(parameters: &Parameters, kind: &str, language: Language) -> Result<Self> {
        let mut reader = parameters.reader(language);
        let form = reader.word("form", &["chart", "plotly"]);
        let with = reader.id("with");
        let parameters = ChartParameters {
            column: reader.text("column"),
            x: reader.text("x"),
            y: reader.text("y"),
            value: reader.text("value"),
            with_column: reader.text("with_column"),
            top_n: reader.number("top_n", &(1..=MOST_BARS)),
            bins: reader.number("bins", &(1..=MOST_BINS)),
            unit: reader.text("unit"),
            title: reader.text("title"),
            filter: reader.filter("filter"),
            with_filter: reader.filter("with_filter"),
        };
        reader.check()?;
        let query = parameters.query(kind).map_err(|error| of_chart(language, error))?;
        Ok(Self { query, with, is_for_plotly: form == "plotly" })
    }

    /// Draws the chart.
    async fn draw(
        self,
        state: &State,
        dataset: &Dataset,
        with: Option<&Dataset>,
        language: Language,
    ) -> Result<Response> {
        let own = Opened::of(state, dataset).await?;
        let other = match with {
            Some(with) => Some(Opened::of(state, with).await?),
            None => None,
        };
        let body = draw(move || {
            let drawn = self.query.draw(own.source(), other.as_ref().map(Opened::source), language);
            let chart = drawn.map_err(|error| of_chart(language, error))?;
            let plotly = self.is_for_plotly.then(|| chart.to_plotly());
            Body::of(language, "filter", &ChartOut { chart, plotly })
        });
        Ok(body.await??.into_response())
    }
}
