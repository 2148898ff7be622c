//! `GET /api/admin/audit/head`: where the audit log ends now.

use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_accounts_db::audit_records;
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use utoipa::ToSchema;

use super::up_to_date;
use crate::State;

/// The head of the audit log.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuditHeadOut {
    /// The number of the last record; 0 while there is none.
    #[schema(example = 1_207)]
    sequence: i64,
    /// Its hash.
    #[schema(example = "55edb9e536ebb28ef093f8c22c5e751f023873399f2418502ff9f97f17e6335c")]
    hash: Option<String>,
}

/// Get the head of the audit log
///
/// The number and hash of the last record. Store them elsewhere to prove later that no record up to this one was
/// rewritten.
#[utoipa::path(
    get,
    path = "/api/admin/audit/head",
    tag = "admin",
    responses((status = 200, body = AuditHeadOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn head(
    _caller: User<capabilities::AuditRead>,
    Extract(state): Extract<State>,
) -> Result<Json<AuditHeadOut>> {
    let head = audit_records::find_head(&up_to_date(&state).await?).await?;
    Ok(Json(AuditHeadOut {
        sequence: head.map_or(0, |head| head.sequence),
        hash: head.map(|head| head.hash.to_string()),
    }))
}
