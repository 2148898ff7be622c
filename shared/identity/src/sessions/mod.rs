//! Login sessions: how they begin, how their tokens are renewed, how they end.

mod begin;
mod end;
mod refresh;
mod rotation;

pub use begin::{Begin, Granted, Prepared};

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use sisuiq_accounts_db::{auth_token_pairs::NewPair, users};
use sisuiq_clock::later;
use sisuiq_config::{ConfigError, Environment, settings};
use sisuiq_model::{AuthSessionId, Surface, TokenPairId};

use crate::opaque::{Opaque, Purpose};
use crate::{Identity, IdentityError, Subject};

/// The lifetimes of sessions and their tokens.
#[derive(Clone, Copy, Debug)]
pub struct Lifetimes {
    /// The lifetime of a refresh token: a session without a refresh ends after it.
    pub refresh: SignedDuration,
    /// The maximum lifetime of a session.
    pub session: SignedDuration,
    /// The lifetime of a device token.
    pub device: SignedDuration,
}

impl Lifetimes {
    /// Reads `REFRESH_TOKEN_DAYS` (7 by default) and `SESSION_DAYS` (30 by default).
    pub(crate) fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        environment.read(|reader| {
            let days = |days: i64| SignedDuration::from_hours(24 * days);
            let refresh = reader.get(&settings::REFRESH_TOKEN_DAYS);
            let session = reader.get(&settings::SESSION_DAYS);
            if refresh > session {
                reader.problem("REFRESH_TOKEN_DAYS", "must not exceed SESSION_DAYS");
            }
            Self { refresh: days(refresh), session: days(session), device: days(180) }
        })
    }
}

/// A pair of tokens just made, before anybody has it.
#[derive(Debug)]
struct Pair {
    access: crate::Token,
    refresh: Opaque,
    id: TokenPairId,
    made_at: Timestamp,
    refresh_expires_at: Timestamp,
}

impl Identity {
    /// Makes a pair for a session that ends at `session_expires_at`.
    async fn make_pair(
        &self,
        user: &users::User,
        session: AuthSessionId,
        surface: Surface,
        session_expires_at: Timestamp,
    ) -> Result<Pair, IdentityError> {
        let made_at = self.clock().now();
        let id = TokenPairId(self.clock().uuid_v7());
        let subject = Subject { user: user.id, role: user.role, session, surface, pair: id };
        let access = self.tokens().issue(subject).await?;
        let refresh_expires_at = session_expires_at.min(later(made_at, self.lifetimes().refresh));
        Ok(Pair { access, refresh: Purpose::Refresh.generate(), id, made_at, refresh_expires_at })
    }
}

impl Pair {
    fn row(&self) -> NewPair<'_> {
        NewPair {
            id: self.id,
            refresh_hash: &self.refresh.hash,
            created_at: self.made_at,
            access_expires_at: self.access.expires_at,
            refresh_expires_at: self.refresh_expires_at,
        }
    }

    fn granted(self, user: users::User, surface: Surface, device: Option<(SecretString, SignedDuration)>) -> Granted {
        Granted {
            access: self.access.text,
            access_lifetime: self.access.expires_at.duration_since(self.made_at),
            refresh: self.refresh.text,
            refresh_lifetime: self.refresh_expires_at.duration_since(self.made_at),
            user,
            surface,
            device,
        }
    }
}
