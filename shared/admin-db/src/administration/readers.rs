//! Audit records of administrators who read conversations.

use jiff::Timestamp;
use sisuiq_accounts_db::audit_records::Actor;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{AuditRecordId, ChatSessionId};

/// Stores an audit record for each conversation that was read, unless the last hour has one of the same account, session and
/// address. Each conversation comes with the id of its record.
pub async fn record_readers(
    client: &impl GenericClient,
    read: &[(AuditRecordId, ChatSessionId)],
    at: Timestamp,
    actor: &Actor,
) -> Result<()> {
    let sql = include_str!("../../queries/administration/record_readers.sql");
    let ids: Vec<AuditRecordId> = read.iter().map(|(id, _)| *id).collect();
    let conversations: Vec<String> = read.iter().map(|(_, session)| session.to_string()).collect();
    let Actor { user, session, surface, address, user_agent, trace_id } = actor;
    let parameters: query::Parameters<'_> =
        &[&ids, &conversations, &at, user, session, surface, address, user_agent, trace_id];
    query::execute(client, sql, parameters).await?;
    Ok(())
}
