//! `GET /api/citations/{id}`: checks a citation and finds its quotation on the page.

use super::check::CheckOut;
use crate::State;
use axum::extract::State as Extract;
use sisuiq_chat_db::citations;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::CitationId;

/// Check a citation
///
/// Checks a citation of one of the caller's answers against the page as it is stored now.
#[utoipa::path(
    get,
    path = "/api/citations/{id}",
    tag = "chat",
    params(("id" = CitationId, Path, description = "The citation")),
    responses((status = 200, body = CheckOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Path(id): Path<CitationId>,
) -> Result<Json<CheckOut>> {
    let connection = state.database.connection().await?;
    let found = citations::find_owned(&connection, id, caller.id).await?;
    drop(connection);
    let stored = found.ok_or_else(|| Problem::not_found("citation"))?;
    Ok(Json(CheckOut::of(stored)))
}
