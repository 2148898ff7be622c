//! `POST /api/chat/message`: answers a question about a dataset as a whole.

use super::{
    answer::DatasetAnswer,
    answerer::{Answerer, CallerKeyHeader},
    question::{DatasetQuestionIn, SentQuestion},
};
use crate::{
    Answer, State,
    question::QuestionKey,
    turn::{self, Delivery, TurnRequest},
};
use axum::{extract::State as Extract, response::Response};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, NotFound, PayloadTooLarge, PreferredLanguage, Result, Submitted, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission, capabilities};

/// Ask about a dataset
///
/// Answers a question with the analysis tools, in the language of the question. Every figure names the call, the condition and the number
/// of rows behind it. The built-in planner answers the questions that it understands. Others are answered by a language model that chooses
/// the tools: with the caller's key in `X-Anthropic-API-Key`, or the deployment's own; sentences with figures that no tool computed are
/// left out of its text. Without one they are not answered: the text says which words are unknown. The same first question about the same
/// revision of a dataset is answered from the cache for an hour.
#[utoipa::path(
    post,
    path = "/api/chat/message",
    tag = "chat",
    extensions(("x-throttle" = json!("work"))),
    request_body = DatasetQuestionIn,
    params(QuestionKey, CallerKeyHeader),
    responses(
        (status = 200, body = DatasetAnswer),
        BadRequest, Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn ask(
    caller: User<capabilities::QuestionsAsk, admission::Chat>,
    Extract(state): Extract<State>,
    answerer: Answerer,
    PreferredLanguage(language): PreferredLanguage,
    Submitted { input, idempotency_key }: Submitted<SentQuestion>,
) -> Result<Response> {
    let request = TurnRequest::about_dataset(input.read(language)?, answerer, idempotency_key);
    turn::run(state, &caller, request, Delivery::Whole(Answer::to_json)).await
}
