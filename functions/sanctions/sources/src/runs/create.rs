//! `POST /api/v1/sources/{id}/run`: starts a run of a source.

use axum::extract::State as Extract;
use axum::response::Response;
use garde::Validate;
use http::StatusCode;
use serde::Deserialize;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_events::announce;
use sisuiq_http::{
    BadRequest, Claim, Conflict, Forbidden, IdempotencyHeader, IdempotencyKey, NotFound, Path, Problem, Query, Result,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission::Uploads, capabilities};
use sisuiq_model::{AuditAction, RunTrigger, SourceId, SourceRunId};
use sisuiq_sanctions_db::{
    source_runs::{self, NewRun},
    sources,
};

use utoipa::IntoParams;

use super::SourceRunOut;
use crate::State;

/// How a source is run.
#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub(crate) struct RunIn {
    /// Whether a list is taken over that lost more than a fifth of its entries, or a law that lost more than a fifth of its provisions or
    /// characters. Without it such a run fails and changes nothing, because a file that was cut looks the same.
    #[garde(skip)]
    #[serde(default)]
    #[param(default = false)]
    accept_loss: bool,
}

/// Run a source
///
/// Fetches a source now, without waiting for its next scheduled run. A source has one unfinished run at most.
#[utoipa::path(
    post,
    path = "/api/v1/sources/{id}/run",
    tag = "sources",
    extensions(("x-throttle" = json!("work"))),
    params(("id" = SourceId, Path, description = "The source"), RunIn, IdempotencyHeader),
    responses(
        (status = 202, body = SourceRunOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: User<capabilities::SourcesManage, Uploads>,
    Extract(state): Extract<State>,
    Path(id): Path<SourceId>,
    Query(RunIn { accept_loss }): Query<RunIn>,
    idempotency_key: IdempotencyKey,
) -> Result<Response> {
    let now = state.clock.now();
    let run = SourceRunId(state.clock.uuid_v7());
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    let is_enabled = sources::hold(&transaction, id).await?.ok_or_else(|| Problem::not_found("source"))?;
    if !is_enabled {
        return Err(Problem::conflict("the source is disabled: enable it first"));
    }
    let new = NewRun {
        id: run,
        source: id,
        trigger: RunTrigger::Manual,
        requested_by: Some(caller.id),
        accepts_loss: accept_loss,
    };
    if !source_runs::insert(&transaction, &new, now).await? {
        return Err(Problem::conflict("a run of this source is not finished yet: wait for its end"));
    }
    let event = AuditEvent::done(AuditAction::RunSource).to(id).with("run", run.to_string());
    let event = if accept_loss { event.with("accept_loss", "true") } else { event };
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let stored = source_runs::find(&transaction, run).await?.ok_or_else(|| Problem::not_found("run"))?;
    let response = claimed.respond(&transaction, StatusCode::ACCEPTED, &SourceRunOut::from(stored)).await?;
    transaction.commit().await?;
    drop(connection);
    announce("fetch_source", run, state.queue.send_fetch_source(run.0)).await;
    Ok(response)
}
