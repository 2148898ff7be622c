//! `GET /api/admin/dead-letters`: the number of dead letters.

use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_events::Redrive;
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use utoipa::ToSchema;

use super::unavailable;
use crate::State;

/// Messages that failed after all retries.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "messages": 2, "redrive": { "is_running": false, "moved": 3, "failure": null } }))]
pub(crate) struct DeadLettersOut {
    /// The approximate number of messages: the queue's count lags a little.
    #[schema(example = 2, minimum = 0)]
    messages: i64,
    /// The latest redrive; null if there was none recently.
    redrive: Option<RedriveOut>,
}

/// A redrive of dead letters.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "is_running": false, "moved": 3, "failure": null }))]
pub(crate) struct RedriveOut {
    /// True if it is still running.
    is_running: bool,
    /// The number of messages moved so far.
    #[schema(example = 3, minimum = 0)]
    moved: i64,
    /// The reason of the failure, if it failed.
    failure: Option<String>,
}

/// Get the number of dead letters
///
/// How many messages of the ingest queue failed after all retries, and whether a redrive is running.
#[utoipa::path(
    get,
    path = "/api/admin/dead-letters",
    tag = "admin",
    responses((status = 200, body = DeadLettersOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    _caller: User<capabilities::SystemManage>,
    Extract(state): Extract<State>,
) -> Result<Json<DeadLettersOut>> {
    let messages = state.dead_letters.count().await.map_err(unavailable)?;
    let redrive = state.dead_letters.last_redrive().await.map_err(unavailable)?;
    Ok(Json(DeadLettersOut { messages, redrive: redrive.map(RedriveOut::from) }))
}

impl From<Redrive> for RedriveOut {
    fn from(Redrive { is_running, moved, failure }: Redrive) -> Self {
        Self { is_running, moved, failure }
    }
}
