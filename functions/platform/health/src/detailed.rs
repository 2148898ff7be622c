//! `GET /api/health/detailed`: every service with its latency, for administrators.

use axum::extract::State as Extract;
use sisuiq_http::{Forbidden, Json, Unauthorized, Unavailable};
use sisuiq_identity::{User, admission::Uncounted, capabilities};

use crate::State;
use crate::services::{DetailedOut, check_all};

/// Get the health of each service
///
/// Checks all services at the same time and returns their latencies. Administrators only.
#[utoipa::path(
    get,
    path = "/api/health/detailed",
    tag = "health",
    responses((status = 200, body = DetailedOut), Unauthorized, Forbidden, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn detailed(
    _caller: User<capabilities::SystemManage, Uncounted>,
    Extract(state): Extract<State>,
) -> Json<DetailedOut> {
    Json(Box::pin(check_all(&state)).await)
}
