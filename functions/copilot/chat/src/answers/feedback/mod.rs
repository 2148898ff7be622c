//! `/api/chat/answers/{id}/feedback`: the rating of an answer.

pub(crate) mod delete;
pub(crate) mod put;

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_chat_db::answer_feedback::AnswerFeedback;
use sisuiq_model::FeedbackRating;
use utoipa::ToSchema;

/// The stored rating of an answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FeedbackOut {
    /// The rating.
    rating: FeedbackRating,
    /// True if the answer is rated as wrong, which is `down`.
    #[schema(example = false)]
    is_inaccurate: bool,
    /// The comment.
    #[schema(example = "The figure is right, the page is not.")]
    comment: Option<String>,
    /// The time of the rating.
    created_at: Timestamp,
}

impl From<AnswerFeedback> for FeedbackOut {
    fn from(AnswerFeedback { rating, is_inaccurate, comment, created_at }: AnswerFeedback) -> Self {
        Self { rating, is_inaccurate, comment, created_at }
    }
}
