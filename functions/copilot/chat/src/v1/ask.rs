//! `POST /api/v1/chat`: a question, answered whole.

use crate::{
    Answer, State, ask,
    question::{QuestionIn, QuestionKey},
    turn::{self, Begun, Outcome, Turn},
};
use axum::{
    extract::State as Extract,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use sisuiq_db::{ChatMode, ChatSessionId, MessageId};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, PayloadTooLarge, Result, Submitted, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission};
use utoipa::ToSchema;

/// An answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AnswerV1 {
    /// The text; `[1]` marks the first citation.
    #[schema(example = "Staff trained in live-line work: 90 (2028) [1]")]
    answer: String,
    /// The conversation it belongs to.
    session_id: ChatSessionId,
    /// What is cited, as people read it.
    #[schema(example = json!(["[UETCL - strategic_plan.pdf p.2]"]))]
    sources: Vec<String>,
    /// The mode that answered.
    agent: ChatMode,
    /// Its id, under which its citations are found.
    answer_id: MessageId,
}

impl From<&Answer> for AnswerV1 {
    fn from(answer: &Answer) -> Self {
        Self {
            answer: answer.answer.clone(),
            session_id: answer.session_id,
            sources: answer.sources.clone(),
            agent: answer.mode,
            answer_id: answer.answer_id,
        }
    }
}

/// Ask, in the first version's shape
///
/// Answers a question as `POST /api/chat` does, and tells less about it.
#[utoipa::path(
    post,
    path = "/api/v1/chat",
    tag = "chat",
    request_body = QuestionIn,
    params(QuestionKey),
    responses((status = 200, body = AnswerV1), BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn ask(
    caller: User<admission::Chat>,
    Extract(state): Extract<State>,
    Submitted { input, idempotency_key }: Submitted<QuestionIn>,
) -> Result<Response> {
    let turn = match turn::begin(&state, &caller, input.try_into()?, idempotency_key).await? {
        Begun::Fresh(turn) => turn,
        Begun::Answered(kept) => return Ok(kept.into_response()),
    };
    let form = |_: &Turn, answer: &Answer| serde_json::to_vec(&AnswerV1::from(answer));
    Ok(match ask::write(state, turn, form).await? {
        Outcome::Stored(answer) => Json(AnswerV1::from(&*answer)).into_response(),
        Outcome::Answered(kept) => kept.into_response(),
    })
}
