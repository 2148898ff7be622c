//! `/api/auth/access-request`: what a guest asks administrators for.

pub(crate) mod create;
pub(crate) mod read;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use sisuiq_accounts_db::access_requests::AccessRequest;
use sisuiq_clock::later;
use sisuiq_model::{AccessRequestStatus, UserRole};
use utoipa::ToSchema;

/// A request for access, as the person who made it sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccessRequestOut {
    status: AccessRequestStatus,
    /// What the person wrote.
    #[schema(example = "I work on outage reports.")]
    reason: Option<String>,
    /// The role that was given; null before the decision and after a refusal.
    granted_role: Option<UserRole>,
    /// When access was requested.
    created_at: Timestamp,
    /// When an administrator decided.
    decided_at: Option<Timestamp>,
    /// When the person may ask again.
    may_repeat_at: Timestamp,
}

impl From<AccessRequest> for AccessRequestOut {
    fn from(request: AccessRequest) -> Self {
        Self {
            status: request.status(),
            may_repeat_at: later(request.created_at, SignedDuration::from_hours(24)),
            reason: request.reason,
            granted_role: request.granted_role,
            created_at: request.created_at,
            decided_at: request.decided_at,
        }
    }
}
