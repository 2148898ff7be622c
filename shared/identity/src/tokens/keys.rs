//! The signing keys, as their secret holds them.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use jsonwebtoken::{DecodingKey, EncodingKey};
use pem::{LineEnding, Pem, encode_config};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::IdentityError;

const PRIVATE_KEY: &str = "PRIVATE KEY";

/// The secret's content: tokens are signed with `current` and accepted from both.
///
/// To rotate, move `current` to `previous`, put a new key in `current`, and drop `previous` once the last token it
/// signed has expired.
#[derive(Clone, Debug, Deserialize)]
pub struct KeySet {
    /// Signs new tokens.
    pub current: KeyDocument,
    /// Still accepted.
    #[serde(default)]
    pub previous: Option<KeyDocument>,
}

/// One signing key.
#[derive(Clone, Debug, Deserialize)]
pub struct KeyDocument {
    /// Its name, written into each token it signs.
    pub kid: String,
    /// An Ed25519 private key as PKCS#8 in PEM form.
    pub private_key_pem: SecretString,
}

impl KeySet {
    pub(super) fn find(&self, kid: &str) -> Option<&KeyDocument> {
        [Some(&self.current), self.previous.as_ref()].into_iter().flatten().find(|key| key.kid == kid)
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

    pub(super) fn verifying(&self) -> Result<DecodingKey, IdentityError> {
        Ok(DecodingKey::from_ed_der(self.pair()?.public_key().as_ref()))
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
