//! Everything the callers' types need.

use std::sync::Arc;

use http::HeaderMap;
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, Secrets};
use sisuiq_db::{Connection, Database, auth_sessions};
use sisuiq_http::Problem;

use crate::cookies::sent_token;
use crate::{AccessCookie, AccessTokens, Passwords, User};

/// Tells who is calling; cheap to clone.
#[derive(Clone)]
pub struct Identity(Arc<Parts>);

struct Parts {
    database: Database,
    clock: Clock,
    tokens: AccessTokens,
    passwords: Passwords,
    cookie: AccessCookie,
}

impl Identity {
    /// Reads the settings of tokens and cookies; nothing connects before the first request.
    pub fn from_environment(
        environment: &Environment,
        clock: &Clock,
        database: &Database,
        secrets: &Secrets,
    ) -> Result<Self, ConfigError> {
        Ok(Self(Arc::new(Parts {
            database: database.clone(),
            clock: clock.clone(),
            tokens: AccessTokens::from_environment(environment, secrets, clock)?,
            passwords: Passwords::new(),
            cookie: AccessCookie::from_environment(environment)?,
        })))
    }

    /// The user behind the token in `headers`, or `None` when there is no token that is good now.
    ///
    /// Costs one signature check and one round trip: the session must stand and its account be active.
    pub async fn caller(&self, headers: &HeaderMap) -> Result<Option<User>, Problem> {
        let Some(token) = sent_token(headers) else { return Ok(None) };
        let Some(claims) = self.0.tokens.verify(token).await? else { return Ok(None) };
        let now = self.0.clock.now();
        let find =
            |connection: Connection| async move { auth_sessions::find_active(&connection, claims.jti, now).await };
        let account = self.0.database.retrying(find).await?;
        let owner = account.filter(|account| account.id == claims.sub);
        Ok(owner.map(|account| User { id: account.id, role: account.role, session: claims.jti, account }))
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

    /// The cookie.
    #[must_use]
    pub fn cookie(&self) -> AccessCookie {
        self.0.cookie
    }
}
