//! `POST /api/chat/message/stream`: answers a question about a dataset while the answer is made.

use super::{
    answerer::{Answerer, CallerKeyHeader},
    question::{DatasetQuestionIn, SentQuestion},
};
use crate::{
    State,
    question::QuestionKey,
    sse::StreamEvent,
    turn::{self, Delivery, TurnRequest},
};
use axum::{extract::State as Extract, response::Response};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, NotFound, PayloadTooLarge, PreferredLanguage, Result, Submitted, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission, capabilities};

/// Ask about a dataset with a streamed answer
///
/// Answers a question as `POST /api/chat/message` does, as server-sent events: `start`, `tool` for each call of a tool, `token` for each
/// piece of text, then `done` with the whole answer once it is stored, or `error` when it is not. The schemas of their data are `Started`,
/// `ToolEvent`, `Token`, `DatasetAnswer` and `Failed`. A key in `X-Anthropic-API-Key` that Anthropic rejects after the answer was begun ends it
/// with `error`. `GET /api/chat/answers/{id}/events` resumes after a broken connection.
#[utoipa::path(
    post,
    path = "/api/chat/message/stream",
    tag = "chat",
    extensions(("x-throttle" = json!("work"))),
    request_body = DatasetQuestionIn,
    params(QuestionKey, CallerKeyHeader),
    responses(
        (
            status = 200, content_type = "text/event-stream", body = StreamEvent, description = "The events of the answer"
        ),
        BadRequest, Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn stream(
    caller: User<capabilities::QuestionsAsk, admission::Chat>,
    Extract(state): Extract<State>,
    answerer: Answerer,
    PreferredLanguage(language): PreferredLanguage,
    Submitted { input, idempotency_key }: Submitted<SentQuestion>,
) -> Result<Response> {
    let request = TurnRequest::about_dataset(input.read(language)?, answerer, idempotency_key);
    turn::run(state, &caller, request, Delivery::Events).await
}
