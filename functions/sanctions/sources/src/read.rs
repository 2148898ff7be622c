//! `GET /api/v1/sources/{id}`: one source.

use axum::extract::State as Extract;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::SourceId;
use sisuiq_sanctions_db::sources;

use crate::{State, source::WatchedSourceOut};

/// Get a source
///
/// A watched source with its files.
#[utoipa::path(
    get,
    path = "/api/v1/sources/{id}",
    tag = "sources",
    params(("id" = SourceId, Path, description = "The source")),
    responses(
        (status = 200, body = WatchedSourceOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    _caller: User<capabilities::SourcesRead>,
    Extract(state): Extract<State>,
    Path(id): Path<SourceId>,
) -> Result<Json<WatchedSourceOut>> {
    let found = sources::find(&state.database.connection().await?, id).await?;
    let source = found.ok_or_else(|| Problem::not_found("source"))?;
    Ok(Json(WatchedSourceOut::new(source, state.clock.now())))
}
