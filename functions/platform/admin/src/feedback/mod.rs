//! `/api/admin/feedback`: the ratings of all users' answers.

pub(crate) mod list;
pub(crate) mod provenance;

use std::collections::BTreeSet;

use sisuiq_admin_db::administration;
use sisuiq_db::Connection;
use sisuiq_http::Result;
use sisuiq_identity::Caller;
use sisuiq_model::{AuditRecordId, ChatSessionId};

use crate::State;

/// Records that the caller read these conversations, each once an hour, as for their messages.
async fn record_reader(
    state: &State,
    connection: &Connection,
    caller: &Caller,
    conversations: BTreeSet<ChatSessionId>,
) -> Result<()> {
    let read: Vec<_> = conversations.into_iter().map(|id| (AuditRecordId(state.clock.uuid_v7()), id)).collect();
    administration::record_readers(connection, &read, state.clock.now(), &caller.actor).await?;
    Ok(())
}
