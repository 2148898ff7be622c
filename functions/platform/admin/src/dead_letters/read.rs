//! `GET /api/admin/dead-letters`: how many messages were given up.

use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_events::Redrive;
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Admin;
use utoipa::ToSchema;

use super::unavailable;
use crate::State;

/// Messages that were given up.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "messages": 2, "redrive": { "is_running": false, "moved": 3, "failure": null } }))]
pub(crate) struct DeadLettersOut {
    /// About how many there are: the queue counts them a little later than they come and go.
    #[schema(example = 2, minimum = 0)]
    messages: i64,
    /// The latest move of such messages back to the queue; nothing when there was none of late.
    redrive: Option<RedriveOut>,
}

/// A move of messages back to the queue.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "is_running": false, "moved": 3, "failure": null }))]
pub(crate) struct RedriveOut {
    /// Whether it goes on.
    is_running: bool,
    /// How many were moved so far.
    #[schema(example = 3, minimum = 0)]
    moved: i64,
    /// Why it broke off; only when it did.
    failure: Option<String>,
}

/// Count dead letters
///
/// How many messages of the ingest queue were given up after several tries, and whether such are on their way back.
#[utoipa::path(
    get,
    path = "/api/admin/dead-letters",
    tag = "admin",
    responses((status = 200, body = DeadLettersOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(_caller: Admin, Extract(state): Extract<State>) -> Result<Json<DeadLettersOut>> {
    let messages = state.dead_letters.count().await.map_err(unavailable)?;
    let redrive = state.dead_letters.last_redrive().await.map_err(unavailable)?;
    Ok(Json(DeadLettersOut { messages, redrive: redrive.map(RedriveOut::from) }))
}

impl From<Redrive> for RedriveOut {
    fn from(Redrive { is_running, moved, failure }: Redrive) -> Self {
        Self { is_running, moved, failure }
    }
}
