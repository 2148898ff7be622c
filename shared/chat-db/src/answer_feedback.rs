//! Feedback on answers.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{FeedbackKind, FeedbackRating, MessageId, UserId};

/// Feedback on an answer.
#[derive(Clone, Debug)]
pub struct AnswerFeedback {
    /// Rating.
    pub rating: FeedbackRating,
    /// `true` if the answer is rated as wrong, which is a negative rating.
    pub is_inaccurate: bool,
    /// Comment.
    pub comment: Option<String>,
    /// Time of the feedback.
    pub created_at: Timestamp,
}

impl AnswerFeedback {
    /// The rating and what it says of a wrong answer in one word.
    #[must_use]
    pub const fn kind(&self) -> FeedbackKind {
        match self.rating {
            FeedbackRating::Up => FeedbackKind::Helpful,
            FeedbackRating::Down if self.is_inaccurate => FeedbackKind::Inaccurate,
            FeedbackRating::Down => FeedbackKind::NotHelpful,
        }
    }
}

/// Replaces the account's feedback on an answer and returns it as stored; `None` when the account has no such answer.
pub async fn put(
    client: &impl GenericClient,
    answer: MessageId,
    owner: UserId,
    feedback: &AnswerFeedback,
) -> Result<Option<AnswerFeedback>> {
    let AnswerFeedback { rating, is_inaccurate, comment, created_at } = feedback;
    let sql = include_str!("../queries/answer_feedback/put.sql");
    query::optional(client, sql, &[&answer, &owner, rating, comment, created_at, is_inaccurate], |row| {
        Ok(AnswerFeedback {
            rating: row.try_get("rating")?,
            is_inaccurate: row.try_get("is_inaccurate")?,
            comment: row.try_get("comment")?,
            created_at: row.try_get("created_at")?,
        })
    })
    .await
}

/// Deletes the feedback on an answer, if there is any; `false` when the account has no such answer.
pub async fn delete(client: &impl GenericClient, answer: MessageId, owner: UserId) -> Result<bool> {
    let sql = include_str!("../queries/answer_feedback/delete.sql");
    let found: Option<MessageId> =
        query::optional(client, sql, &[&answer, &owner], |row| Ok(row.try_get("id")?)).await?;
    Ok(found.is_some())
}
