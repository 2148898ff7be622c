//! Re-authentication with the password.

use secrecy::SecretString;
use sisuiq_accounts_db::{audit_records::AuditEvent, users};
use sisuiq_http::{Problem, Result};
use sisuiq_identity::Caller;
use sisuiq_model::AuditAction;

use crate::State;
use crate::input_errors::wrong;

/// Requires the caller's current password, given in the named field. A person with a stolen token or at an open browser
/// can thus neither change the credentials of the account nor create anything that outlives the session.
///
/// Returns the hash of the password. The later transaction [locks](sisuiq_identity::Identity::lock_credentials) the account with
/// it, because the password may change in the meantime.
pub(crate) async fn reauthenticate(
    state: &State,
    caller: &Caller,
    field: &str,
    password: SecretString,
    action: AuditAction,
) -> Result<SecretString> {
    let hash = users::find_password_hash(&state.database.connection().await?, caller.id).await?;
    let hash = hash.ok_or_else(Problem::unauthorized)?;
    if state.identity.passwords().verify(password, Some(hash.clone())).await?.is_right() {
        return Ok(hash);
    }
    refuse(state, caller, action, "password").await?;
    Err(wrong(field, &"is wrong"))
}

/// Records the rejection and its reason in the audit log.
pub(crate) async fn refuse(state: &State, caller: &Caller, action: AuditAction, because: &'static str) -> Result<()> {
    let event = AuditEvent::refused(action).to(caller.id).with("because", because);
    Ok(state.identity.record(&state.database.connection().await?, &caller.actor, &event).await?)
}
