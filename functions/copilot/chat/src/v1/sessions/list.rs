//! `GET /api/v1/sessions`: a page of the caller's conversations.

use crate::{State, session::SessionOut};
use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Serialize};
use sisuiq_chat_db::chat_sessions::{self, Page};
use sisuiq_http::{
    BadRequest, Forbidden, Json, Paged, Paging, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use tokio::try_join;
use utoipa::{IntoParams, ToSchema};

/// The conversations to list.
#[derive(Debug, Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct SessionsIn {
    /// Returns only conversations with this text in the title, or with these words in questions and answers. Words in quotation marks
    /// must be adjacent. A word after a minus sign must be absent.
    #[garde(inner(length(chars, min = 1, max = 200)))]
    #[param(min_length = 1, max_length = 200, example = "transmission losses")]
    q: Option<String>,
}

/// A page of conversations.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionsOut {
    /// The conversations, newest first.
    sessions: Vec<SessionOut>,
    /// The number of all matching conversations.
    #[schema(example = 1)]
    total: i64,
}

/// List a page of conversations
///
/// Returns the caller's conversations, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/sessions",
    tag = "chat",
    params(Paging, SessionsIn),
    responses(
        (status = 200, body = SessionsOut), BadRequest, Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Paged(SessionsIn { q }, paging): Paged<SessionsIn>,
) -> Result<Json<SessionsOut>> {
    let search = q.as_deref();
    let connection = state.database.connection().await?;
    let (listed, total) = try_join!(
        chat_sessions::list_owned(&connection, caller.id, Page { search, limit: paging.limit, offset: paging.offset }),
        chat_sessions::count_owned(&connection, caller.id, search),
    )?;
    Ok(Json(SessionsOut { sessions: listed.into_iter().map(SessionOut::from).collect(), total }))
}
