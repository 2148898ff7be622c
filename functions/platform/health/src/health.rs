//! `GET /api/health`: the process answers.

use sisuiq_http::Json;
use sisuiq_identity::{Anyone, admission::Uncounted};

use crate::liveness::AliveOut;

/// Check liveness
///
/// Returns `ok` regardless of the state of other services.
#[utoipa::path(get, path = "/api/health", tag = "health", responses((status = 200, body = AliveOut)))]
pub(crate) async fn health(_caller: Anyone<Uncounted>) -> Json<AliveOut> {
    Json(AliveOut { status: "ok" })
}
