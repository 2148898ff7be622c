//! `GET /api/v1/chat/tips`: what somebody may ask.

use axum::extract::State as Extract;
use sisuiq_http::{Forbidden, Json, Query, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable};
use sisuiq_identity::User;

use super::{TipsIn, TipsOut, suggest};
use crate::State;

/// Suggest questions
///
/// Tips, and questions made of headings of documents that the caller may see; other ones each time.
#[utoipa::path(
    get,
    path = "/api/v1/chat/tips",
    tag = "chat",
    params(TipsIn),
    responses((status = 200, body = TipsOut), Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn tips(
    caller: User,
    Extract(state): Extract<State>,
    Query(input): Query<TipsIn>,
) -> Result<Json<TipsOut>> {
    Ok(Json(suggest(&state, &caller, &input).await?))
}
