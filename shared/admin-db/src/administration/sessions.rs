//! Conversations of all accounts.

use jiff::Timestamp;
use sisuiq_db::{Filters, List, Result, SortOrder};
use sisuiq_model::{ChatMode, ChatSessionId, ChatSessionOrder, Page, UserId};
use tokio_postgres::Row;

/// A conversation with its owner and length.
#[derive(Clone, Debug)]
pub struct ListedSession {
    /// Its id.
    pub id: ChatSessionId,
    /// E-mail address of its owner.
    pub user_email: String,
    /// Name of its owner.
    pub user_name: String,
    /// The mode it was started in.
    pub mode: ChatMode,
    /// Its first question, shortened with `...` if long, or the title its owner gave it later.
    pub title: Option<String>,
    /// Number of questions and answers in it, without replaced answers.
    pub message_count: i64,
    /// Time of creation.
    pub created_at: Timestamp,
}

/// Filters of conversations.
#[derive(Clone, Debug, Default)]
pub struct SessionFilters {
    /// Only this one.
    pub id: Option<ChatSessionId>,
    /// Only those that were started in this mode.
    pub mode: Option<ChatMode>,
    /// Only this account's.
    pub user: Option<UserId>,
    /// Only those whose title fits this pattern.
    pub pattern: Option<String>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
}

/// Conversations.
#[must_use]
pub fn sessions<'a>(filters: &'a SessionFilters, page: &'a Page<ChatSessionOrder>) -> List<'a, ListedSession> {
    let order = match page.order {
        ChatSessionOrder::Newest => SortOrder::with_cursor("created_at DESC, id DESC", "created_at, id"),
        ChatSessionOrder::Oldest => SortOrder::by("created_at, id"),
    };
    Filters::new([])
        .only("id = ?", filters.id.as_ref())
        .only("mode = ?", filters.mode.as_ref())
        .only("user_id = ?", filters.user.as_ref())
        .only("title ILIKE ?", filters.pattern.as_ref())
        .only("created_at >= ?", filters.from.as_ref())
        .only("created_at < ?", filters.until.as_ref())
        .list(include_str!("../../queries/administration/sessions.sql"), page, order, decode)
}

fn decode(row: &Row) -> Result<ListedSession> {
    Ok(ListedSession {
        id: row.try_get("id")?,
        user_email: row.try_get("user_email")?,
        user_name: row.try_get("user_name")?,
        mode: row.try_get("mode")?,
        title: row.try_get("title")?,
        message_count: row.try_get("message_count")?,
        created_at: row.try_get("created_at")?,
    })
}
