//! Opaque secrets: refresh tokens, API keys and the like.
//!
//! Each secret has a prefix that lets secret scanners identify it, 32 random letters and digits (190 bits), and their
//! CRC-32. The checksum rejects invented or truncated secrets without a database query. The database stores only the
//! SHA-256.

use aws_lc_rs::digest::{SHA256, digest};
use rand::Rng;
use rand::distr::Alphanumeric;
use secrecy::{ExposeSecret, SecretString};

const RANDOM: usize = 32;
const CHECKSUM: usize = 6;
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The purpose of a secret, which determines its prefix.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Purpose {
    /// Renews a session's tokens.
    Refresh,
    /// Authenticates a program.
    ApiKey,
    /// Recognises a browser.
    Device,
    /// Protects against CSRF: a page sends it in a cookie and in a header.
    Csrf,
    /// Authorises a password reset.
    PasswordReset,
    /// Proves that the recipient owns the e-mail address.
    EmailVerification,
    /// Lets an invited person set the first password of their account.
    Invitation,
}

/// A secret.
#[derive(Clone, Debug)]
pub struct Opaque {
    /// The secret itself, which is not stored.
    pub text: SecretString,
    /// Its SHA-256, which is stored.
    pub hash: Vec<u8>,
}

impl Purpose {
    /// The visible prefix of the secret.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Refresh => "sisuiq_refresh_",
            Self::ApiKey => "sisuiq_key_",
            Self::Device => "sisuiq_device_",
            Self::Csrf => "sisuiq_csrf_",
            Self::PasswordReset => "sisuiq_reset_",
            Self::EmailVerification => "sisuiq_email_",
            Self::Invitation => "sisuiq_invite_",
        }
    }

    /// A new secret.
    #[must_use]
    pub fn generate(self) -> Opaque {
        let random: String = rand::rng().sample_iter(Alphanumeric).take(RANDOM).map(char::from).collect();
        let text = SecretString::from(format!("{}{random}{}", self.prefix(), checksum(&random)));
        Opaque { hash: hash(text.expose_secret()), text }
    }

    /// The SHA-256 to look up, if `text` has the form of such a secret.
    #[must_use]
    pub fn recognise(self, text: &str) -> Option<Vec<u8>> {
        let rest = text.strip_prefix(self.prefix())?;
        let (random, written) = rest.split_at_checked(RANDOM)?;
        let is_whole = random.bytes().all(|letter| letter.is_ascii_alphanumeric()) && checksum(random) == written;
        is_whole.then(|| hash(text))
    }
}

fn hash(text: &str) -> Vec<u8> {
    digest(&SHA256, text.as_bytes()).as_ref().to_vec()
}

/// The CRC-32 in base 62, the highest digit first.
fn checksum(random: &str) -> String {
    let mut rest = crc32fast::hash(random.as_bytes()) as usize;
    let mut digits = [b'0'; CHECKSUM];
    for digit in digits.iter_mut().rev() {
        *digit = DIGITS.get(rest % DIGITS.len()).copied().unwrap_or(b'0');
        rest /= DIGITS.len();
    }
    digits.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Purpose; 6] = [
        Purpose::Refresh,
        Purpose::ApiKey,
        Purpose::Device,
        Purpose::Csrf,
        Purpose::PasswordReset,
        Purpose::EmailVerification,
    ];

    #[test]
    fn secret_matches_only_its_purpose() {
        for made_for in ALL {
            let secret = made_for.generate();
            for asked_for in ALL {
                let found = asked_for.recognise(secret.text.expose_secret());
                assert_eq!(found, (made_for == asked_for).then(|| secret.hash.clone()), "{made_for:?} {asked_for:?}");
            }
        }
    }

    #[test]
    fn changed_secret_is_not_recognised() {
        let secret = Purpose::ApiKey.generate();
        let text = secret.text.expose_secret();
        assert_eq!(text.len(), "sisuiq_key_".len() + 38);
        for length in 0..text.len() {
            assert_eq!(Purpose::ApiKey.recognise(&text[..length]), None);
        }
        for place in 0..text.len() {
            let mut changed = text.as_bytes().to_vec();
            changed[place] = if changed[place] == b'a' { b'b' } else { b'a' };
            assert_eq!(Purpose::ApiKey.recognise(std::str::from_utf8(&changed).unwrap()), None, "{place}");
        }
        for text in ["", "sisuiq_key_", "sisuiq_key_🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂", &format!("{text}x")] {
            assert_eq!(Purpose::ApiKey.recognise(text), None, "{text}");
        }
    }

    #[test]
    fn secrets_are_unique_and_never_shown() {
        let (first, second) = (Purpose::Refresh.generate(), Purpose::Refresh.generate());
        assert_ne!(first.hash, second.hash);
        assert!(!format!("{first:?}").contains(first.text.expose_secret()));
    }
}
