//! `GET /api/v1/chat/tips`: suggested questions.

use axum::extract::State as Extract;
use sisuiq_http::{Forbidden, Json, Query, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable};
use sisuiq_identity::{User, capabilities};

use crate::State;
use crate::tips::{TipsIn, TipsOut, suggest};

/// Suggest questions
///
/// Returns tips, and questions made of headings of documents that the caller may see. They differ each time.
#[utoipa::path(
    get,
    path = "/api/v1/chat/tips",
    tag = "chat",
    params(TipsIn),
    responses((status = 200, body = TipsOut), Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn tips(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Query(input): Query<TipsIn>,
) -> Result<Json<TipsOut>> {
    Ok(Json(suggest(&state, &caller, &input).await?))
}
