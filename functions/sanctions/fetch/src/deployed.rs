//! The runs that follow a deployment.

use crate::{Retry, State};
use sisuiq_model::{RunTrigger, SourceRunId};
use sisuiq_sanctions_db::{
    source_runs::{self, NewRun},
    sources,
};
use tracing::info;

/// Starts a run of every enabled source that has no unfinished one. The sweep sends the messages that are lost here.
pub(crate) async fn start_all(state: &State) -> Result<(), Retry> {
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let mut runs = Vec::new();
    let transaction = connection.transaction().await?;
    for source in sources::list_idle(&transaction).await? {
        let id = SourceRunId(state.clock.uuid_v7());
        let new = NewRun { id, source, trigger: RunTrigger::Deployment, requested_by: None, accepts_loss: false };
        if source_runs::insert(&transaction, &new, now).await? {
            runs.push(id);
        }
    }
    transaction.commit().await?;
    drop(connection);
    info!(runs = runs.len(), "sources are read after a deployment");
    for id in runs {
        state.queue.send_fetch_source(id.0).await?;
    }
    Ok(())
}
