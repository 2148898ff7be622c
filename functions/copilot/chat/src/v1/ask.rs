//! `POST /api/v1/chat`: answers a question as a whole, in the shape of version 1.

use crate::{
    Answer, State,
    question::{QuestionIn, QuestionKey},
    turn::{self, Delivery, TurnRequest},
};
use axum::{extract::State as Extract, response::Response};
use serde::Serialize;
use sisuiq_http::{
    BadRequest, Forbidden, NotFound, PayloadTooLarge, Result, Submitted, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::{User, admission, capabilities};
use sisuiq_model::{ChatMode, ChatSessionId, MessageId};
use utoipa::ToSchema;

/// An answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AnswerV1 {
    /// The text. `[1]` marks the first citation.
    #[schema(example = "Staff trained in live-line work: 90 (2028) [1]")]
    answer: String,
    /// The conversation that the answer belongs to.
    session_id: ChatSessionId,
    /// The cited sources, in the form shown to people.
    #[schema(example = json!(["[UETCL - strategic_plan.pdf p.2]"]))]
    sources: Vec<String>,
    /// The mode that the question was answered in.
    agent: ChatMode,
    /// The answer's id. It is used to read the citations.
    answer_id: MessageId,
}

impl From<&Answer> for AnswerV1 {
    fn from(answer: &Answer) -> Self {
        Self {
            answer: answer.answer.clone(),
            session_id: answer.session_id,
            sources: answer.details.sources.clone(),
            agent: answer.details.mode,
            answer_id: answer.answer_id,
        }
    }
}

/// Ask (version 1)
///
/// Answers a question as `POST /api/chat` does, with fewer fields.
#[utoipa::path(
    post,
    path = "/api/v1/chat",
    tag = "chat",
    extensions(("x-throttle" = json!("work"))),
    request_body = QuestionIn,
    params(QuestionKey),
    responses((status = 200, body = AnswerV1), BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn ask(
    caller: User<capabilities::QuestionsAsk, admission::Chat>,
    Extract(state): Extract<State>,
    Submitted { input, idempotency_key }: Submitted<QuestionIn>,
) -> Result<Response> {
    let request = TurnRequest::ask(input.try_into()?, idempotency_key);
    let encode = |answer: &Answer| serde_json::to_vec(&AnswerV1::from(answer));
    turn::run(state, &caller, request, Delivery::Whole(encode)).await
}
