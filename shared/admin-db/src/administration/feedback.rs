//! Ratings of answers by all accounts.

use jiff::Timestamp;
use sisuiq_db::{Filters, GenericClient, List, Result, SortOrder, query};
use sisuiq_model::{AnswerSupport, ChatMode, ChatSessionId, FeedbackOrder, FeedbackRating, MessageId, Page, UserId};
use tokio_postgres::Row;

/// A rating with its answer.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
pub struct ListedFeedback {
    /// The rated answer.
    pub answer_id: MessageId,
    /// Its conversation.
    pub session: ChatSessionId,
    /// E-mail address of the account that asked and rated.
    pub user_email: String,
    /// Its name.
    pub user_name: String,
    /// Rating.
    pub rating: FeedbackRating,
    /// `true` if the answer is rated as wrong, which is a negative rating.
    pub is_inaccurate: bool,
    /// Comment.
    pub comment: Option<String>,
    /// The question; `None` for answers stored before questions were linked.
    pub question: Option<String>,
    /// Text of the answer.
    pub answer: String,
    /// The mode that it was answered in.
    pub mode: Option<ChatMode>,
    /// Support of the documents for the question; `None` for an answer that no model wrote.
    pub support: Option<AnswerSupport>,
    /// The share of its statements that the cited pages support, 0 to 1; `None` where it was not determined.
    pub grounding: Option<f64>,
    /// `true` if the answer abstained for lack of support.
    pub abstained: bool,
    /// `true` if it was stopped before it was complete.
    pub is_stopped: bool,
    /// `true` if the conversation shows another answer in its place.
    pub is_replaced: bool,
    /// Its citations, in the order of their numbers.
    pub sources: Vec<RatedSource>,
    /// Time of the rating.
    pub created_at: Timestamp,
}

/// A citation of a rated answer.
#[derive(Clone, Debug)]
pub struct RatedSource {
    /// Its number in the answer.
    pub number: i32,
    /// Name of the document and the page; `None` when the document is gone or its reader may not see it.
    pub place: Option<(String, i32)>,
}

/// Filters of ratings.
#[derive(Clone, Debug, Default)]
pub struct FeedbackFilters {
    /// Only this rating.
    pub rating: Option<FeedbackRating>,
    /// Only those that rate the answer as wrong, or only the others.
    pub is_inaccurate: Option<bool>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
}

/// Ratings, with the names of those sources that this account may see.
#[must_use]
pub fn feedback<'a>(
    seen_by: &'a UserId,
    filters: &'a FeedbackFilters,
    page: &'a Page<FeedbackOrder>,
) -> List<'a, ListedFeedback> {
    let order = match page.order {
        FeedbackOrder::Newest => SortOrder::with_cursor("created_at DESC, message_id DESC", "created_at, message_id"),
        FeedbackOrder::Oldest => SortOrder::by("created_at, message_id"),
    };
    let wanted = filters.is_inaccurate.as_ref();
    Filters::new([seen_by])
        .only("rating = ?", filters.rating.as_ref())
        // the index of inaccurate ratings begins with the rating
        .only("rating = 'down' AND is_inaccurate = ?", wanted.filter(|is_inaccurate| **is_inaccurate))
        .only("is_inaccurate = ?", wanted.filter(|is_inaccurate| !**is_inaccurate))
        .only("created_at >= ?", filters.from.as_ref())
        .only("created_at < ?", filters.until.as_ref())
        .list(include_str!("../../queries/administration/feedback.sql"), page, order, decode)
}

/// The signed record of a rated answer.
#[derive(Clone, Debug)]
pub struct RatedRecord {
    /// The conversation of the answer.
    pub session: ChatSessionId,
    /// Protected header of the signature, in base64url.
    pub protected: String,
    /// The signed payload: JSON, not in base64url.
    pub payload: String,
    /// The signature, in base64url.
    pub signature: String,
}

/// The record of a rated answer, if this account may see every document and table that it names.
pub async fn rated_record(
    client: &impl GenericClient,
    seen_by: UserId,
    answer: MessageId,
) -> Result<Option<RatedRecord>> {
    let sql = include_str!("../../queries/administration/rated_record.sql");
    query::optional(client, sql, &[&seen_by, &answer], |row| {
        Ok(RatedRecord {
            session: row.try_get("session_id")?,
            protected: row.try_get("protected_header")?,
            payload: row.try_get("payload")?,
            signature: row.try_get("signature")?,
        })
    })
    .await
}

fn decode(row: &Row) -> Result<ListedFeedback> {
    Ok(ListedFeedback {
        answer_id: row.try_get("id")?,
        session: row.try_get("session_id")?,
        user_email: row.try_get("user_email")?,
        user_name: row.try_get("user_name")?,
        rating: row.try_get("rating")?,
        is_inaccurate: row.try_get("is_inaccurate")?,
        comment: row.try_get("comment")?,
        question: row.try_get("question")?,
        answer: row.try_get("answer")?,
        mode: row.try_get("mode")?,
        support: row.try_get("support")?,
        grounding: row.try_get("grounding")?,
        abstained: row.try_get("abstained")?,
        is_stopped: row.try_get("is_stopped")?,
        is_replaced: row.try_get("is_replaced")?,
        sources: decode_sources(row)?,
        created_at: row.try_get("created_at")?,
    })
}

/// The three columns are null for an answer without citations.
fn decode_sources(row: &Row) -> Result<Vec<RatedSource>> {
    let ordinals: Option<Vec<i32>> = row.try_get("ordinals")?;
    let names: Option<Vec<Option<String>>> = row.try_get("names")?;
    let pages: Option<Vec<Option<i32>>> = row.try_get("pages")?;
    let places = names.unwrap_or_default().into_iter().zip(pages.unwrap_or_default());
    let sources = ordinals.unwrap_or_default().into_iter().zip(places);
    Ok(sources.map(|(number, (name, page))| RatedSource { number, place: name.zip(page) }).collect())
}
