//! `POST /api/v1/knowledge/chats/{id}/messages/stream`: answers a question about sanctions law while the answer is written.

use super::{KnowledgeQuestionIn, question};
use crate::{
    State,
    question::QuestionKey,
    sse::StreamEvent,
    turn::{self, Delivery, TurnRequest},
};
use axum::{extract::State as Extract, response::Response};
use sisuiq_http::{
    BadRequest, Forbidden, NotFound, Path, PayloadTooLarge, Result, Submitted, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission, capabilities};
use sisuiq_model::ChatSessionId;

/// Ask about sanctions law with a streamed answer
///
/// Answers a question in four sections as server-sent events, as `POST /api/chat/stream` does: `start` with the first sources that were
/// found, `token` for each piece of text, then `done` once the answer is stored, or `error` when it is not.
#[utoipa::path(
    post,
    path = "/api/v1/knowledge/chats/{id}/messages/stream",
    tag = "knowledge",
    extensions(("x-throttle" = json!("work"))),
    request_body = KnowledgeQuestionIn,
    params(("id" = ChatSessionId, Path, description = "The conversation"), QuestionKey),
    responses(
        (
            status = 200, content_type = "text/event-stream", body = StreamEvent, description = "The events of the answer"
        ),
        BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn stream(
    caller: User<capabilities::QuestionsAsk, admission::Chat>,
    Extract(state): Extract<State>,
    Path(id): Path<ChatSessionId>,
    Submitted { input, idempotency_key }: Submitted<KnowledgeQuestionIn>,
) -> Result<Response> {
    let question = question(&state, &caller, id, input).await?;
    let request = TurnRequest::ask(question, idempotency_key);
    turn::run(state, &caller, request, Delivery::Events).await
}
