//! An account as administrators see it.

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_accounts_db::managed_accounts::{self, ManagedAccount};
use sisuiq_db::GenericClient;
use sisuiq_http::{Problem, Result};
use sisuiq_model::{AccountStatus, UserId, UserRole};
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
    /// When it was last invited; null if it was not.
    invited_at: Option<Timestamp>,
    /// When it was created.
    created_at: Timestamp,
    /// The last login.
    last_login_at: Option<Timestamp>,
}

impl From<ManagedAccount> for ManagedUserOut {
    fn from(account: ManagedAccount) -> Self {
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
            invited_at,
            created_at: user.created_at,
            last_login_at: user.last_login_at,
        }
    }
}

/// The account, or 404.
pub(crate) async fn find(state: &State, client: &impl GenericClient, id: UserId) -> Result<ManagedUserOut> {
    let found = managed_accounts::find(client, id, state.clock.now()).await?;
    Ok(found.ok_or_else(|| Problem::not_found("account"))?.into())
}
