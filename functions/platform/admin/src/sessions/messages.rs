//! `GET /api/admin/sessions/{id}/messages`: the messages of any conversation.

use axum::extract::State as Extract;
use garde::Validate;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sisuiq_db::administration::{self, ListedMessage};
use sisuiq_db::audit_records::{Deed, NewAuditRecord};
use sisuiq_db::{AuditAction, AuditRecordId, ChatSessionId, MessageId, MessageRole};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Query, Result, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::Admin;
use utoipa::{IntoParams, ToSchema};

use crate::State;
use crate::lists::usual;

/// Which part of the conversation.
#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub(crate) struct AdminMessagesIn {
    /// At most so many, 1 to 100.
    #[garde(range(min = 1, max = 100))]
    #[serde(default = "usual")]
    #[param(minimum = 1, maximum = 100, default = 50)]
    limit: i64,
    /// After so many.
    #[garde(range(min = 0))]
    #[serde(default)]
    #[param(minimum = 0, default = 0)]
    offset: i64,
}

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
/// Questions and answers, oldest first, without answers that were replaced. Each access is recorded in the audit log,
/// once an hour for each login and address.
#[utoipa::path(
    get,
    path = "/api/admin/sessions/{id}/messages",
    tag = "admin",
    params(("id" = ChatSessionId, Path, description = "The conversation"), AdminMessagesIn),
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
    Query(input): Query<AdminMessagesIn>,
) -> Result<Json<AdminMessagesOut>> {
    let connection = state.database.connection().await?;
    let record = NewAuditRecord {
        id: AuditRecordId(state.clock.uuid_v7()),
        at: state.clock.now(),
        actor: &caller.actor,
        deed: &Deed::done(AuditAction::ReadConversation).to(id),
    };
    let found = administration::messages(&connection, id, (input.limit, input.offset), &record).await?;
    let found = found.ok_or_else(|| Problem::not_found("conversation"))?;
    let data = found.rows.into_iter().map(AdminMessageOut::from).collect();
    Ok(Json(AdminMessagesOut { data, count: found.count }))
}

impl From<ListedMessage> for AdminMessageOut {
    fn from(ListedMessage { id, role, content, created_at }: ListedMessage) -> Self {
        Self { id, role, content, created_at }
    }
}
