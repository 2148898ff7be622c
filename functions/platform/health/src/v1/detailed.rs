//! `GET /api/v1/health/detailed`: every service with its latency, and the build, for administrators.

use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_http::{Forbidden, Json, Unauthorized, Unavailable};
use sisuiq_identity::{User, admission::Uncounted, capabilities};
use utoipa::ToSchema;

use crate::State;
use crate::release::VERSION;
use crate::services::{DetailedOut, check_all};

/// The health of each service, with the build.
#[derive(Serialize, ToSchema)]
pub(crate) struct DetailedOfBuildOut {
    #[serde(flatten)]
    detailed: DetailedOut,
    #[schema(example = "0.2.0")]
    version: &'static str,
}

/// Get the health of each service with the build
///
/// The same as `GET /api/health/detailed`, with the version. Administrators only.
#[utoipa::path(
    get,
    path = "/api/v1/health/detailed",
    tag = "health",
    responses((status = 200, body = DetailedOfBuildOut), Unauthorized, Forbidden, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn detailed(
    _caller: User<capabilities::SystemManage, Uncounted>,
    Extract(state): Extract<State>,
) -> Json<DetailedOfBuildOut> {
    Json(DetailedOfBuildOut { detailed: Box::pin(check_all(&state)).await, version: VERSION })
}
