//! `/api/auth/totp`: an authenticator app as second factor.

pub(crate) mod add;
pub(crate) mod confirm;
pub(crate) mod read;
pub(crate) mod remove;

use secrecy::SecretString;
use sisuiq_db::users;
use sisuiq_http::{Problem, Result};
use sisuiq_identity::Caller;

use crate::State;
use crate::register::wrong;

/// Insists on the caller's password: whoever finds a browser open cannot change by what its owner logs in.
async fn insist(state: &State, caller: &Caller, password: SecretString) -> Result<()> {
    let hash = users::find_password_hash(&state.database.connection().await?, caller.id).await?;
    let hash = hash.ok_or_else(Problem::unauthorized)?;
    if state.identity.passwords().verify(password, Some(hash)).await? {
        return Ok(());
    }
    Err(wrong("password", &"is wrong"))
}
