//! `GET /api/admin/feedback`: the ratings of all users, with what they rated.

use axum::extract::State as Extract;
use axum::response::{AppendHeaders, IntoResponse};
use garde::Validate;
use http::Uri;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sisuiq_admin_db::administration::{self, FeedbackFilters, ListedFeedback, RatedSource};
use sisuiq_http::{
    CursorPaging, Forbidden, Json, Paged, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AnswerSupport, ChatMode, ChatSessionId, FeedbackOrder, FeedbackRating, MessageId};
use utoipa::{IntoParams, ToSchema};

use super::record_reader;
use crate::State;
use crate::lists::{Asked, next};

/// Filters of the list of ratings, combined with AND.
#[derive(Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct AdminFeedbackIn {
    /// Only this rating.
    #[param(value_type = Option<FeedbackRating>)]
    rating: Option<String>,
    /// True for only the answers that are rated as wrong, which is `down`; false for only the others.
    #[param(example = true)]
    is_inaccurate: Option<bool>,
    /// Only ratings given at this time or later.
    #[param(value_type = Option<String>, format = DateTime, max_length = 40, example = "2026-11-01T00:00:00Z")]
    from: Option<Timestamp>,
    /// Only ratings given before this time.
    #[param(value_type = Option<String>, format = DateTime, max_length = 40, example = "2026-12-01T00:00:00Z")]
    until: Option<Timestamp>,
    /// The sort order; newest first by default.
    #[param(inline, value_type = Option<FeedbackOrder>)]
    sort: Option<String>,
}

/// A rating with its answer, as administrators see it.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "the fields are those of the API")]
pub(crate) struct AdminFeedbackOut {
    /// The rated answer.
    answer_id: MessageId,
    /// The conversation that the answer belongs to.
    session_id: ChatSessionId,
    /// The e-mail address of the user who asked and rated.
    #[schema(example = "demo@sisuiq.com")]
    user_email: String,
    /// The user's name.
    #[schema(example = "Demo Admin")]
    user_name: String,
    /// The rating.
    rating: FeedbackRating,
    /// True if the answer is rated as wrong, which is `down`.
    #[schema(example = false)]
    is_inaccurate: bool,
    /// The comment.
    #[schema(example = "The figure is right, the page is not.")]
    comment: Option<String>,
    /// The question.
    #[schema(example = "How many staff will be trained in live-line work in 2028?")]
    question: Option<String>,
    /// The text of the answer. `[1]` marks source 1.
    #[schema(example = "Staff trained in live-line work: 90 (2028) [1]")]
    answer: String,
    /// The mode that the question was answered in.
    mode: Option<ChatMode>,
    /// The degree to which the documents support an answer to the question.
    support: Option<AnswerSupport>,
    /// The share of the statements that the cited pages support, from 0 to 1.
    #[schema(example = 1.0, minimum = 0, maximum = 1)]
    grounding: Option<f64>,
    /// `true` when the documents say too little. The text says so.
    #[schema(example = false)]
    abstained: bool,
    /// `true` when the answer was stopped before it was complete.
    #[schema(example = false)]
    stopped: bool,
    /// `true` when the conversation shows another answer in its place.
    #[schema(example = false)]
    replaced: bool,
    /// The citations, in the order of their numbers.
    sources: Vec<RatedSourceOut>,
    /// The time of the rating.
    created_at: Timestamp,
}

/// A citation of a rated answer.
#[derive(Serialize, ToSchema)]
pub(crate) struct RatedSourceOut {
    /// Its number in the answer.
    #[schema(example = 1, minimum = 1)]
    number: i32,
    /// The name of the document; null if the caller may not see it, or if it is deleted.
    #[schema(example = "strategic_plan.pdf")]
    document_name: Option<String>,
    /// The page; null under the same conditions.
    #[schema(example = 2, minimum = 1)]
    page: Option<i32>,
}

/// One page of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminFeedbackListOut {
    /// The ratings.
    data: Vec<AdminFeedbackOut>,
    /// The total number of items.
    #[schema(example = 3, minimum = 0)]
    count: i64,
}

/// List feedback
///
/// The ratings of all users with question, answer and sources, newest first by default. Questions and answers are complete, as in
/// `GET /api/admin/sessions/{id}/messages`: they may quote documents that the caller may not open. The audit log records the caller as a
/// reader of each conversation, at most once an hour for each conversation, login and address.
#[utoipa::path(
    get,
    path = "/api/admin/feedback",
    tag = "admin",
    params(AdminFeedbackIn, CursorPaging),
    responses(
        (
            status = 200, body = AdminFeedbackListOut,
            headers(("link" = String, description = "The next page in the default order, unless this is the last one"))
        ),
        Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::ConversationsRead>,
    Extract(state): Extract<State>,
    uri: Uri,
    Paged(input, paging): Paged<AdminFeedbackIn, CursorPaging>,
) -> Result<impl IntoResponse> {
    let mut asked = Asked::default();
    let rating = asked.named("rating", input.rating.as_deref());
    let filters = FeedbackFilters { rating, is_inaccurate: input.is_inaccurate, from: input.from, until: input.until };
    let newest = FeedbackOrder::Newest;
    let page = asked.page(input.sort.as_deref(), newest, paging);
    asked.check()?;
    let connection = state.database.connection().await?;
    let found = administration::feedback(&caller.id, &filters, &page).read(&connection).await?;
    let conversations = found.rows.iter().map(|feedback| feedback.session).collect();
    record_reader(&state, &connection, &caller, conversations).await?;
    let last = found.rows.last().map(|feedback| (feedback.created_at, feedback.answer_id));
    let next = next(&uri, &page, newest, found.rows.len(), last);
    let data = found.rows.into_iter().map(AdminFeedbackOut::from).collect();
    Ok((AppendHeaders(next), Json(AdminFeedbackListOut { data, count: found.count })))
}

impl From<ListedFeedback> for AdminFeedbackOut {
    fn from(feedback: ListedFeedback) -> Self {
        Self {
            answer_id: feedback.answer_id,
            session_id: feedback.session,
            user_email: feedback.user_email,
            user_name: feedback.user_name,
            rating: feedback.rating,
            is_inaccurate: feedback.is_inaccurate,
            comment: feedback.comment,
            question: feedback.question,
            answer: feedback.answer,
            mode: feedback.mode,
            support: feedback.support,
            grounding: feedback.grounding,
            abstained: feedback.abstained,
            stopped: feedback.is_stopped,
            replaced: feedback.is_replaced,
            sources: feedback.sources.into_iter().map(RatedSourceOut::from).collect(),
            created_at: feedback.created_at,
        }
    }
}

impl From<RatedSource> for RatedSourceOut {
    fn from(RatedSource { number, place }: RatedSource) -> Self {
        let (document_name, page) = place.unzip();
        Self { number, document_name, page }
    }
}
