//! `GET /api/tools`: the tools and their arguments.

use super::{
    predictions,
    schema::{accident, accidents, arguments},
};
use serde::Serialize;
use serde_json::Value;
use sisuiq_accidents::Fields;
use sisuiq_frames::tools::DEFINITIONS;
use sisuiq_http::{Forbidden, Json, PreferredLanguage, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::Text;
use utoipa::ToSchema;

/// The tools.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ToolsOut {
    /// The tools, in a fixed order.
    tools: Vec<ToolDescriptionOut>,
}

/// A tool.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "arguments": { "type": "object", "properties": { "column": { "type": "string" } }, "required": ["column"] } }))]
pub(crate) struct ToolDescriptionOut {
    /// Its name, in the address of its calls.
    #[schema(example = "get_value_counts")]
    name: &'static str,
    /// What it computes.
    #[schema(example = "값마다 나오는 횟수")]
    description: String,
    /// True if it computes figures of a dataset, which a call has to name.
    needs_dataset: bool,
    /// Its arguments, as JSON Schema 2020-12.
    #[schema(value_type = Object, example = json!({ "type": "object", "properties": { "column": { "type": "string" } }, "required": ["column"] }))]
    arguments: Value,
}

/// List tools
///
/// The tools of `POST /api/tools/{name}` with the JSON Schema of their arguments.
#[utoipa::path(
    get,
    path = "/api/tools",
    tag = "datasets",
    responses((status = 200, body = ToolsOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: User<capabilities::TablesRead>,
    PreferredLanguage(language): PreferredLanguage,
) -> Result<Json<ToolsOut>> {
    let fields = Fields::built_in().map_err(Problem::internal)?;
    let mut tools: Vec<ToolDescriptionOut> = DEFINITIONS
        .iter()
        .map(|own| ToolDescriptionOut {
            name: own.name,
            description: own.text().get(language).to_owned(),
            needs_dataset: true,
            arguments: arguments(own),
        })
        .collect();
    let one = Text::new("사고 한 건의 심각도(ECLO) 예측", "Predicted severity (ECLO) of an accident");
    let several = Text::new("여러 사고의 심각도(ECLO) 예측", "Predicted severities (ECLO) of accidents");
    for (name, text, arguments) in
        [(predictions::ONE, one, accident(fields)), (predictions::SEVERAL, several, accidents(fields))]
    {
        let description = text.get(language).to_owned();
        tools.push(ToolDescriptionOut { name, description, needs_dataset: false, arguments });
    }
    Ok(Json(ToolsOut { tools }))
}
