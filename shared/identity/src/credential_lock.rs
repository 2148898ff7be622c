//! Locks the credentials that the owner of an account proved.

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
    /// 409: the account was closed, or its password hash is no longer `proved`, the one that its owner's password matched.
    pub async fn lock_credentials(
        &self,
        client: &impl GenericClient,
        user: UserId,
        proved: &SecretString,
    ) -> Result<(), Problem> {
        let held = users::hold(client, user).await?.filter(|held| held.is_active);
        if held.is_some_and(|held| held.password_hash.expose_secret() == proved.expose_secret()) {
            return Ok(());
        }
        Err(overtaken())
    }
}

/// The problem 409 of a change that another one overtook.
#[must_use]
pub fn overtaken() -> Problem {
    Problem::conflict("the password was changed at the same time by another request: log in again")
}
