//! Plans: calls of tools with the figures that are asked for.

use crate::{
    explain::explain,
    query::Query,
    words::{Operation, TimeUnit},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sisuiq_frames::{filter::Filter, tools::Call};
use sisuiq_model::Text;

/// The calls that answer a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    /// The calls, in order.
    pub calls: Vec<PlannedCall>,
    /// The condition on rows of all calls.
    pub filter: Option<Filter>,
    /// What was understood.
    pub explanation: Text,
    /// What the question asks. A following question changes it.
    pub query: Query,
    /// Columns were named by parts of their names, or an operation was chosen by the kind of a column; the explanation says so.
    pub is_inferred: bool,
    /// A column of the table has times of day. Without one, all times are shown as days.
    pub has_times: bool,
}

/// A call and the figures of its result that answer the question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlannedCall {
    /// The call.
    pub invocation: Invocation,
    /// The figures.
    pub focus: Focus,
}

/// A call of a tool.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Invocation {
    /// One of the analysis tools.
    Tool(Call),
    /// The severity of an accident, with its fields by their English keys.
    PredictEclo(Map<String, Value>),
}

/// The figures of a result that answer the question.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Focus {
    /// All of it.
    Whole,
    /// These statistics.
    Figures(Vec<Operation>),
    /// The number of rows.
    Rows,
    /// The number of columns.
    Columns,
    /// The number of different values.
    Distinct,
    /// The share in percent.
    Share,
    /// The largest groups.
    Largest(usize),
    /// The smallest groups.
    Smallest(usize),
    /// The share of the group of this value in percent.
    Group(String),
    /// The counts by a unit of time.
    Unit(TimeUnit),
    /// The figures of a column.
    Column(String),
}

impl Plan {
    /// The plan of calls that were chosen elsewhere: all of each result answers the question.
    #[must_use]
    pub fn of_calls(invocations: Vec<Invocation>) -> Self {
        let query = Query::default();
        let calls: Vec<PlannedCall> =
            invocations.into_iter().map(|invocation| PlannedCall { invocation, focus: Focus::Whole }).collect();
        let filter = match calls.as_slice() {
            [call] => call.invocation.arguments().get_mut("filter").map(Value::take),
            _ => None,
        };
        let filter = filter.and_then(|filter| serde_json::from_value(filter).ok());
        let explanation = explain(&calls, &query);
        Self { calls, filter, explanation, query, is_inferred: false, has_times: false }
    }
}

impl PlannedCall {
    pub(crate) const fn tool(call: Call, focus: Focus) -> Self {
        Self { invocation: Invocation::Tool(call), focus }
    }
}

impl Invocation {
    /// The name of the tool.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Tool(call) => call.name(),
            Self::PredictEclo(_) => "predict_eclo",
        }
    }

    /// Its arguments.
    #[must_use]
    pub fn arguments(&self) -> Value {
        match self {
            Self::Tool(call) => {
                let mut written = serde_json::to_value(call).unwrap_or_default();
                written.get_mut("args").map(Value::take).unwrap_or_default()
            }
            Self::PredictEclo(fields) => Value::Object(fields.clone()),
        }
    }
}
