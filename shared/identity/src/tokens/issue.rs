//! Signing and checking tokens.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use secrecy::SecretString;
use sisuiq_clock::{Clock, later};
use sisuiq_config::{ConfigError, Environment, SecretError, Secrets, settings};
use sisuiq_model::{AuthSessionId, Surface, TokenPairId, UserId, UserRole};
use tokio::sync::Mutex;

use super::keys::{KeyDocument, KeySet, PublicKey, SigningKey, Verifying};
use crate::{Claims, IdentityError};

const ISSUER: &str = "sisuiq";
const AUDIENCE: &str = "sisuiq";

/// Longest token looked at, in bytes; ours are a tenth of it.
const LONGEST: usize = 4_096;

/// The minimum interval between reads of the secret because of unknown keys, so that tokens with made-up keys cost
/// nothing more.
const REFRESH_EVERY: SignedDuration = SignedDuration::from_secs(5);

/// Issues and checks access tokens; clones share what they know of the keys.
#[derive(Clone, Debug)]
pub struct AccessTokens {
    secrets: Secrets,
    keys_secret: Arc<str>,
    lifetime: SignedDuration,
    clock: Clock,
    /// When an unknown key last caused a read of the secret; locked during the read.
    refreshed_at: Arc<Mutex<Option<Timestamp>>>,
    /// The number of these reads that failed.
    failures: Arc<AtomicU64>,
    verifying: Verifying,
}

/// The content of a token.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    /// The user.
    pub user: UserId,
    /// Their role.
    pub role: UserRole,
    /// Their session.
    pub session: AuthSessionId,
    /// The surface where it began.
    pub surface: Surface,
    /// The pair that the token is part of.
    pub pair: TokenPairId,
}

/// A token just signed.
#[derive(Debug)]
pub struct Token {
    /// The token, in JWS compact form.
    pub text: SecretString,
    /// When it expires.
    pub expires_at: Timestamp,
}

impl AccessTokens {
    /// Reads `SIGNING_KEYS_SECRET` and `ACCESS_TOKEN_MINUTES` (15 by default).
    pub fn from_environment(environment: &Environment, secrets: &Secrets, clock: &Clock) -> Result<Self, ConfigError> {
        environment.read(|reader| {
            let keys_secret: String = reader.get(&settings::SIGNING_KEYS_SECRET);
            let minutes = reader.get(&settings::ACCESS_TOKEN_MINUTES);
            Self {
                secrets: secrets.clone(),
                keys_secret: keys_secret.into(),
                lifetime: SignedDuration::from_mins(minutes),
                clock: clock.clone(),
                refreshed_at: Arc::default(),
                failures: Arc::default(),
                verifying: Verifying::default(),
            }
        })
    }

    /// The lifetime of a token.
    #[must_use]
    pub fn lifetime(&self) -> SignedDuration {
        self.lifetime
    }

    /// A token for `subject`, signed with the current key.
    pub async fn issue(&self, subject: Subject) -> Result<Token, IdentityError> {
        let keys: KeySet = self.secrets.get(&self.keys_secret).await?;
        let now = self.clock.now();
        let expires_at = later(now, self.lifetime);
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: subject.user,
            jti: subject.pair,
            sid: subject.session,
            surface: subject.surface,
            role: subject.role,
            iat: now.as_second(),
            exp: expires_at.as_second(),
        };
        let header = Header { kid: Some(keys.current.kid.clone()), ..Header::new(Algorithm::EdDSA) };
        let text = encode(&header, &claims, &keys.current.signing()?).map_err(IdentityError::Sign)?;
        Ok(Token { text: text.into(), expires_at })
    }

    /// The claims of `token`, or `None` if it is not a valid token of ours. An error is a failure on our side.
    ///
    /// A token is only as good as its session: callers look that up as well.
    pub async fn verify(&self, token: &str) -> Result<Option<Claims>, IdentityError> {
        let claims = self.read(token).await?;
        Ok(claims.filter(|claims| self.clock.now().as_second() < claims.exp))
    }

    /// The claims of `token`, expired or not, or `None` if it is not one of ours.
    pub async fn read(&self, token: &str) -> Result<Option<Claims>, IdentityError> {
        let Some(kid) = key_name(token) else { return Ok(None) };
        let Some(key) = self.key(&kid).await? else { return Ok(None) };
        let checked = decode::<Claims>(token, &self.verifying.half_of(&key)?, &validation());
        Ok(checked.ok().map(|checked| checked.claims))
    }

    /// The key that signs now, for records that outlive it.
    pub async fn signing_key(&self) -> Result<SigningKey, IdentityError> {
        let keys: KeySet = self.secrets.get(&self.keys_secret).await?;
        keys.current.signing_key()
    }

    /// The public halves of the keys that tokens may be signed with.
    pub async fn public_keys(&self) -> Result<Vec<PublicKey>, IdentityError> {
        self.secrets.get::<KeySet>(&self.keys_secret).await?.public(self.clock.now())
    }

    /// The key with this id. An unknown key may be new: the first request reads the secret again, and others wait for
    /// it.
    async fn key(&self, kid: &str) -> Result<Option<KeyDocument>, IdentityError> {
        if let Some(key) = self.known(kid).await? {
            return Ok(Some(key));
        }
        let failures = self.failures.load(SeqCst);
        let mut refreshed_at = self.refreshed_at.lock().await;
        if let Some(key) = self.known(kid).await? {
            return Ok(Some(key));
        }
        if self.failures.load(SeqCst) != failures {
            // otherwise all who waited would try one after the other what has just failed
            let source = "the read failed for another request".into();
            return Err(SecretError::Unavailable { id: self.keys_secret.to_string(), source }.into());
        }
        let now = self.clock.now();
        if refreshed_at.is_some_and(|last| now.duration_since(last) < REFRESH_EVERY) {
            return Ok(None);
        }
        let read = self.secrets.refresh::<KeySet>(&self.keys_secret).await;
        if read.is_err() {
            self.failures.fetch_add(1, SeqCst);
        }
        let fresh = read?;
        *refreshed_at = Some(now);
        Ok(fresh.find(kid, now).cloned())
    }

    async fn known(&self, kid: &str) -> Result<Option<KeyDocument>, IdentityError> {
        let known: KeySet = self.secrets.get(&self.keys_secret).await?;
        Ok(known.find(kid, self.clock.now()).cloned())
    }
}

/// The key a token claims to be signed with, if it has the outer form of one of ours.
fn key_name(token: &str) -> Option<String> {
    if token.len() > LONGEST {
        return None;
    }
    let header = decode_header(token).ok()?;
    if header.alg == Algorithm::EdDSA { header.kid } else { None }
}

/// Everything but the expiry, which is compared with our own clock.
fn validation() -> Validation {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    validation.validate_exp = false;
    validation
}

#[cfg(test)]
#[path = "issue_tests.rs"]
mod tests;
