//! `/api/auth/me`: the caller's own account.

pub(crate) mod read;
pub(crate) mod update;

use serde::Serialize;
use sisuiq_accounts_db::users;
use sisuiq_identity::Person;
use sisuiq_model::{Capability, Permission};
use utoipa::ToSchema;

use crate::account::UserOut;

/// The caller's account with its rights.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountOut {
    #[serde(flatten)]
    user: UserOut,
    /// Whether the owner has confirmed the e-mail address.
    #[schema(example = true)]
    email_is_verified: bool,
    /// The capabilities of the account's role. Administrative ones may need a second factor.
    capabilities: Vec<Capability>,
    /// The permissions of the staff role; none in a session that did not begin as one of staff.
    permissions: Vec<Permission>,
}

impl AccountOut {
    /// The caller's account under this name.
    fn new(caller: &Person, name: String) -> Self {
        Self {
            user: users::User { name, ..caller.account.clone() }.into(),
            email_is_verified: caller.has_confirmed_email,
            capabilities: caller.role.capabilities(),
            permissions: caller.staff.as_ref().map(|rights| rights.permissions.clone()).unwrap_or_default(),
        }
    }
}
