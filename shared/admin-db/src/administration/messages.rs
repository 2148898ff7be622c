//! Messages of conversations of all accounts.

use jiff::Timestamp;
use sisuiq_accounts_db::audit_records::{NewAuditRecord, Values};
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{ChatSessionId, MessageId, MessageRole, Part, Window};
use tokio_postgres::{Row, types::ToSql};

/// A question or an answer.
#[derive(Clone, Debug)]
pub struct ListedMessage {
    /// Its id.
    pub id: MessageId,
    /// Author.
    pub role: MessageRole,
    /// Text.
    pub content: String,
    /// Time of writing.
    pub created_at: Timestamp,
}

/// Lists the messages of a conversation, oldest first, without replaced answers, and stores an audit record of the reader unless
/// the last hour has one of the same account, session and address; `None` when there is no such conversation.
pub async fn messages(
    client: &impl GenericClient,
    session: ChatSessionId,
    window: Window,
    record: &NewAuditRecord<'_>,
) -> Result<Option<Part<ListedMessage>>> {
    let sql = include_str!("../../queries/administration/messages.sql");
    let values = Values::of(record);
    let mut parameters: Vec<&(dyn ToSql + Sync)> = vec![&session, &window.limit, &window.offset];
    parameters.extend(values.parameters());
    let rows = query::rows(client, sql, &parameters).await?;
    if rows.is_empty() { Ok(None) } else { query::part(&rows, decode).map(Some) }
}

fn decode(row: &Row) -> Result<ListedMessage> {
    Ok(ListedMessage {
        id: row.try_get("id")?,
        role: row.try_get("role")?,
        content: row.try_get("content")?,
        created_at: row.try_get("created_at")?,
    })
}
