//! What people think of answers.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{FeedbackRating, MessageId, UserId};

/// What somebody thinks of an answer.
#[derive(Clone, Debug)]
pub struct AnswerFeedback {
    /// Whether it was of use.
    pub rating: FeedbackRating,
    /// Why.
    pub comment: Option<String>,
    /// When they said so.
    pub created_at: Timestamp,
}

/// Puts it in the place of what they thought before, and gives it as it is stored; nothing when the account has no such answer.
pub async fn put(
    client: &impl GenericClient,
    answer: MessageId,
    owner: UserId,
    feedback: &AnswerFeedback,
) -> Result<Option<AnswerFeedback>> {
    let AnswerFeedback { rating, comment, created_at } = feedback;
    let sql = include_str!("../queries/answer_feedback/put.sql");
    query::optional(client, sql, &[&answer, &owner, rating, comment, created_at], |row| {
        Ok(AnswerFeedback {
            rating: row.try_get("rating")?,
            comment: row.try_get("comment")?,
            created_at: row.try_get("created_at")?,
        })
    })
    .await
}

/// Takes it back, if there is any; `false` when the account has no such answer.
pub async fn delete(client: &impl GenericClient, answer: MessageId, owner: UserId) -> Result<bool> {
    let sql = include_str!("../queries/answer_feedback/delete.sql");
    let found: Option<MessageId> =
        query::optional(client, sql, &[&answer, &owner], |row| Ok(row.try_get("id")?)).await?;
    Ok(found.is_some())
}
