//! `PUT /api/v1/sources/{id}`: replaces the settings of a source.

use axum::extract::State as Extract;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, PayloadTooLarge, Problem, Result, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, SourceId};
use sisuiq_sanctions_db::{source_files, sources};

use crate::{
    State,
    settings::{Parsed, SourceIn, name_taken},
    source::WatchedSourceOut,
};

/// Change a source
///
/// Replaces all settings of a source; those that are left out get their defaults. Its format stays: another format is another source.
/// A source that is enabled again is due at once.
#[utoipa::path(
    put,
    path = "/api/v1/sources/{id}",
    tag = "sources",
    request_body = SourceIn,
    params(("id" = SourceId, Path, description = "The source")),
    responses(
        (status = 200, body = WatchedSourceOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge,
        Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn update(
    caller: User<capabilities::SourcesManage>,
    Extract(state): Extract<State>,
    Path(id): Path<SourceId>,
    Json(input): Json<SourceIn>,
) -> Result<Json<WatchedSourceOut>> {
    let Parsed { settings, schedule, files } = input.parse(&state.hosts)?;
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    sources::hold(&transaction, id).await?.ok_or_else(|| Problem::not_found("source"))?;
    let former = sources::find(&transaction, id).await?.ok_or_else(|| Problem::not_found("source"))?;
    if settings.format != former.settings.format {
        return Err(Problem::conflict(
            "the format of a source stays as it is: create another source, and disable this one",
        ));
    }
    if (&settings, &files) == (&former.settings, &former.files) {
        return Ok(Json(WatchedSourceOut::new(former, now)));
    }
    let next_run_at = if settings.is_enabled && !former.settings.is_enabled {
        now
    } else {
        former.next_run_at.min(schedule.next_after(&id.to_string(), now))
    };
    if !sources::update(&transaction, id, &settings, next_run_at, now).await? {
        return Err(name_taken());
    }
    source_files::replace(&transaction, id, &files).await?;
    let event = AuditEvent::done(AuditAction::UpdateSource).to(id).with("name", settings.name.as_str());
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let source = sources::find(&transaction, id).await?.ok_or_else(|| Problem::not_found("source"))?;
    transaction.commit().await?;
    Ok(Json(WatchedSourceOut::new(source, now)))
}
