//! `GET /api/chat/answers/{id}`: a stored answer.

use crate::{CitationOut, State, answers::feedback::FeedbackOut};
use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_chat_db::{
    chat_messages::{self, FoundAnswer},
    citations,
};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AnswerSupport, ChatMode, ChatSessionId, MessageId};
use tokio::try_join;
use utoipa::ToSchema;

/// A stored answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StoredAnswer {
    /// The answer's id.
    answer_id: MessageId,
    /// The conversation that the answer belongs to.
    session_id: ChatSessionId,
    /// The question.
    #[schema(example = "How many staff will be trained in live-line work in 2028?")]
    question: Option<String>,
    /// The text. `[1]` marks the first of `citations`.
    #[schema(example = "Staff trained in live-line work: 90 (2028) [1]")]
    answer: String,
    /// The mode that the question was answered in.
    mode: Option<ChatMode>,
    /// The cited sources, in the form shown to people.
    #[schema(example = json!(["[UETCL - strategic_plan.pdf p.2]"]))]
    sources: Vec<String>,
    /// The citations, in the order of their numbers.
    citations: Vec<CitationOut>,
    /// `true` when the documents say too little, or support nothing that a model wrote. The text says so.
    #[schema(example = false)]
    abstained: bool,
    /// The degree to which the documents support an answer to the question.
    support: Option<AnswerSupport>,
    /// The share of the answer's statements that its citations support, from 0 to 1. Null when it states nothing.
    #[schema(minimum = 0, maximum = 1, example = 1.0)]
    grounding: Option<f64>,
    /// `true` when the answer was stopped before its end.
    #[schema(example = false)]
    stopped: bool,
    /// `true` when a store or model was unavailable, or a model's limit was reached, and the answer was made without it.
    #[schema(example = false)]
    degraded: bool,
    /// The model that wrote the answer, or `extractive` when no model did.
    #[schema(example = "extractive")]
    model: Option<String>,
    /// The time at which the answer was complete.
    created_at: Timestamp,
    /// The caller's rating.
    feedback: Option<FeedbackOut>,
}

/// Read an answer
///
/// Returns one of the caller's answers with its citations, also when it was regenerated since.
#[utoipa::path(
    get,
    path = "/api/chat/answers/{id}",
    tag = "chat",
    params(("id" = MessageId, Path, description = "The answer")),
    responses((status = 200, body = StoredAnswer), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Path(id): Path<MessageId>,
) -> Result<Json<StoredAnswer>> {
    let connection = state.database.connection().await?;
    let (found, citations) = try_join!(
        chat_messages::find_answer(&connection, id, caller.id),
        citations::list_of_answer(&connection, id, caller.id),
    )?;
    let FoundAnswer { message, session, question, feedback } = found.ok_or_else(|| Problem::not_found("answer"))?;
    let facts = message.answer;
    Ok(Json(StoredAnswer {
        answer_id: message.id,
        session_id: session,
        question,
        answer: message.content,
        sources: message.sources,
        citations: citations.iter().map(CitationOut::from).collect(),
        abstained: message.abstained,
        degraded: message.degraded,
        mode: facts.as_ref().map(|facts| facts.mode),
        support: facts.as_ref().map(|facts| facts.support),
        grounding: facts.as_ref().and_then(|facts| facts.grounding),
        stopped: facts.as_ref().is_some_and(|facts| facts.is_stopped),
        model: facts.map(|facts| facts.model),
        created_at: message.created_at,
        feedback: feedback.map(FeedbackOut::from),
    }))
}
