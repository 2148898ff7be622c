//! `POST /api/chat`: answers a question as a whole.

use crate::{
    Answer, State,
    question::{QuestionIn, QuestionKey},
    turn::{self, Delivery, TurnRequest},
};
use axum::{extract::State as Extract, response::Response};
use sisuiq_http::{
    BadRequest, Forbidden, NotFound, PayloadTooLarge, Result, Submitted, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::{User, admission, capabilities};

/// Ask
///
/// Answers a question from the documents that the caller may see. Each citation was checked on its page. Statements of a
/// model that its citations do not support are marked or left out.
#[utoipa::path(
    post,
    path = "/api/chat",
    tag = "chat",
    extensions(("x-throttle" = json!("work"))),
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
    caller: User<capabilities::QuestionsAsk, admission::Chat>,
    Extract(state): Extract<State>,
    Submitted { input, idempotency_key }: Submitted<QuestionIn>,
) -> Result<Response> {
    let request = TurnRequest::ask(input.try_into()?, idempotency_key);
    turn::run(state, &caller, request, Delivery::Whole(Answer::to_json)).await
}
