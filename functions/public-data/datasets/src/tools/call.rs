//! `POST /api/tools/{name}`: runs one tool.

use super::{arguments, predictions};
use crate::{
    State,
    body::Body,
    problems::{invalid, no_dataset, wrong},
    table::{compute, draw, open_table},
};
use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sisuiq_accidents::Predictor;
use sisuiq_datasets::rows_url;
use sisuiq_datasets_db::datasets;
use sisuiq_frames::{
    filter::Filter,
    tools::{Call, Plan, definition},
};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, PayloadTooLarge, PreferredLanguage, Problem, Result,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{DatasetId, Language, Text, Visibility};
use utoipa::ToSchema;

/// The dataset and the arguments of a tool.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct ToolIn {
    /// The dataset. The tools that predict accidents need none.
    dataset_id: Option<DatasetId>,
    /// The arguments, as `GET /api/tools` describes them.
    #[serde(default)]
    #[schema(value_type = Object, example = json!({ "column": "사고유형", "top_n": 5 }))]
    args: Map<String, Value>,
}

/// The figures of a tool.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "data": { "column": "사고유형", "values": [] },
    "plan": { "tool": "get_value_counts", "arguments": { "column": "사고유형" }, "row_count": 3 },
}))]
pub(crate) struct ToolOut<'a> {
    /// The name of the tool.
    #[schema(example = "get_value_counts")]
    name: &'a str,
    /// The figures as Markdown, in the language of the request.
    #[schema(example = "### 값별 개수")]
    text: String,
    /// The figures, in a form of the tool's own.
    #[schema(value_type = Object, example = json!({ "column": "사고유형", "values": [] }))]
    data: Value,
    /// The tool with its arguments, and the query of the rows behind the figures.
    #[schema(value_type = Object, example = json!({ "tool": "get_value_counts", "arguments": { "column": "사고유형" }, "row_count": 3 }))]
    plan: Value,
    /// The condition on rows; null if all rows were used, or none.
    #[schema(value_type = Option<Object>, example = json!({ "column": "사고유형", "operator": "==", "value": "차대사람" }))]
    filter: Option<Filter>,
    /// The number of rows from which the figures were computed; null for predictions.
    #[schema(minimum = 0, example = 3)]
    row_count: Option<usize>,
    /// The address of the first rows behind the figures; null for predictions.
    #[schema(example = "/api/datasets/0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11/rows?limit=100")]
    rows_url: Option<String>,
}

/// A prediction from the arguments of a tool.
type Predict = fn(&Predictor, &Map<String, Value>, Language) -> Result<predictions::Predicted>;

/// Run a tool
///
/// One of the analysis tools over a dataset, or a prediction of accidents. The figures come as data and as text, with the filter and the
/// number of the rows behind them and an address that opens these rows. No tool runs code.
#[utoipa::path(
    post,
    path = "/api/tools/{name}",
    tag = "datasets",
    params(("name" = String, Path, description = "The name of the tool", max_length = 100, example = "get_value_counts")),
    request_body = ToolIn,
    responses(
        (status = 200, body = ToolOut),
        BadRequest, Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn call(
    caller: User<capabilities::TablesRead>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Path(name): Path<String>,
    Json(ToolIn { dataset_id, args }): Json<ToolIn>,
) -> Result<Body> {
    let call: Option<Predict> = match name.as_str() {
        predictions::ONE => Some(predictions::one),
        predictions::SEVERAL => Some(predictions::several),
        _ => None,
    };
    let seen_by = caller.visibility();
    if let Some(predict) = call {
        if let Some(id) = dataset_id {
            let connection = state.datasets.database.connection().await?;
            datasets::find_visible(&connection, seen_by, id).await?.ok_or_else(no_dataset)?;
        }
        let predictor = state.predictor().await?;
        let asked = args.clone();
        let found = draw(move || predict(&predictor, &asked, language)).await??;
        let plan = json!({ "tool": name, "arguments": args });
        let out = ToolOut {
            name: &name,
            text: found.text,
            data: found.data,
            plan,
            filter: None,
            row_count: None,
            rows_url: None,
        };
        return Body::of(language, "args.accidents", &out);
    }
    let definition = definition(&name).ok_or_else(unknown_tool)?;
    let id = dataset_id.ok_or_else(|| {
        invalid(vec![wrong(language, "dataset_id", &Text::new("데이터셋의 ID가 필요합니다", "is missing"))])
    })?;
    run(&state, seen_by, (id, args), language, |args| arguments::read(definition, args, language)).await
}

/// Runs a tool over a dataset.
async fn run(
    state: &State,
    seen_by: Visibility,
    (id, args): (DatasetId, Map<String, Value>),
    language: Language,
    read: impl FnOnce(&Map<String, Value>) -> Result<Call>,
) -> Result<Body> {
    let connection = state.datasets.database.connection().await?;
    let dataset = datasets::find_visible(&connection, seen_by, id).await?.ok_or_else(no_dataset)?;
    drop(connection);
    let call = read(&args)?;
    let table = open_table(state, &dataset).await?;
    let outcome = compute(table, move |table| {
        let outcome = call.run(table).map_err(|error| arguments::problem(&args, error, language))?;
        let Plan { filter, row_count, .. } = outcome.plan.clone();
        let out = ToolOut {
            name: call.name(),
            text: outcome.text.get(language).to_owned(),
            data: outcome.data,
            rows_url: rows_url(id, &outcome.plan.rows),
            plan: serde_json::to_value(&outcome.plan).map_err(Problem::internal)?,
            filter,
            row_count: Some(row_count),
        };
        Body::of(language, "args", &out)
    });
    outcome.await?
}

fn unknown_tool() -> Problem {
    Problem::not_found("tool").in_korean("도구를 찾을 수 없습니다")
}
