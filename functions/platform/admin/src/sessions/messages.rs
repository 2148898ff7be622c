//! `GET /api/admin/sessions/{id}/messages`: the messages of any conversation.

use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_accounts_db::audit_records::{AuditEvent, NewAuditRecord};
use sisuiq_admin_db::administration::{self, ListedMessage};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Paging, Path, Problem, Query, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, AuditRecordId, ChatSessionId, MessageId, MessageRole, Window};
use utoipa::ToSchema;

use crate::State;

/// A question or an answer, as administrators see it.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminMessageOut {
    id: MessageId,
    /// The author: the user or the assistant.
    role: MessageRole,
    /// The text.
    #[schema(example = "How many customers were affected?")]
    content: String,
    /// The time.
    created_at: Timestamp,
}

/// One page of a conversation's messages.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminMessagesOut {
    /// The messages, oldest first.
    data: Vec<AdminMessageOut>,
    /// The total number of questions and answers.
    #[schema(example = 4, minimum = 0)]
    count: i64,
}

/// Get the messages of any conversation
///
/// Questions and answers, oldest first, without answers that were replaced. Access is recorded in the audit log, at most
/// once an hour for each conversation, login and address.
#[utoipa::path(
    get,
    path = "/api/admin/sessions/{id}/messages",
    tag = "admin",
    params(("id" = ChatSessionId, Path, description = "The conversation"), Paging),
    responses(
        (status = 200, body = AdminMessagesOut), BadRequest, Unauthorized, Forbidden, NotFound, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::ConversationsRead>,
    Extract(state): Extract<State>,
    Path(id): Path<ChatSessionId>,
    Query(paging): Query<Paging>,
) -> Result<Json<AdminMessagesOut>> {
    let connection = state.database.connection().await?;
    let record = NewAuditRecord {
        id: AuditRecordId(state.clock.uuid_v7()),
        at: state.clock.now(),
        actor: &caller.actor,
        event: &AuditEvent::done(AuditAction::ReadConversation).to(id),
    };
    let window = Window { limit: paging.limit, offset: paging.offset };
    let found = administration::messages(&connection, id, window, &record).await?;
    let found = found.ok_or_else(|| Problem::not_found("conversation"))?;
    let data = found.rows.into_iter().map(AdminMessageOut::from).collect();
    Ok(Json(AdminMessagesOut { data, count: found.count }))
}

impl From<ListedMessage> for AdminMessageOut {
    fn from(ListedMessage { id, role, content, created_at }: ListedMessage) -> Self {
        Self { id, role, content, created_at }
    }
}
