//! `POST /api/chat`: a question, answered whole.

use crate::{Answer, State, question::QuestionIn, turn};
use axum::extract::State as Extract;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission};

/// Ask
///
/// Answers a question from the documents that the caller may see, each statement with a citation that was checked on its
/// page.
#[utoipa::path(
    post,
    path = "/api/chat",
    tag = "chat",
    request_body = QuestionIn,
    responses((
            status = 200, body = Answer,
            links(
                ("citation" = (
                    operation_id = "get_citations_id", parameters(("id" = "$response.body#/citations/0/id"))
                )),
                ("history" = (
                    operation_id = "get_chat_history_session_id",
                    parameters(("session_id" = "$response.body#/session_id"))
                ))
            )
        ), BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn ask(
    caller: User<admission::Chat>,
    Extract(state): Extract<State>,
    Json(input): Json<QuestionIn>,
) -> Result<Json<Answer>> {
    let turn = turn::begin(&state, &caller, input.try_into()?).await?;
    // On its own task, so that an answer which was begun is stored even when the caller leaves.
    let answer = tokio::spawn(turn::answer(state, turn, None)).await.map_err(Problem::internal)?;
    answer.map(Json).map_err(Problem::from)
}
