//! `GET /api/health/live`: the process answers a probe.

use sisuiq_http::Json;
use sisuiq_identity::{Anyone, admission::Uncounted};

use crate::liveness::AliveOut;

/// Check liveness (probe)
///
/// Returns `alive` regardless of the state of other services.
#[utoipa::path(get, path = "/api/health/live", tag = "health", responses((status = 200, body = AliveOut)))]
pub(crate) async fn live(_caller: Anyone<Uncounted>) -> Json<AliveOut> {
    Json(AliveOut { status: "alive" })
}
