//! Everything the callers' types need.

use std::sync::Arc;

use sisuiq_accounts_db::{
    audit_records::{Actor, AuditEvent, NewAuditRecord},
    pending_audit_records,
};
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, Secrets, settings};
use sisuiq_db::{Database, GenericClient};
use sisuiq_http::Problem;
use sisuiq_model::AuditRecordId;

use crate::admission::Limits;
use crate::sealing::SealingKeys;
use crate::{AccessTokens, CallingCode, Cookies, Lifetimes, Passwords};

/// Identifies callers; cheap to clone.
#[derive(Clone)]
pub struct Identity(Arc<Parts>);

struct Parts {
    database: Database,
    clock: Clock,
    tokens: AccessTokens,
    passwords: Passwords,
    cookies: Cookies,
    limits: Limits,
    lifetimes: Lifetimes,
    calling_code: CallingCode,
    sealing: SealingKeys,
    admins_need_second_factor: bool,
}

impl Identity {
    /// Reads the settings of tokens, cookies and limits; nothing connects before the first request.
    pub fn from_environment(
        environment: &Environment,
        clock: &Clock,
        database: &Database,
        secrets: &Secrets,
    ) -> Result<Self, ConfigError> {
        let (calling_code, sealing, admins_need_second_factor) = environment.read(|reader| {
            (
                reader.get(&settings::MOBILE_CALLING_CODE),
                reader.optional(&settings::SEALING_KEYS_SECRET),
                reader.get(&settings::ADMINS_NEED_SECOND_FACTOR),
            )
        })?;
        Ok(Self(Arc::new(Parts {
            database: database.clone(),
            clock: clock.clone(),
            tokens: AccessTokens::from_environment(environment, secrets, clock)?,
            passwords: Passwords::new(),
            cookies: Cookies::from_environment(environment)?,
            limits: Limits::from_environment(environment)?,
            lifetimes: Lifetimes::from_environment(environment)?,
            calling_code,
            sealing: SealingKeys::new(secrets, sealing),
            admins_need_second_factor,
        })))
    }

    /// The access tokens.
    #[must_use]
    pub fn tokens(&self) -> &AccessTokens {
        &self.0.tokens
    }

    /// The passwords.
    #[must_use]
    pub fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    /// The cookies.
    #[must_use]
    pub fn cookies(&self) -> Cookies {
        self.0.cookies
    }

    /// The lifetimes of sessions.
    #[must_use]
    pub fn lifetimes(&self) -> Lifetimes {
        self.0.lifetimes
    }

    /// The country of mobile numbers that do not name theirs.
    #[must_use]
    pub fn calling_code(&self) -> CallingCode {
        self.0.calling_code
    }

    /// Records an action for the audit log; maintenance appends it to the log. In the transaction of the action, neither exists
    /// without the other.
    pub async fn record(
        &self,
        client: &impl GenericClient,
        actor: &Actor,
        event: &AuditEvent,
    ) -> sisuiq_db::Result<()> {
        let id = AuditRecordId(self.0.clock.uuid_v7());
        pending_audit_records::insert(client, &NewAuditRecord { id, at: self.0.clock.now(), actor, event }).await
    }

    /// Encrypts something that the database must not be able to read, with the keys of authenticator secrets. It cannot be opened in
    /// another context; contexts of accounts are their ids of 16 bytes, all others must be longer.
    pub async fn seal(&self, context: &[u8], text: Vec<u8>) -> Result<Vec<u8>, Problem> {
        self.0.sealing.seal_in(context, text).await
    }

    /// Decrypts what [`Identity::seal`] made for the same context.
    pub async fn unseal(&self, context: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Problem> {
        Ok(self.0.sealing.open_in(context, sealed).await?.text)
    }

    /// The encryption of authenticator secrets.
    pub(crate) fn sealing(&self) -> &SealingKeys {
        &self.0.sealing
    }

    /// Returns whether what only administrators may do asks for a second factor.
    pub(crate) fn admins_need_second_factor(&self) -> bool {
        self.0.admins_need_second_factor
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    pub(crate) fn database(&self) -> &Database {
        &self.0.database
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.0.clock
    }
}
