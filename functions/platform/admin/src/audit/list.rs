//! `GET /api/admin/audit`: who did what, the latest first.

use axum::extract::State as Extract;
use axum::response::{AppendHeaders, IntoResponse};
use garde::Validate;
use http::Uri;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sisuiq_accounts_db::audit_records::{self, AuditContent, AuditRecord, Filter, ListedAuditRecord};
use sisuiq_http::{
    Cursor, Forbidden, Json, Paged, Paging, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, AuditObjectKind, AuditOutcome, AuditRecordId, AuthSessionId, Surface, UserId, Window};
use tokio::join;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::up_to_date;
use crate::State;
use crate::lists::Asked;

/// Filters of the audit log, combined with AND.
#[derive(Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditIn {
    /// Only actions of this account.
    #[param(value_type = Option<UserId>)]
    actor: Option<Uuid>,
    /// Only this action.
    #[param(value_type = Option<AuditAction>)]
    action: Option<String>,
    /// Only this outcome.
    #[param(value_type = Option<AuditOutcome>)]
    outcome: Option<String>,
    /// Only actions on objects of this kind.
    #[param(value_type = Option<AuditObjectKind>)]
    object_kind: Option<String>,
    /// Only actions on the object with this id.
    #[garde(inner(length(chars, min = 1, max = 64)))]
    #[param(min_length = 1, max_length = 64, example = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11")]
    object_id: Option<String>,
    /// The start of the period, inclusive.
    #[param(value_type = Option<String>, format = DateTime, max_length = 40, example = "2026-11-01T00:00:00Z")]
    from: Option<Timestamp>,
    /// The end of the period, exclusive.
    #[param(value_type = Option<String>, format = DateTime, max_length = 40, example = "2026-12-01T00:00:00Z")]
    until: Option<Timestamp>,
    /// The cursor from the `Link` header of the previous page.
    #[param(value_type = Option<String>, max_length = 64, example = "1763712000000000_1207")]
    cursor: Option<Cursor<i64>>,
}

/// An action or an attempted action.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "details": { "second_factor": true } }))]
pub(crate) struct AuditRecordOut {
    /// The record's number: starts at 1, without gaps.
    #[schema(example = 1_207)]
    sequence: i64,
    /// SHA-256 of the record's content, its number, and the hash of the preceding record.
    #[schema(example = "55edb9e536ebb28ef093f8c22c5e751f023873399f2418502ff9f97f17e6335c")]
    hash: String,
    id: AuditRecordId,
    /// The time.
    at: Timestamp,
    /// The account that acted; null for an unauthenticated caller.
    actor: Option<UserId>,
    /// The account's current e-mail address; null if there is no account, or no longer.
    #[schema(example = "demo@sisuiq.com")]
    actor_email: Option<String>,
    /// The session; null for a program.
    session: Option<AuthSessionId>,
    /// The surface on which the session began.
    #[schema(value_type = Option<Surface>)]
    surface: Option<String>,
    #[schema(value_type = AuditAction)]
    action: String,
    #[schema(value_type = AuditOutcome)]
    outcome: String,
    #[schema(value_type = Option<AuditObjectKind>)]
    object_kind: Option<String>,
    #[schema(example = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11")]
    object_id: Option<String>,
    /// The current e-mail address of the object if it is an account; null if it is none, or no longer there.
    #[schema(example = "grace@example.com")]
    object_email: Option<String>,
    /// Details, which depend on the action.
    #[schema(value_type = Object)]
    details: Value,
    /// The client's IP address.
    #[schema(example = "203.0.113.9")]
    address: String,
    /// The client's `User-Agent`.
    #[schema(example = "curl/8.5.0")]
    user_agent: Option<String>,
    /// The trace id of the request.
    #[schema(example = "6b0009c658cfd7eb44d4a19a15e5d601")]
    trace_id: String,
}

/// One page of the log.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuditOut {
    /// The records, the latest first.
    data: Vec<AuditRecordOut>,
    /// The total number of items.
    #[schema(example = 1_207)]
    count: i64,
}

/// Search the audit log
///
/// Who did what to which object, and from which address, newest first. The result includes everything recorded before
/// this request; only when more than 1,000 records are waiting to be numbered do the later ones follow within minutes.
#[utoipa::path(
    get,
    path = "/api/admin/audit",
    tag = "admin",
    params(AuditIn, Paging),
    responses(
        (
            status = 200, body = AuditOut,
            headers(("link" = String, description = "The next page, unless this is the last one"))
        ),
        Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: User<capabilities::AuditRead>,
    Extract(state): Extract<State>,
    uri: Uri,
    Paged(input, Paging { limit, offset }): Paged<AuditIn>,
) -> Result<impl IntoResponse> {
    let mut asked = Asked::default();
    let filter = Filter {
        actor: input.actor.map(UserId),
        action: asked.named("action", input.action.as_deref()),
        outcome: asked.named("outcome", input.outcome.as_deref()),
        object_kind: asked.named("object_kind", input.object_kind.as_deref()),
        object_id: input.object_id.as_deref(),
        from: input.from,
        until: input.until,
    };
    asked.check()?;
    let before = input.cursor.map(|cursor| cursor.id);
    let mut connection = up_to_date(&state).await?;
    let transaction = connection.transaction().await?;
    audit_records::plan_for_values(&transaction).await?;
    let (found, count) = join!(
        audit_records::list(&transaction, &filter, before, Window { limit, offset }),
        audit_records::count(&transaction, &filter),
    );
    let (found, count) = (found?, count?);
    transaction.commit().await?;
    let last = found.last().filter(|_| usize::try_from(limit) == Ok(found.len()));
    let next = last.and_then(|last| Cursor { at: last.record.content.at, id: last.record.sequence }.link(&uri));
    let data = found.into_iter().map(AuditRecordOut::from).collect();
    Ok((AppendHeaders(next), Json(AuditOut { data, count })))
}

impl From<ListedAuditRecord> for AuditRecordOut {
    fn from(ListedAuditRecord { record, actor_email, object_email }: ListedAuditRecord) -> Self {
        let AuditRecord { sequence, hash, content, .. } = record;
        let AuditContent { id, at, actor, session, surface, action, outcome, object, details, .. } = content;
        let (object_kind, object_id) = object.unzip();
        Self {
            sequence,
            hash: hash.to_string(),
            id,
            at,
            actor,
            actor_email,
            session,
            surface,
            action,
            outcome,
            object_kind,
            object_id,
            object_email,
            details,
            address: content.address,
            user_agent: content.user_agent,
            trace_id: content.trace_id,
        }
    }
}
