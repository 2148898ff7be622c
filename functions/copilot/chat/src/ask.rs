//! `POST /api/chat`: a question, answered whole.

use crate::{
    Answer, State,
    question::{QuestionIn, QuestionKey},
    turn::{self, Begun, Form, Outcome, Telling, Turn},
};
use axum::{
    extract::State as Extract,
    response::{IntoResponse, Response},
};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, PayloadTooLarge, Problem, Result, Submitted, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission};
use sisuiq_telemetry::TaskEnded;

/// Ask
///
/// Answers a question from the documents that the caller may see, each statement with a citation that was checked on its
/// page.
#[utoipa::path(
    post,
    path = "/api/chat",
    tag = "chat",
    request_body = QuestionIn,
    params(QuestionKey),
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
    Submitted { input, idempotency_key }: Submitted<QuestionIn>,
) -> Result<Response> {
    match turn::begin(&state, &caller, input.try_into()?, idempotency_key).await? {
        Begun::Fresh(turn) => answer(state, turn).await,
        Begun::Answered(kept) => Ok(kept.into_response()),
    }
}

/// Answers whole.
pub(crate) async fn answer(state: State, turn: Box<Turn>) -> Result<Response> {
    Ok(match write(state, turn, |_, answer| serde_json::to_vec(answer)).await? {
        Outcome::Stored(answer) => Json(answer).into_response(),
        Outcome::Answered(kept) => kept.into_response(),
    })
}

/// On its own task, so that an answer which was begun is stored even when the caller leaves.
pub(crate) async fn write(state: State, turn: Box<Turn>, form: Form) -> Result<Outcome> {
    let outcome = tokio::spawn(turn::answer(state, turn, Telling::nobody(), form));
    Ok(outcome.await.map_err(|error| Problem::internal(TaskEnded::from(error)))??)
}
