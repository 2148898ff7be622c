//! The beginning of a session.

use jiff::SignedDuration;
use secrecy::SecretString;
use sisuiq_clock::later;
use sisuiq_db::auth_sessions::{self, NewSession};
use sisuiq_db::{AuthSessionId, GenericClient, Surface, users};
use sisuiq_http::Problem;

use crate::opaque::Purpose;
use crate::{Client, Identity};

/// Longest name of a program that is kept, in characters.
const LONGEST_USER_AGENT: usize = 300;

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
        let connection = self.database().connection().await?;
        self.begin_on(&connection, begin).await
    }

    /// The same, on a connection or in a transaction of the caller's.
    pub async fn begin_on(&self, client: &impl GenericClient, begin: Begin<'_>) -> Result<Granted, Problem> {
        let now = self.clock().now();
        let lifetimes = self.lifetimes();
        let session = AuthSessionId(self.clock().uuid_v7());
        let expires_at = later(now, lifetimes.session);
        let pair = self.make_pair(&begin.user, (session, begin.surface), expires_at).await?;
        let Client { address, user_agent, device, .. } = begin.client;
        let device = device.clone().unwrap_or_else(|| Purpose::Device.generate());
        let user_agent = user_agent.as_deref().map(|text| text.chars().take(LONGEST_USER_AGENT).collect::<String>());
        let address = address.to_string();
        let new = NewSession {
            id: session,
            user: begin.user.id,
            surface: begin.surface,
            user_agent: user_agent.as_deref(),
            address: &address,
            expires_at,
            device: Some((&device.hash, later(now, lifetimes.device))),
            has_second_factor: begin.has_second_factor,
        };
        auth_sessions::start(client, &new, &pair.row()).await?;
        let user = users::User { last_login_at: Some(now), ..begin.user };
        Ok(pair.granted(user, begin.surface, Some((device.text, lifetimes.device))))
    }
}
