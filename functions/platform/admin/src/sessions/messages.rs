//! `GET /api/admin/sessions/{id}/messages`: what was said in a conversation, whoever has it.

use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_db::administration::{self, ListedMessage};
use sisuiq_db::audit_records::{Deed, NewAuditRecord};
use sisuiq_db::{AuditAction, AuditRecordId, ChatSessionId, MessageId, MessageRole};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Paging, Path, Problem, Query, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::Admin;
use utoipa::ToSchema;

use crate::State;

/// A question or an answer, as administrators see it.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminMessageOut {
    id: MessageId,
    /// Who says it.
    role: MessageRole,
    /// What it says.
    #[schema(example = "How many customers were affected?")]
    content: String,
    /// When.
    created_at: Timestamp,
}

/// A part of a conversation.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminMessagesOut {
    /// What was said, the first first.
    data: Vec<AdminMessageOut>,
    /// How many questions and answers there are in all.
    #[schema(example = 4, minimum = 0)]
    count: i64,
}

/// Read anybody's conversation
///
/// What was asked and answered, the first first, without answers that others took the place of. The audit log tells who read it, once an hour
/// of each login and address.
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
    caller: Admin,
    Extract(state): Extract<State>,
    Path(id): Path<ChatSessionId>,
    Query(paging): Query<Paging>,
) -> Result<Json<AdminMessagesOut>> {
    let connection = state.database.connection().await?;
    let record = NewAuditRecord {
        id: AuditRecordId(state.clock.uuid_v7()),
        at: state.clock.now(),
        actor: &caller.actor,
        deed: &Deed::done(AuditAction::ReadConversation).to(id),
    };
    let found = administration::messages(&connection, id, (paging.limit, paging.offset), &record).await?;
    let found = found.ok_or_else(|| Problem::not_found("conversation"))?;
    let data = found.rows.into_iter().map(AdminMessageOut::from).collect();
    Ok(Json(AdminMessagesOut { data, count: found.count }))
}

impl From<ListedMessage> for AdminMessageOut {
    fn from(ListedMessage { id, role, content, created_at }: ListedMessage) -> Self {
        Self { id, role, content, created_at }
    }
}
