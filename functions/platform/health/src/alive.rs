//! `GET /api/health` and `GET /api/health/live`: the process answers.

use serde::Serialize;
use sisuiq_http::Json;
use sisuiq_identity::{Anyone, admission::Uncounted};
use utoipa::ToSchema;

/// The liveness of the service.
#[derive(Serialize, ToSchema)]
pub(crate) struct AliveOut {
    #[schema(example = "ok")]
    status: &'static str,
}

/// Check liveness
///
/// Returns `ok` regardless of the state of other services.
#[utoipa::path(get, path = "/api/health", tag = "health", responses((status = 200, body = AliveOut)))]
pub(crate) async fn health(_caller: Anyone<Uncounted>) -> Json<AliveOut> {
    Json(AliveOut { status: "ok" })
}

/// Check liveness (probe)
///
/// Returns `alive` regardless of the state of other services.
#[utoipa::path(get, path = "/api/health/live", tag = "health", responses((status = 200, body = AliveOut)))]
pub(crate) async fn live(_caller: Anyone<Uncounted>) -> Json<AliveOut> {
    Json(AliveOut { status: "alive" })
}
