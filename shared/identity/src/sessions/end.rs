//! Logging out.

use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    auth_sessions::{self, SessionEnd},
};
use sisuiq_http::Problem;
use sisuiq_model::AuditAction;

use crate::{Caller, Identity};

impl Identity {
    /// Ends the caller's session. An API key has none and stays valid.
    pub async fn end(&self, caller: &Caller) -> Result<(), Problem> {
        let Some(session) = caller.session() else { return Ok(()) };
        let mut connection = self.database().connection().await?;
        let transaction = connection.transaction().await?;
        if auth_sessions::revoke(&transaction, session, self.clock().now(), SessionEnd::LoggedOut).await? {
            self.record(&transaction, &caller.actor, &AuditEvent::done(AuditAction::LogOut).to(session)).await?;
        }
        Ok(transaction.commit().await?)
    }
}
