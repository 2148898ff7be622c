//! `GET /api/health/ready`: requests can be served.

use std::collections::BTreeMap;

use axum::extract::State as Extract;
use http::StatusCode;
use serde::Serialize;
use sisuiq_http::Json;
use sisuiq_identity::{Anyone, admission::Uncounted};
use utoipa::ToSchema;

use crate::status::{Status, overall};
use crate::{State, checks};

/// The readiness of the service.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "message": null, "services": null }))]
pub(crate) struct ReadyOut {
    /// `ready` or `not_ready`.
    #[schema(example = "ready")]
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'static str>,
    /// The services by name, if one is unhealthy.
    #[serde(skip_serializing_if = "Option::is_none")]
    services: Option<BTreeMap<&'static str, Status>>,
}

/// Check readiness
///
/// Whether the database is migrated and the vector collection exists.
#[utoipa::path(
    get,
    path = "/api/health/ready",
    tag = "health",
    responses((status = 200, body = ReadyOut), (
            status = 503, body = ReadyOut, description = "A service is unhealthy",
            example = json!({
                "status": "not_ready", "message": "a required service is unhealthy",
                "services": { "database": "unhealthy", "qdrant": "healthy" }
            })
        ))
)]
pub(crate) async fn ready(_caller: Anyone<Uncounted>, Extract(state): Extract<State>) -> (StatusCode, Json<ReadyOut>) {
    let (database, qdrant) = tokio::join!(checks::database(&state.database), checks::vectors(&state.vectors));
    let services = BTreeMap::from([("database", database.status), ("qdrant", qdrant.status)]);
    if overall(services.values().copied()).is_up() {
        return (StatusCode::OK, Json(ReadyOut { status: "ready", message: None, services: None }));
    }
    let message = Some("a required service is unhealthy");
    (StatusCode::SERVICE_UNAVAILABLE, Json(ReadyOut { status: "not_ready", message, services: Some(services) }))
}
