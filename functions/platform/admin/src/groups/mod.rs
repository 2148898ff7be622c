//! `/api/admin/groups`: groups of accounts, which documents are shared with.

pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod list;
pub(crate) mod members;
pub(crate) mod read;
pub(crate) mod update;

use garde::Validate;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sisuiq_accounts_db::account_groups::AccountGroup;
use sisuiq_model::AccountGroupId;
use utoipa::ToSchema;

/// The maximum number of groups: a search names all those of the caller.
const MOST: i64 = 1_000;

/// The name of a group.
#[derive(Deserialize, ToSchema, Validate)]
pub(crate) struct GroupIn {
    /// The name; unique, ignoring case.
    #[garde(length(chars, min = 1, max = 100), custom(not_blank))]
    #[schema(min_length = 1, max_length = 100, example = "Grid planning")]
    name: String,
}

/// A group of accounts, as administrators see it.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminGroupOut {
    id: AccountGroupId,
    /// Its name.
    #[schema(example = "Grid planning")]
    name: String,
    /// The number of its members.
    #[schema(example = 12, minimum = 0)]
    member_count: i64,
    /// The number of documents that are shared with it.
    #[schema(example = 3, minimum = 0)]
    document_count: i64,
    /// When it was created.
    created_at: Timestamp,
}

impl From<AccountGroup> for AdminGroupOut {
    fn from(group: AccountGroup) -> Self {
        let AccountGroup { id, name, members, documents, created_at } = group;
        Self { id, name, member_count: members, document_count: documents, created_at }
    }
}

impl GroupIn {
    /// The name without spaces around it.
    fn name(&self) -> &str {
        self.name.trim()
    }
}

/// Refuses a name of spaces only, which nobody could read.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "garde passes the context by reference")]
fn not_blank(name: &str, (): &()) -> garde::Result {
    if name.trim().is_empty() { Err(garde::Error::new("must not be blank")) } else { Ok(()) }
}
