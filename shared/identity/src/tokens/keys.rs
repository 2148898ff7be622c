//! The signing keys, as their secret holds them.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{DecodingKey, EncodingKey};
use pem::{LineEnding, Pem, encode_config};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::{Arc, Mutex, PoisonError};
use utoipa::ToSchema;

use crate::IdentityError;

const PRIVATE_KEY: &str = "PRIVATE KEY";

/// The longest that an access token can live.
const LONGEST_TOKEN: SignedDuration = SignedDuration::from_mins(60);
/// The time after a rotation in which the previous keys may still be cached: a process caches a secret for five
/// minutes, and an external program caches the published keys for another five.
const LONGEST_MEMORY: SignedDuration = SignedDuration::from_mins(10);

/// The secret's content: tokens are signed with `current` and accepted from all.
#[derive(Clone, Debug, Deserialize)]
pub struct KeySet {
    /// Signs new tokens.
    pub current: KeyDocument,
    /// Signed them before; still accepted for [`KeySet::overlap`] after `rotated_at`.
    #[serde(default)]
    pub previous: Option<KeyDocument>,
    /// Will sign them: published a rotation ahead, so that everybody knows it by then.
    #[serde(default)]
    pub next: Option<KeyDocument>,
    /// When `current` became the current key; unknown for a manually created set, whose previous key is valid until it
    /// is removed.
    #[serde(default)]
    pub rotated_at: Option<Timestamp>,
}

/// A rotation would end tokens that are good, or sign with a key that not everybody knows.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the signing keys cannot be rotated before {until}: until then tokens of the previous key are valid")]
pub struct RotatedRecently {
    /// The time from which it is possible again.
    pub until: Timestamp,
}

/// The public half of a signing key, as a JSON Web Key (RFC 7517; RFC 8037 for Ed25519).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, ToSchema)]
pub struct PublicKey {
    /// The kind of key: an octet key pair.
    #[schema(example = "OKP")]
    kty: &'static str,
    /// The curve.
    #[schema(example = "Ed25519")]
    crv: &'static str,
    /// The signature algorithm.
    #[schema(example = "EdDSA")]
    alg: &'static str,
    /// Its purpose.
    #[serde(rename = "use")]
    #[schema(example = "sig")]
    usage: &'static str,
    /// The key's id, as in the header of tokens.
    #[schema(example = "2026-11")]
    kid: String,
    /// The key, in base64url.
    #[schema(example = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")]
    x: String,
}

/// One signing key.
#[derive(Clone, Debug, Deserialize)]
pub struct KeyDocument {
    /// Its name, written into each token it signs.
    pub kid: String,
    /// An Ed25519 private key as PKCS#8 in PEM form.
    pub private_key_pem: SecretString,
}

/// A key that signs.
#[derive(Debug)]
pub struct SigningKey {
    pair: Ed25519KeyPair,
    public: PublicKey,
}

/// The public half of the last used key, cached because parsing it takes a good part of a token check.
#[derive(Clone, Debug, Default)]
pub(super) struct Verifying(Arc<Mutex<Option<(KeyDocument, DecodingKey)>>>);

impl Verifying {
    /// The verifying half of `key`.
    pub(super) fn half_of(&self, key: &KeyDocument) -> Result<DecodingKey, IdentityError> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, half)) = last.as_ref().filter(|(known, _)| known.is(key)) {
            return Ok(half.clone());
        }
        let half = key.verifying()?;
        *last = Some((key.clone(), half.clone()));
        Ok(half)
    }
}

impl SigningKey {
    /// Its name.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.public.kid
    }

    /// Its public half.
    #[must_use]
    pub const fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The Ed25519 signature of these bytes.
    #[must_use]
    pub fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        self.pair.sign(bytes).as_ref().to_vec()
    }
}

impl KeySet {
    /// The minimum time between rotations: a key is published for that long before it signs, and accepted for that long after.
    #[must_use]
    pub fn overlap() -> SignedDuration {
        LONGEST_TOKEN + LONGEST_MEMORY
    }

    /// The set a rotation later: the next key signs, the current one is accepted for a while, and `new` is published. A set
    /// without a next key gets its first one and goes on signing with its current key.
    pub fn rotated(self, new: KeyDocument, now: Timestamp) -> Result<Self, RotatedRecently> {
        if let Some(until) = self.settled_at().filter(|until| now < *until) {
            return Err(RotatedRecently { until });
        }
        let Self { current, previous, next, .. } = self;
        let (current, previous) = match next {
            Some(next) => (next, Some(current)),
            None => (current, previous),
        };
        Ok(Self { current, previous, next: Some(new), rotated_at: Some(now) })
    }

