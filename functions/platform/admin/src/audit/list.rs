//! `GET /api/admin/audit`: who did what, the latest first.

use axum::extract::State as Extract;
use axum::response::{AppendHeaders, IntoResponse};
use garde::Validate;
use http::Uri;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sisuiq_db::audit_records::{self, AuditRecord, Filter, ListedAuditRecord, Told};
use sisuiq_db::{AuditAction, AuditObjectKind, AuditOutcome, AuditRecordId, AuthSessionId, Surface, UserId};
use sisuiq_http::{Cursor, Forbidden, Json, Query, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable};
use sisuiq_identity::Admin;
use tokio::join;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::up_to_date;
use crate::State;
use crate::lists::{Asked, default_limit};

/// Which records; all that is named has to fit.
#[derive(Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditIn {
    /// What this account did.
    #[param(value_type = Option<UserId>)]
    actor: Option<Uuid>,
    /// This action.
    #[param(value_type = Option<AuditAction>)]
    action: Option<String>,
    /// With this outcome.
    #[param(value_type = Option<AuditOutcome>)]
    outcome: Option<String>,
    /// Done to things of this kind.
    #[param(value_type = Option<AuditObjectKind>)]
    object_kind: Option<String>,
    /// Done to the thing of this id.
    #[garde(inner(length(chars, min = 1, max = 64)))]
    #[param(min_length = 1, max_length = 64, example = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11")]
    object_id: Option<String>,
    /// Not before.
    #[param(value_type = Option<String>, format = DateTime, max_length = 40, example = "2026-11-01T00:00:00Z")]
    from: Option<Timestamp>,
    /// Before.
    #[param(value_type = Option<String>, format = DateTime, max_length = 40, example = "2026-12-01T00:00:00Z")]
    until: Option<Timestamp>,
    /// So many at most.
    #[garde(range(min = 1, max = 100))]
    #[serde(default = "default_limit")]
    #[param(minimum = 1, maximum = 100, default = 50)]
    limit: i64,
    /// After so many.
    #[garde(range(min = 0))]
    #[serde(default)]
    #[param(minimum = 0, default = 0)]
    offset: i64,
    /// After the page that gave this in its header `Link`.
    #[param(value_type = Option<String>, max_length = 64, example = "1763712000000000_1207")]
    cursor: Option<Cursor<i64>>,
}

/// What somebody did, or tried to do.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "details": { "second_factor": true } }))]
pub(crate) struct AuditRecordOut {
    /// Its number: the first is 1, and none is left out.
    #[schema(example = 1_207)]
    sequence: i64,
    /// SHA-256 over what it says, its number, and the hash of the record before it.
    #[schema(example = "55edb9e536ebb28ef093f8c22c5e751f023873399f2418502ff9f97f17e6335c")]
    hash: String,
    id: AuditRecordId,
    /// When.
    at: Timestamp,
    /// Who did it; nobody for whoever did not show who they are.
    actor: Option<UserId>,
    /// The address they log in with today; nothing for whoever has no account any more.
    #[schema(example = "demo@sisuiq.com")]
    actor_email: Option<String>,
    /// In which session; none for a program.
    session: Option<AuthSessionId>,
    /// Where the session began.
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
    /// More about it, which depends on the action.
    #[schema(value_type = Object)]
    details: Value,
    /// The address it came from.
    #[schema(example = "203.0.113.9")]
    address: String,
    /// What the program called itself.
    #[schema(example = "curl/8.5.0")]
    user_agent: Option<String>,
    /// The trace id of the request.
    #[schema(example = "6b0009c658cfd7eb44d4a19a15e5d601")]
    trace_id: String,
}

/// A part of the log.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuditOut {
    /// The records, the latest first.
    data: Vec<AuditRecordOut>,
    /// How many there are in all.
    #[schema(example = 1_207)]
    count: i64,
}

/// Search the audit log
///
/// Who did what to which object, from where, the latest first. What was done before this request is in it; only if more than
/// 1,000 records waited for their places, the later ones follow within minutes.
#[utoipa::path(
    get,
    path = "/api/admin/audit",
    tag = "admin",
    params(AuditIn),
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
    _caller: Admin,
    Extract(state): Extract<State>,
    uri: Uri,
    Query(input): Query<AuditIn>,
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
        audit_records::list(&transaction, &filter, before, (input.limit, input.offset)),
        audit_records::count(&transaction, &filter),
    );
    let (found, count) = (found?, count?);
    transaction.commit().await?;
    let last = found.last().filter(|_| usize::try_from(input.limit) == Ok(found.len()));
    let next = last.and_then(|last| Cursor { at: last.record.told.at, id: last.record.sequence }.link(&uri));
    let data = found.into_iter().map(AuditRecordOut::from).collect();
    Ok((AppendHeaders(next), Json(AuditOut { data, count })))
}

impl From<ListedAuditRecord> for AuditRecordOut {
    fn from(ListedAuditRecord { record, actor_email }: ListedAuditRecord) -> Self {
        let AuditRecord { sequence, hash, told, .. } = record;
        let Told { id, at, actor, session, surface, action, outcome, object, details, .. } = told;
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
            details,
            address: told.address,
            user_agent: told.user_agent,
            trace_id: told.trace_id,
        }
    }
}
