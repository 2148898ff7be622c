//! `/api/v1/knowledge/screen/batch`: files of subjects.

pub(crate) mod create;
mod csv;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod results;

use sisuiq_db::GenericClient;
use sisuiq_http::{Problem, Result};
use sisuiq_identity::Caller;
use sisuiq_model::{Capability, ScreeningBatchId};
use sisuiq_sanctions_db::screening_batches::{self, Batch};

use crate::State;

/// A batch that the caller may see: their own, or any if they read alerts.
async fn find(state: &State, client: &impl GenericClient, caller: &Caller, id: ScreeningBatchId) -> Result<Batch> {
    let found = screening_batches::find(client, id, state.clock.now()).await?;
    let is_visible = |batch: &Batch| batch.requested_by == Some(caller.id) || caller.role.has(Capability::AlertsRead);
    found.filter(is_visible).ok_or_else(|| Problem::not_found("batch"))
}