    /// Checks that every key of the set can be read.
    pub fn check(&self) -> Result<(), IdentityError> {
        self.all().try_for_each(|key| key.pair().map(drop))
    }

    /// The set as its secret holds it.
    #[must_use]
    pub fn to_secret(&self) -> SecretString {
        let document =
            |key: &KeyDocument| json!({ "kid": key.kid, "private_key_pem": key.private_key_pem.expose_secret() });
        let [previous, next] = [&self.previous, &self.next].map(|key| key.as_ref().map(document));
        let current = document(&self.current);
        json!({ "current": current, "previous": previous, "next": next, "rotated_at": self.rotated_at })
            .to_string()
            .into()
    }

    /// The public halves of the accepted keys: the current, the next, and for a while the previous one.
    pub(super) fn public(&self, now: Timestamp) -> Result<Vec<PublicKey>, IdentityError> {
        self.accepted(now).map(KeyDocument::public).collect()
    }

    /// The accepted key of this name.
    pub(super) fn find(&self, kid: &str, now: Timestamp) -> Option<&KeyDocument> {
        self.accepted(now).find(|key| key.kid == kid)
    }

    fn accepted(&self, now: Timestamp) -> impl Iterator<Item = &KeyDocument> {
        let is_over = self.settled_at().is_some_and(|until| until <= now);
        self.all().filter(move |key| !is_over || self.previous.as_ref().is_none_or(|previous| previous.kid != key.kid))
    }

    fn all(&self) -> impl Iterator<Item = &KeyDocument> {
        [Some(&self.current), self.next.as_ref(), self.previous.as_ref()].into_iter().flatten()
    }

    /// The time from which the previous key is no longer needed and the next one is known everywhere.
    fn settled_at(&self) -> Option<Timestamp> {
        self.rotated_at.map(|rotated_at| rotated_at + Self::overlap())
    }
}

impl KeyDocument {
    /// A new random key.
    pub fn generate(kid: impl Into<String>) -> Result<Self, IdentityError> {
        let kid = kid.into();
        let pair = Ed25519KeyPair::generate().map_err(|_| IdentityError::Key { kid: kid.clone() })?;
        let pkcs8 = pair.to_pkcs8v1().map_err(|_| IdentityError::Key { kid: kid.clone() })?;
        let config = pem::EncodeConfig::new().set_line_ending(LineEnding::LF);
        let text = encode_config(&Pem::new(PRIVATE_KEY, pkcs8.as_ref()), config);
        Ok(Self { kid, private_key_pem: text.into() })
    }

    pub(super) fn signing(&self) -> Result<EncodingKey, IdentityError> {
        self.pair()?;
        Ok(EncodingKey::from_ed_der(&self.pkcs8()?))
    }

    fn is(&self, other: &Self) -> bool {
        let [own, its] = [self, other].map(|key| (&key.kid, key.private_key_pem.expose_secret()));
        own == its
    }

    pub(super) fn verifying(&self) -> Result<DecodingKey, IdentityError> {
        Ok(DecodingKey::from_ed_der(self.pair()?.public_key().as_ref()))
    }

    pub(super) fn signing_key(&self) -> Result<SigningKey, IdentityError> {
        Ok(SigningKey { pair: self.pair()?, public: self.public()? })
    }

    fn public(&self) -> Result<PublicKey, IdentityError> {
        let x = URL_SAFE_NO_PAD.encode(self.pair()?.public_key());
        Ok(PublicKey { kty: "OKP", crv: "Ed25519", alg: "EdDSA", usage: "sig", kid: self.kid.clone(), x })
    }

    fn pair(&self) -> Result<Ed25519KeyPair, IdentityError> {
        Ed25519KeyPair::from_pkcs8(&self.pkcs8()?).map_err(|_| self.malformed())
    }

    fn pkcs8(&self) -> Result<Vec<u8>, IdentityError> {
        let parsed = pem::parse(self.private_key_pem.expose_secret()).map_err(|_| self.malformed())?;
        if parsed.tag() != PRIVATE_KEY {
            return Err(self.malformed());
        }
        Ok(parsed.into_contents())
    }

    fn malformed(&self) -> IdentityError {
        IdentityError::Key { kid: self.kid.clone() }
    }
}
