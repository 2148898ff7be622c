//! The signing keys, as their secret holds them.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{DecodingKey, EncodingKey};
use pem::{LineEnding, Pem, encode_config};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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

/// The public half of a signing key, as a JSON Web Key (RFC 7517; RFC 8037 for Ed25519).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, ToSchema)]
pub struct PublicKey {
    /// The kind of key: an octet key pair.
    #[schema(example = "OKP")]
    kty: &'static str,
    /// Its curve.
    #[schema(example = "Ed25519")]
    crv: &'static str,
    /// What it signs with.
    #[schema(example = "EdDSA")]
    alg: &'static str,
    /// What it is for.
    #[serde(rename = "use")]
    #[schema(example = "sig")]
    usage: &'static str,
    /// Its name, as tokens say it.
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

impl KeySet {
    /// The public halves: the current key, then the previous one.
    pub(super) fn public(&self) -> Result<Vec<PublicKey>, IdentityError> {
        [Some(&self.current), self.previous.as_ref()].into_iter().flatten().map(KeyDocument::public).collect()
    }

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
