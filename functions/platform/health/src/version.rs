//! `GET /api/version`: which build answers, and where.

use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_config::Stage;
use sisuiq_http::Json;
use sisuiq_identity::{Anyone, admission::Uncounted};
use utoipa::ToSchema;

use crate::release::VERSION;

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

/// Get the build
///
/// The version, the name and the stage. No service is contacted.
#[utoipa::path(get, path = "/api/version", tag = "health", responses((status = 200, body = BuildOut)))]
pub(crate) async fn version(_caller: Anyone<Uncounted>, Extract(stage): Extract<Stage>) -> Json<BuildOut> {
    Json(BuildOut { version: VERSION, name: "SISUiQ", environment: stage.to_string() })
}
