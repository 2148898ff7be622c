//! `POST /api/v1/knowledge/chats/{id}/messages`: answers a question about sanctions law as a whole.

use super::{KnowledgeQuestionIn, question};
use crate::{
    Answer, AnswerDetails, State,
    question::QuestionKey,
    turn::{self, Delivery, TurnRequest},
};
use axum::{extract::State as Extract, response::Response};
use serde::Serialize;
use sisuiq_http::{
    BadRequest, Forbidden, NotFound, Path, PayloadTooLarge, Result, Submitted, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission, capabilities};
use sisuiq_model::{ChatSessionId, MessageId};
use utoipa::ToSchema;

/// An answer about sanctions law.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KnowledgeAnswer<'a> {
    /// The text: the sections SOURCES, ANALYSIS, APPLICABLE PROVISIONS and CONCLUSION, or that the answer is not in the documents. `[1]`
    /// marks the first of `citations`.
    #[schema(
        example = "### SOURCES:\n\n- regulation.pdf, page 3\n\n### ANALYSIS:\n\n- It is prohibited to sell turbines. [1]"
    )]
    response: &'a str,
    /// The conversation.
    chat_id: ChatSessionId,
    /// The answer's id.
    message_id: MessageId,
    /// Everything else that is known of the answer.
    #[serde(flatten)]
    details: &'a AnswerDetails,
}

fn to_json(Answer { answer, answer_id, session_id, details, .. }: &Answer) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&KnowledgeAnswer { response: answer, chat_id: *session_id, message_id: *answer_id, details })
}

/// Ask about sanctions law
///
/// Answers a question in four sections, from the documents of a dataset or from all that the caller may see. Each citation was checked
/// on its page. Without a language model every statement is a quotation. If the documents do not hold the answer, the text says so and
/// concludes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/knowledge/chats/{id}/messages",
    tag = "knowledge",
    extensions(("x-throttle" = json!("work"))),
    request_body = KnowledgeQuestionIn,
    params(("id" = ChatSessionId, Path, description = "The conversation"), QuestionKey),
    responses(
        (status = 200, body = KnowledgeAnswer), BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn ask(
    caller: User<capabilities::QuestionsAsk, admission::Chat>,
    Extract(state): Extract<State>,
    Path(id): Path<ChatSessionId>,
    Submitted { input, idempotency_key }: Submitted<KnowledgeQuestionIn>,
) -> Result<Response> {
    let question = question(&state, &caller, id, input).await?;
    let request = TurnRequest::ask(question, idempotency_key);
    turn::run(state, &caller, request, Delivery::Whole(to_json)).await
}
