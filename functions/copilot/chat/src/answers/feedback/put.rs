//! `PUT /api/chat/answers/{id}/feedback`: rates an answer.

use super::FeedbackOut;
use crate::State;
use axum::extract::State as Extract;
use garde::Validate;
use serde::Deserialize;
use sisuiq_chat_db::answer_feedback::{self, AnswerFeedback};
use sisuiq_http::{
    BadRequest, FieldError, Forbidden, Json, NotFound, Path, PayloadTooLarge, Problem, Result, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{FeedbackRating, MessageId};
use sisuiq_telemetry::metrics::USER_FEEDBACK_TOTAL;
use utoipa::ToSchema;

/// A rating of an answer.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct FeedbackIn {
    /// The rating: `up` or `down`.
    #[schema(value_type = FeedbackRating)]
    rating: String,
    /// True if the answer is wrong: only with `down`. False by default.
    #[serde(default)]
    #[schema(default = false, example = false)]
    is_inaccurate: bool,
    /// A comment of at most 2,000 characters.
    #[garde(inner(length(chars, min = 1, max = 2_000)))]
    #[schema(min_length = 1, max_length = 2000, example = "The figure is right, the page is not.")]
    comment: Option<String>,
}

/// Rate an answer
///
/// Stores a rating of one of the caller's answers. It replaces an earlier rating.
#[utoipa::path(
    put,
    path = "/api/chat/answers/{id}/feedback",
    tag = "chat",
    params(("id" = MessageId, Path, description = "The answer")),
    request_body = FeedbackIn,
    responses(
        (status = 200, body = FeedbackOut), BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn put(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Path(id): Path<MessageId>,
    Json(input): Json<FeedbackIn>,
) -> Result<Json<FeedbackOut>> {
    let rating = input.rating.parse::<FeedbackRating>();
    let rating = rating.map_err(|error| Problem::unprocessable(vec![FieldError::new("rating", error.to_string())]))?;
    let FeedbackIn { is_inaccurate, comment, .. } = input;
    if is_inaccurate && rating == FeedbackRating::Up {
        let error = FieldError::new("is_inaccurate", "requires the rating down");
        return Err(Problem::unprocessable(vec![error]));
    }
    let feedback = AnswerFeedback { rating, is_inaccurate, comment, created_at: state.clock.now() };
    let connection = state.database.connection().await?;
    let stored = answer_feedback::put(&connection, id, caller.id, &feedback).await?;
    let stored = stored.ok_or_else(|| Problem::not_found("answer"))?;
    USER_FEEDBACK_TOTAL.count([feedback.kind().as_str()]);
    Ok(Json(stored.into()))
}
