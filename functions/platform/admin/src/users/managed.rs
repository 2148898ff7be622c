//! An account as administrators see it.

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_accounts_db::{
    account_group_members,
    managed_accounts::{self, ManagedAccount},
};
use sisuiq_db::GenericClient;
use sisuiq_http::{Problem, Result};
use sisuiq_model::{AccountGroupId, AccountStatus, UserId, UserRole};
use tokio::try_join;
use utoipa::ToSchema;

use crate::State;

/// An account with the state of its credentials.
#[derive(Serialize, ToSchema)]
pub(crate) struct ManagedUserOut {
    id: UserId,
    /// The e-mail address to log in with.
    #[schema(example = "demo@sisuiq.com")]
    email: String,
    /// The display name.
    #[schema(example = "Demo Admin")]
    name: String,
    role: UserRole,
    status: AccountStatus,
    /// True if its owner has confirmed the e-mail address.
    #[schema(example = true)]
    email_is_verified: bool,
    /// True if logging in requires a code.
    #[schema(example = false)]
    has_second_factor: bool,
    /// True if it is a customer's account too.
    #[schema(example = false)]
    is_customer: bool,
    /// The staff role; null without an active staff profile.
    #[schema(example = "Manager")]
    staff_role: Option<String>,
    /// The number of active login sessions.
    #[schema(example = 2, minimum = 0)]
    login_sessions: i64,
    /// The number of valid API keys.
    #[schema(example = 0, minimum = 0)]
    api_keys: i64,
    /// Its groups, by name.
    groups: Vec<GroupOfUserOut>,
    /// When it was last invited; null if it was not.
    invited_at: Option<Timestamp>,
    /// When it was created.
    created_at: Timestamp,
    /// The last login.
    last_login_at: Option<Timestamp>,
}

/// A group of an account.
#[derive(Serialize, ToSchema)]
pub(crate) struct GroupOfUserOut {
    id: AccountGroupId,
    /// Its name.
    #[schema(example = "Grid planning")]
    name: String,
}

impl ManagedUserOut {
    pub(crate) fn new(account: ManagedAccount, groups: Vec<(AccountGroupId, String)>) -> Self {
        let ManagedAccount {
            user,
            status,
            invited_at,
            is_verified,
            has_second_factor,
            is_customer,
            staff_role,
            login_sessions,
            api_keys,
        } = account;
        Self {
            id: user.id,
            email: user.email,
            name: user.name,
            role: user.role,
            status,
            email_is_verified: is_verified,
            has_second_factor,
            is_customer,
            staff_role,
            login_sessions,
            api_keys,
            groups: groups.into_iter().map(|(id, name)| GroupOfUserOut { id, name }).collect(),
            invited_at,
            created_at: user.created_at,
            last_login_at: user.last_login_at,
        }
    }
}

/// The account, or 404.
pub(crate) async fn find(state: &State, client: &impl GenericClient, id: UserId) -> Result<ManagedUserOut> {
    let (found, groups) = try_join!(
        managed_accounts::find(client, id, state.clock.now()),
        account_group_members::groups_of(client, id),
    )?;
    Ok(ManagedUserOut::new(found.ok_or_else(|| Problem::not_found("account"))?, groups))
}
