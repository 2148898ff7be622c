//! `POST /api/v1/knowledge/feedback`: rates an answer about sanctions law.

use crate::State;
use axum::extract::State as Extract;
use garde::Validate;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sisuiq_chat_db::{
    answer_feedback::{self, AnswerFeedback},
    knowledge_chats,
};
use sisuiq_http::{
    BadRequest, FieldError, Forbidden, Json, NotFound, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{ChatSessionId, FeedbackKind, FeedbackRating, MessageId, MessageRole};
use sisuiq_telemetry::metrics::USER_FEEDBACK_TOTAL;
use utoipa::ToSchema;

/// What a reader thinks of an answer.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct KnowledgeFeedbackIn {
    /// The conversation.
    chat_id: ChatSessionId,
    /// The answer.
    message_id: MessageId,
    /// `helpful`, `not_helpful` or `inaccurate`.
    #[schema(value_type = FeedbackKind)]
    feedback_type: String,
    /// A comment of at most 2,000 characters.
    #[garde(inner(length(chars, min = 1, max = 2_000)))]
    #[schema(min_length = 1, max_length = 2000, example = "Article 5 was repealed in 2024.")]
    feedback_text: Option<String>,
}

/// The stored rating.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KnowledgeFeedbackOut {
    /// True.
    #[schema(example = true)]
    success: bool,
    /// The answer.
    message_id: MessageId,
    feedback_type: FeedbackKind,
    /// The comment.
    #[schema(example = "Article 5 was repealed in 2024.")]
    feedback_text: Option<String>,
    /// The time of the rating.
    created_at: Timestamp,
}

/// Rate an answer about sanctions law
///
/// Stores what the caller thinks of an answer of one of their conversations. It replaces an earlier rating. Questions cannot be rated.
#[utoipa::path(
    post,
    path = "/api/v1/knowledge/feedback",
    tag = "knowledge",
    request_body = KnowledgeFeedbackIn,
    responses(
        (status = 200, body = KnowledgeFeedbackOut), BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge,
        Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn rate(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Json(input): Json<KnowledgeFeedbackIn>,
) -> Result<Json<KnowledgeFeedbackOut>> {
    let KnowledgeFeedbackIn { chat_id, message_id, feedback_type, feedback_text } = input;
    let kind = feedback_type.parse::<FeedbackKind>();
    let kind =
        kind.map_err(|error| Problem::unprocessable(vec![FieldError::new("feedback_type", error.to_string())]))?;
    let rating = match kind {
        FeedbackKind::Helpful => FeedbackRating::Up,
        FeedbackKind::NotHelpful | FeedbackKind::Inaccurate => FeedbackRating::Down,
    };
    let is_inaccurate = kind == FeedbackKind::Inaccurate;
    let feedback = AnswerFeedback { rating, is_inaccurate, comment: feedback_text, created_at: state.clock.now() };
    let connection = state.database.connection().await?;
    match knowledge_chats::find_role(&connection, chat_id, message_id, caller.id).await? {
        None => return Err(no_message()),
        Some(MessageRole::User) => return Err(Problem::bad_request("only answers can be rated")),
        Some(MessageRole::Assistant) => {}
    }
    let stored = answer_feedback::put(&connection, message_id, caller.id, &feedback).await?.ok_or_else(no_message)?;
    USER_FEEDBACK_TOTAL.count([kind.as_str()]);
    let AnswerFeedback { comment, created_at, .. } = stored;
    Ok(Json(KnowledgeFeedbackOut {
        success: true,
        message_id,
        feedback_type: kind,
        feedback_text: comment,
        created_at,
    }))
}

fn no_message() -> Problem {
    Problem::not_found("message")
}
