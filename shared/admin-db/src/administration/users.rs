//! Accounts.

use jiff::Timestamp;
use sisuiq_db::{Filters, List, Result, SortOrder};
use sisuiq_model::{AccountStatus, Page, UserId, UserOrder, UserRole};
use tokio_postgres::Row;

/// An account with the number of its conversations.
#[derive(Clone, Debug)]
pub struct ListedUser {
    /// Its id.
    pub id: UserId,
    /// The address it logs in with.
    pub email: String,
    /// The name shown to people.
    pub name: String,
    /// Role.
    pub role: UserRole,
    /// Whether its owner can log in.
    pub status: AccountStatus,
    /// Time of creation.
    pub created_at: Timestamp,
    /// Number of its conversations.
    pub session_count: i64,
}

/// Filters of accounts.
#[derive(Clone, Debug, Default)]
pub struct UserFilters {
    /// Only those of this role.
    pub role: Option<UserRole>,
    /// Only those of this status.
    pub status: Option<AccountStatus>,
    /// Only those whose address and name, joined by a space, fit this pattern.
    pub pattern: Option<String>,
}

/// Accounts.
#[must_use]
pub fn users<'a>(filters: &'a UserFilters, page: &'a Page<UserOrder>) -> List<'a, ListedUser> {
    let order = match page.order {
        UserOrder::Newest => SortOrder::with_cursor("created_at DESC, id DESC", "created_at, id"),
        UserOrder::Oldest => SortOrder::by("created_at, id"),
        UserOrder::Email => SortOrder::by("lower(email), id"),
        UserOrder::EmailBackwards => SortOrder::by("lower(email) DESC, id DESC"),
        UserOrder::Name => SortOrder::by("lower(name), id"),
        UserOrder::NameBackwards => SortOrder::by("lower(name) DESC, id DESC"),
    };
    Filters::new([])
        .only("role = ?", filters.role.as_ref())
        .only("account_status(users) = ?", filters.status.as_ref())
        .only("(email || ' ' || name) ILIKE ?", filters.pattern.as_ref())
        .list(include_str!("../../queries/administration/users.sql"), page, order, decode)
}

fn decode(row: &Row) -> Result<ListedUser> {
    Ok(ListedUser {
        id: row.try_get("id")?,
        email: row.try_get("email")?,
        name: row.try_get("name")?,
        role: row.try_get("role")?,
        status: row.try_get("status")?,
        created_at: row.try_get("created_at")?,
        session_count: row.try_get("session_count")?,
    })
}
