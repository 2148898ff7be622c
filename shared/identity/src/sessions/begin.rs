//! The beginning of a session.

use jiff::SignedDuration;
use secrecy::SecretString;
use sisuiq_clock::later;
use sisuiq_db::audit_records::{Actor, Deed};
use sisuiq_db::auth_sessions::{self, NewSession};
use sisuiq_db::{AuditAction, AuthSessionId, GenericClient, Surface, users};
use sisuiq_http::Problem;

use crate::opaque::Purpose;
use crate::{Client, Identity};

/// A login that is to become a session.
#[derive(Debug)]
pub struct Begin<'a> {
    /// Whose it is.
    pub user: users::User,
    /// Where it begins.
    pub surface: Surface,
    /// Who logged in.
    pub client: &'a Client,
    /// Whether they showed a second factor.
    pub has_second_factor: bool,
}

/// What somebody gets who has logged in or renewed their tokens.
#[derive(Debug)]
pub struct Granted {
    /// The access token.
    pub access: SecretString,
    /// How long it lives.
    pub access_lifetime: SignedDuration,
    /// The refresh token.
    pub refresh: SecretString,
    /// How long it lives.
    pub refresh_lifetime: SignedDuration,
    /// The account.
    pub user: users::User,
    /// Where the session began.
    pub surface: Surface,
    /// By what the browser will be known again, and for how long; after a login only.
    pub device: Option<(SecretString, SignedDuration)>,
}

impl Identity {
    /// Starts a session for an account that has proved who it is.
    pub async fn begin(&self, begin: Begin<'_>) -> Result<Granted, Problem> {
        let mut connection = self.database().connection().await?;
        let transaction = connection.transaction().await?;
        let granted = self.begin_on(&transaction, begin).await?;
        transaction.commit().await?;
        Ok(granted)
    }

    /// The same in a transaction of the caller's.
    pub async fn begin_on(&self, client: &impl GenericClient, begin: Begin<'_>) -> Result<Granted, Problem> {
        let now = self.clock().now();
        let lifetimes = self.lifetimes();
        let session = AuthSessionId(self.clock().uuid_v7());
        let expires_at = later(now, lifetimes.session);
        let pair = self.make_pair(&begin.user, (session, begin.surface), expires_at).await?;
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
            has_second_factor: begin.has_second_factor,
        };
        auth_sessions::start(client, &new, &pair.row()).await?;
        let deed = Deed::done(AuditAction::LogIn).to(session).with("second_factor", begin.has_second_factor);
        self.record(client, &actor, &deed).await?;
        let user = users::User { last_login_at: Some(now), ..begin.user };
        Ok(pair.granted(user, begin.surface, Some((device.text, lifetimes.device))))
    }
}
