//! An account that stays as its owner proved it to be.

use secrecy::{ExposeSecret, SecretString};
use sisuiq_accounts_db::users;
use sisuiq_db::GenericClient;
use sisuiq_http::Problem;
use sisuiq_model::UserId;

use crate::Identity;

impl Identity {
    /// Locks an account's credentials and logins until the transaction ends.
    ///
    /// # Errors
    /// The account was closed, or its password is no longer the one of this hash, which its owner was asked for: 409.
    pub async fn hold(&self, client: &impl GenericClient, user: UserId, proved: &SecretString) -> Result<(), Problem> {
        let held = users::hold(client, user).await?.filter(|held| held.is_active);
        if held.is_some_and(|held| held.password_hash.expose_secret() == proved.expose_secret()) {
            return Ok(());
        }
        Err(overtaken())
    }
}

/// 409: of two changes at once one counts.
#[must_use]
pub fn overtaken() -> Problem {
    Problem::conflict("the password was changed at the same time by another request: log in again")
}
