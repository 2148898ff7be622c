//! The beginning of a session.

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use sisuiq_accounts_db::{
    audit_records::{Actor, AuditEvent},
    auth_sessions::{self, NewSession},
    staff, users,
};
use sisuiq_clock::later;
use sisuiq_db::GenericClient;
use sisuiq_http::Problem;
use sisuiq_model::{AuditAction, AuthSessionId, Surface};

use super::Pair;
use crate::login::code_missing;
use crate::opaque::Purpose;
use crate::{Client, Identity};

/// A login that is to become a session.
#[derive(Debug)]
pub struct Begin<'a> {
    /// The owner.
    pub user: users::User,
    /// The surface where it begins.
    pub surface: Surface,
    /// The client that logged in.
    pub client: &'a Client,
    /// When the account's authenticator app was confirmed, if the login showed a code of it or a recovery code.
    pub second_factor: Option<Timestamp>,
}

/// A session whose tokens are made and not yet stored.
#[derive(Debug)]
pub struct Prepared<'a> {
    begin: Begin<'a>,
    session: AuthSessionId,
    pair: Pair,
    expires_at: Timestamp,
}

/// The tokens issued by a login or a refresh.
#[derive(Debug)]
pub struct Granted {
    /// The access token.
    pub access: SecretString,
    /// The lifetime.
    pub access_lifetime: SignedDuration,
    /// The refresh token.
    pub refresh: SecretString,
    /// The lifetime.
    pub refresh_lifetime: SignedDuration,
    /// The account.
    pub user: users::User,
    /// The surface where the session began.
    pub surface: Surface,
    /// The device token and its lifetime; only after a login.
    pub device: Option<(SecretString, SignedDuration)>,
}

impl Identity {
    /// Starts a session after a login whose password matched `password_hash`. None when the account has got another password
    /// since, was closed, or, on the surface of staff, is no longer admitted as staff.
    ///
    /// # Errors
    /// 401: the account has got another second factor since, which the login has not shown.
    pub async fn begin(&self, begin: Begin<'_>, password_hash: &SecretString) -> Result<Option<Granted>, Problem> {
        let (client, user, surface) = (begin.client, begin.user.id, begin.surface);
        let prepared = self.prepare(begin).await?;
        let mut connection = self.database().connection().await?;
        let transaction = connection.transaction().await?;
        let held = users::hold(&transaction, user).await?.filter(|held| held.is_active);
        let is_as_proved = held.is_some_and(|held| held.password_hash.expose_secret() == password_hash.expose_secret());
        let is_open = is_as_proved && (surface != Surface::Staff || staff::is_admitted(&transaction, user).await?);
        let granted = if is_open { self.begin_on(&transaction, prepared).await? } else { None };
        if granted.is_none() {
            let event = AuditEvent::refused(AuditAction::LogIn).to(user).with("because", "overtaken");
            self.record(&transaction, &client.actor, &event).await?;
        }
        transaction.commit().await?;
        if is_open && granted.is_none() {
            return Err(code_missing());
        }
        Ok(granted)
    }

    /// Makes what a session begins with. Signing may have to read a secret, for which no transaction is to wait.
    pub async fn prepare<'a>(&self, begin: Begin<'a>) -> Result<Prepared<'a>, Problem> {
        let session = AuthSessionId(self.clock().uuid_v7());
        let expires_at = later(self.clock().now(), self.lifetimes().session);
        let pair = self.make_pair(&begin.user, session, begin.surface, expires_at).await?;
        Ok(Prepared { begin, session, pair, expires_at })
    }

    /// Starts a session in a transaction that makes its account or holds it; none when the account has a second factor that was
    /// not shown, or has no longer the one that was.
    pub async fn begin_on(
        &self,
        client: &impl GenericClient,
        prepared: Prepared<'_>,
    ) -> Result<Option<Granted>, Problem> {
        let Prepared { begin, session, pair, expires_at } = prepared;
        let (now, lifetimes) = (self.clock().now(), self.lifetimes());
        let device = begin.client.device.clone().unwrap_or_else(|| Purpose::Device.generate());
        let actor = Actor {
            user: Some(begin.user.id),
            session: Some(session),
            surface: Some(begin.surface),
            ..begin.client.actor.clone()
        };
        let new = NewSession {
            id: session,
            user: begin.user.id,
            surface: begin.surface,
            user_agent: actor.user_agent.as_deref(),
            address: &actor.address,
            expires_at,
            device: Some((&device.hash, later(now, lifetimes.device))),
            second_factor: begin.second_factor,
        };
        if !auth_sessions::start(client, &new, &pair.row()).await? {
            return Ok(None);
        }
        let event =
            AuditEvent::done(AuditAction::LogIn).to(session).with("second_factor", begin.second_factor.is_some());
        self.record(client, &actor, &event).await?;
        let user = users::User { last_login_at: Some(now), ..begin.user };
        Ok(Some(pair.granted(user, begin.surface, Some((device.text, lifetimes.device)))))
    }
}
