//! Calls of tools and their results.

use super::{DatasetTurn, predict};
use crate::{State, data::analysis::ToolCallOut, turn::failure::Failure};
use serde_json::Value;
use sha2::{Digest, Sha256};
use sisuiq_datasets::{TableCopy, rows_url};
use sisuiq_frames::tools::{Call, Outcome, PlanRows, ToolError};
use sisuiq_planner::{CallResult, Invocation, PlannedCall};
use sisuiq_telemetry::TaskEnded;
use std::{fmt::Write, sync::Arc};
use tokio::task::spawn_blocking;

/// The largest result that is stored and sent, in bytes of JSON.
const LARGEST: usize = 256 * 1024;

/// A call that was made.
pub(super) struct Made {
    /// The result as the planner reads it.
    pub(super) result: CallResult,
    /// The same for clients.
    pub(super) out: ToolCallOut,
    /// Sentences that belong beside the figures.
    pub(super) remarks: Vec<String>,
}

impl Made {
    /// Returns whether the tool has no result. No rows that fulfil the condition are a result.
    pub(super) const fn is_failed(&self) -> bool {
        self.result.error.is_some() && !self.result.is_empty
    }
}

/// Makes a call.
pub(super) async fn make(
    state: &State,
    turn: &DatasetTurn,
    table: Option<&Arc<TableCopy>>,
    planned: &PlannedCall,
) -> Result<Made, Failure> {
    match (&planned.invocation, table) {
        (Invocation::PredictEclo(fields), _) => predict::make(state, turn, planned, fields).await,
        (Invocation::Tool(call), Some(table)) => {
            let outcome = run(Arc::clone(table), call.clone()).await?;
            let result = CallResult::of(planned, &outcome);
            let out = of_tool(turn, &result, outcome.as_ref().ok());
            Ok(Made { result, out, remarks: Vec::new() })
        }
        (Invocation::Tool(_), None) => {
            let result = CallResult::of(planned, &Err(ToolError::Empty { is_filtered: false }));
            Ok(Made { out: out(turn, &result), result, remarks: Vec::new() })
        }
    }
}

/// Computes the figures on a thread where that may take long.
async fn run(table: Arc<TableCopy>, call: Call) -> Result<Result<Outcome, ToolError>, Failure> {
    Ok(spawn_blocking(move || call.run(&*table)).await.map_err(TaskEnded::from)?)
}

/// The call of a tool, with the rows behind its figures.
fn of_tool(turn: &DatasetTurn, result: &CallResult, outcome: Option<&Outcome>) -> ToolCallOut {
    let Some(outcome) = outcome else { return out(turn, result) };
    let filter = match &outcome.plan.rows {
        PlanRows::Query(query) => query.filter.as_ref(),
        PlanRows::Numbers(_) => outcome.plan.filter.as_ref(),
    };
    let rows_url = turn.about.as_ref().and_then(|about| rows_url(about.dataset.id, &outcome.plan.rows));
    let filter = filter.and_then(|filter| serde_json::to_value(filter).ok());
    ToolCallOut { filter, rows_url, ..out(turn, result) }
}

/// A call and its result.
pub(super) fn out(turn: &DatasetTurn, result: &CallResult) -> ToolCallOut {
    let error = result.error.as_ref().map(|error| error.get(turn.language).to_owned());
    let written = result.data.to_string();
    ToolCallOut {
        name: result.tool.clone(),
        args: result.arguments.clone(),
        result: if written.len() > LARGEST { Value::Null } else { result.data.clone() },
        filter: None,
        row_count: u64::try_from(result.row_count).unwrap_or(u64::MAX),
        rows_url: None,
        result_sha256: error.is_none().then(|| hex(&Sha256::digest(&written))),
        error,
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // writing into a text does not fail
        let _ = write!(text, "{byte:02x}");
        text
    })
}
