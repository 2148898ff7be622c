//! `GET /api/v1/health`: the process answers, and which build it is.

use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_clock::Clock;
use sisuiq_http::Json;
use sisuiq_identity::{Anyone, admission::Uncounted};
use utoipa::ToSchema;

use crate::release::VERSION;
use crate::status::Status;

/// The liveness of the service, with the time and the build.
#[derive(Serialize, ToSchema)]
pub(crate) struct HealthOut {
    status: Status,
    timestamp: Timestamp,
    #[schema(example = "0.2.0")]
    version: &'static str,
}

/// Check liveness with the build
///
/// Returns `healthy` and the version regardless of the state of other services.
#[utoipa::path(get, path = "/api/v1/health", tag = "health", responses((status = 200, body = HealthOut)))]
pub(crate) async fn health(_caller: Anyone<Uncounted>, Extract(clock): Extract<Clock>) -> Json<HealthOut> {
    Json(HealthOut { status: Status::Healthy, timestamp: clock.now(), version: VERSION })
}
