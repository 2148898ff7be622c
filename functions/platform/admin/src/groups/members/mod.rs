//! `/api/admin/groups/{id}/members`: the accounts of a group.

pub(crate) mod delete;
pub(crate) mod list;
pub(crate) mod put;

use serde::Deserialize;
use sisuiq_model::{AccountGroupId, UserId};
use utoipa::IntoParams;

/// The group and the account.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct MemberIn {
    /// The group.
    #[param(value_type = uuid::Uuid)]
    id: AccountGroupId,
    /// The account.
    #[param(value_type = uuid::Uuid)]
    user_id: UserId,
}
