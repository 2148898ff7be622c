//! `GET /api/version` and `GET /api/v1/health`: which build answers, and where.

use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_clock::Clock;
use sisuiq_config::Stage;
use sisuiq_http::Json;
use sisuiq_identity::{Anyone, admission::Uncounted};
use utoipa::ToSchema;

use crate::status::Status;

/// The version of this build, by semantic versioning.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The build and its stage.
#[derive(Serialize, ToSchema)]
pub(crate) struct BuildOut {
    #[schema(example = "0.2.0")]
    version: &'static str,
    #[schema(example = "SISUiQ")]
    name: &'static str,
    /// `dev`, `staging` or `prod`.
    #[schema(example = "prod")]
    environment: String,
}

/// The liveness of the service, with the time and the build.
#[derive(Serialize, ToSchema)]
pub(crate) struct HealthOut {
    status: Status,
    timestamp: Timestamp,
    #[schema(example = "0.2.0")]
    version: &'static str,
}

/// Get the build
///
/// The version, the name and the stage. No service is contacted.
#[utoipa::path(get, path = "/api/version", tag = "health", responses((status = 200, body = BuildOut)))]
pub(crate) async fn version(_caller: Anyone<Uncounted>, Extract(stage): Extract<Stage>) -> Json<BuildOut> {
    Json(BuildOut { version: VERSION, name: "SISUiQ", environment: stage.to_string() })
}

/// Check liveness with the build
///
/// Returns `healthy` and the version regardless of the state of other services.
#[utoipa::path(get, path = "/api/v1/health", tag = "health", responses((status = 200, body = HealthOut)))]
pub(crate) async fn health(_caller: Anyone<Uncounted>, Extract(clock): Extract<Clock>) -> Json<HealthOut> {
    Json(HealthOut { status: Status::Healthy, timestamp: clock.now(), version: VERSION })
}
