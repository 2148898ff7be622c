//! Upkeep of the database: expired rows, idle conversations, old predictions, the chain of the audit log, and row counts.
//!
//! A schedule invokes the function every five minutes. Its event carries nothing. Each run handles a limited number of rows
//! and the next run continues, so a run may come late, twice, or after another one was killed.

mod audit_chain;
mod conversations;
mod counts;
mod predictions;
mod retention;
mod state;

pub use state::State;

use sisuiq_db::DatabaseError;
use sisuiq_telemetry::traced;
use tracing::error;

/// Failure of a run: the database was unavailable or refused a statement.
#[derive(Debug, thiserror::Error)]
#[error("maintenance failed while {task}")]
pub struct MaintenanceError {
    task: &'static str,
    source: DatabaseError,
}

/// Runs every task once, in a trace of its own. A task that fails does not stop the others; the first failure is returned.
pub async fn maintain(state: &State) -> Result<(), MaintenanceError> {
    traced("maintenance", None, run(state)).await
}

async fn run(state: &State) -> Result<(), MaintenanceError> {
    let connecting = state.database.connection().await;
    let mut connection =
        connecting.map_err(|source| MaintenanceError { task: "connecting to the database", source })?;
    let now = state.clock.now();
    let chained = audit_chain::extend(&mut connection).await;
    let conversations = match state.conversation_retention {
        Some(retention) => conversations::delete_idle(&mut connection, now - retention).await,
        None => Ok(()),
    };
    let predictions = predictions::delete_old(&connection, state.prediction_retention, now).await;
    let expired = retention::delete_expired(&connection, now).await;
    let counted = counts::sum_up(&connection).await;
    outcome("extending the audit chain", chained)
        .and(outcome("deleting idle conversations", conversations))
        .and(outcome("deleting old predictions", predictions))
        .and(outcome("deleting expired rows", expired))
        .and(outcome("summing up row counts", counted))
}

/// Logs a failure, since only the first one is returned.
fn outcome(task: &'static str, result: Result<(), DatabaseError>) -> Result<(), MaintenanceError> {
    result.map_err(|source| {
        error!(task, error = &source as &dyn std::error::Error, "a maintenance task failed");
        MaintenanceError { task, source }
    })
}
