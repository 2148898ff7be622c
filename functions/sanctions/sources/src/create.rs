//! `POST /api/v1/sources`: creates a source.

use axum::extract::State as Extract;
use axum::response::Response;
use http::StatusCode;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_http::{
    BadRequest, Claim, Conflict, Forbidden, IdempotencyHeader, PayloadTooLarge, Problem, Result, Submitted,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, SourceId};
use sisuiq_sanctions_db::{source_files, sources};

use crate::{
    State,
    settings::{MOST, Parsed, SourceIn, name_taken},
    source::WatchedSourceOut,
};

/// Create a source
///
/// A source that is watched from now on, unless it is disabled. Its hosts have to be among those that the deployment allows. There
/// can be 200 sources.
#[utoipa::path(
    post,
    path = "/api/v1/sources",
    tag = "sources",
    request_body = SourceIn,
    params(IdempotencyHeader),
    responses(
        (status = 201, body = WatchedSourceOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: User<capabilities::SourcesManage>,
    Extract(state): Extract<State>,
    Submitted { input, idempotency_key }: Submitted<SourceIn>,
) -> Result<Response> {
    let Parsed { settings, files, .. } = input.parse(&state.hosts)?;
    let now = state.clock.now();
    let id = SourceId(state.clock.uuid_v7());
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    if !sources::insert(&transaction, id, &settings, now).await? {
        return Err(name_taken());
    }
    if sources::count(&transaction).await? > MOST {
        return Err(Problem::conflict(format!("there can be at most {MOST} sources: change one that nobody needs")));
    }
    source_files::replace(&transaction, id, &files).await?;
    let event = AuditEvent::done(AuditAction::CreateSource).to(id).with("name", settings.name.as_str());
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let source = sources::find(&transaction, id).await?.ok_or_else(|| Problem::not_found("source"))?;
    let response = claimed.respond(&transaction, StatusCode::CREATED, &WatchedSourceOut::new(source, now)).await?;
    transaction.commit().await?;
    Ok(response)
}
