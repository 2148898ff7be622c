//! `GET /health`: the process answers.

use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_clock::Clock;
use sisuiq_http::Json;
use sisuiq_identity::{Anyone, admission::Uncounted};
use utoipa::ToSchema;

use crate::status::Status;

/// The state of the service, for load balancers and uptime monitors.
#[derive(Serialize, ToSchema)]
pub(crate) struct ServiceHealthOut {
    status: Status,
    timestamp: Timestamp,
}

/// Check the service
///
/// Always `healthy` while the process answers; `/api/health/ready` asks the services behind it.
#[utoipa::path(get, path = "/health", tag = "health", responses((status = 200, body = ServiceHealthOut)))]
pub(crate) async fn root_health(_caller: Anyone<Uncounted>, Extract(clock): Extract<Clock>) -> Json<ServiceHealthOut> {
    Json(ServiceHealthOut { status: Status::Healthy, timestamp: clock.now() })
}
