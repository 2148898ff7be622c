//! Changing one's own password.

use secrecy::{ExposeSecret, SecretString};
use sisuiq_accounts_db::{audit_records::AuditEvent, users};
use sisuiq_http::Problem;
use sisuiq_model::{AuditAction, OutboxMessageId};

use crate::{Caller, Identity};

/// The result of a password change.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PasswordChange {
    /// The password is changed, all other sessions of the account are ended, and a message about it waits in the outbox.
    Done,
    /// The given current password is wrong.
    WrongCurrent,
    /// The new password is the current one.
    Unchanged,
    /// Another request changed it at the same time.
    Overtaken,
}

impl Identity {
    /// Changes the caller's password and ends all other sessions of the account. It does not check the strength of the
    /// new password.
    pub async fn change_password(
        &self,
        caller: &Caller,
        current: SecretString,
        new: SecretString,
    ) -> Result<PasswordChange, Problem> {
        let old = users::find_password_hash(&self.database().connection().await?, caller.id).await?;
        let old = old.ok_or_else(Problem::unauthorized)?;
        let is_same = current.expose_secret() == new.expose_secret();
        if !self.passwords().verify(current, Some(old.clone())).await?.is_right() {
            let event = AuditEvent::refused(AuditAction::ChangePassword).to(caller.id);
            self.record(&self.database().connection().await?, &caller.actor, &event).await?;
            return Ok(PasswordChange::WrongCurrent);
        }
        if is_same {
            return Ok(PasswordChange::Unchanged);
        }
        let hash = self.passwords().hash(new).await?;
        let change = users::PasswordChange {
            old: &old,
            new: &hash,
            kept: caller.session(),
            notice: OutboxMessageId(self.clock().uuid_v7()),
            at: self.clock().now(),
        };
        let mut connection = self.database().connection().await?;
        let transaction = connection.transaction().await?;
        users::hold(&transaction, caller.id).await?;
        if !users::change_password(&transaction, caller.id, &change).await? {
            return Ok(PasswordChange::Overtaken);
        }
        self.record(&transaction, &caller.actor, &AuditEvent::done(AuditAction::ChangePassword).to(caller.id)).await?;
        transaction.commit().await?;
        Ok(PasswordChange::Done)
    }
}
