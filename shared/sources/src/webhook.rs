//! Verification of webhooks that follow the [Standard Webhooks] specification, version 1.
//!
//! A webhook has the headers `webhook-id`, `webhook-timestamp` (Unix seconds) and `webhook-signature` (a list of
//! `v1,` and base64, which spaces separate). A signature is the HMAC-SHA256 of `id.timestamp.body` under a secret of 24 to 64
//! bytes, which people exchange as `whsec_` and base64.
//!
//! A webhook may arrive twice, or be replayed within the tolerance. [`verify`] has no memory: the caller stores
//! [`Verified::id`] for at least [`TOLERANCE`] before and after and refuses an id that it has seen.
//!
//! [Standard Webhooks]: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md

use base64::{Engine as _, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretSlice};
use sha2::{Digest, Sha256};
use std::str::FromStr;

/// The id of a message.
pub const ID_HEADER: &str = "webhook-id";
/// The moment at which a message was signed.
pub const TIMESTAMP_HEADER: &str = "webhook-timestamp";
/// Signatures of a message.
pub const SIGNATURE_HEADER: &str = "webhook-signature";
/// The greatest distance between the timestamp and now, in both directions.
pub const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

const PREFIX: &str = "whsec_";
const SECRET_BYTES: std::ops::RangeInclusive<usize> = 24..=64;
const MAX_ID_BYTES: usize = 256;
/// During a rotation a sender signs with two secrets.
const MAX_SIGNATURES: usize = 8;

/// The reason why a text is no secret. It does not contain the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// No `whsec_` at the beginning.
    #[error("A webhook secret begins with whsec_.")]
    NoPrefix,
    /// Not base64.
    #[error("A webhook secret is base64 after whsec_.")]
    NotBase64,
    /// Shorter or longer than the specification permits.
    #[error("A webhook secret has 24 to 64 bytes.")]
    WrongLength,
}

/// A secret that a sender and this product share.
#[derive(Debug, Clone)]
pub struct WebhookSecret(SecretSlice<u8>);

impl WebhookSecret {
    /// Signs a message: `v1,` and base64. For senders, and for tests.
    #[must_use]
    pub fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> String {
        let signature = self.mac(id, &timestamp.to_string(), body).map(|mac| mac.finalize().into_bytes());
        format!("v1,{}", signature.map(|bytes| BASE64_STANDARD.encode(bytes)).unwrap_or_default())
    }

    /// `None` for a key that HMAC does not take; it takes every length.
    fn mac(&self, id: &str, timestamp: &str, body: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.expose_secret()).ok()?;
        for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
            mac.update(part);
        }
        Some(mac)
    }
}

impl FromStr for WebhookSecret {
    type Err = SecretError;

    fn from_str(text: &str) -> Result<Self, SecretError> {
        let encoded = text.strip_prefix(PREFIX).ok_or(SecretError::NoPrefix)?;
        let bytes = BASE64_STANDARD.decode(encoded).map_err(|_| SecretError::NotBase64)?;
        if SECRET_BYTES.contains(&bytes.len()) { Ok(Self(bytes.into())) } else { Err(SecretError::WrongLength) }
    }
}

/// The reason why a webhook is refused.
///
/// The sender is to see one answer for all of them, 401; the code is for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebhookError {
    /// A header is missing.
    #[error("The header {0} is missing.")]
    Missing(&'static str),
    /// A header occurs more than once.
    #[error("The header {0} is repeated.")]
    Repeated(&'static str),
    /// A header's value has another form than the specification's.
    #[error("The header {0} is malformed.")]
    Malformed(&'static str),
    /// The message was signed more than five minutes ago.
    #[error("The webhook is too old.")]
    TooOld,
    /// The message was signed more than five minutes in the future.
    #[error("The webhook's time is in the future.")]
    TooNew,
    /// No signature is valid under any secret.
    #[error("The webhook's signature is not valid.")]
    WrongSignature,
    /// The source has no secret.
    #[error("The source has no webhook secret.")]
    NoSecret,
}

impl WebhookError {
    /// A code for programs, which does not change between releases.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing(_) => "header_missing",
            Self::Repeated(_) => "header_repeated",
            Self::Malformed(_) => "header_malformed",
            Self::TooOld => "too_old",
            Self::TooNew => "too_new",
            Self::WrongSignature => "wrong_signature",
            Self::NoSecret => "no_secret",
        }
    }
}

/// A webhook whose signature is valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The id of the message, the same in each delivery. A second one with this id is a repetition.
    pub id: String,
    /// The moment at which it was signed.
    pub signed_at: Timestamp,
    /// SHA-256 of the body in lower-case hex.
    pub body_sha256: String,
    /// The position of the secret in the list: 1 and more tell that the sender still uses an old one.
    pub secret: usize,
}

/// Verifies a webhook under the current secrets of its source: one, or two during a rotation, the newest first.
///
/// Signatures are compared in constant time. The body is the bytes as they were received.
///
/// # Errors
/// See [`WebhookError`].
pub fn verify(
    secrets: &[WebhookSecret],
    headers: &HeaderMap,
    body: &[u8],
    now: Timestamp,
) -> Result<Verified, WebhookError> {
    if secrets.is_empty() {
        return Err(WebhookError::NoSecret);
    }
    let id = header(headers, ID_HEADER)?;
    // a dot would let a part of the id be read as the timestamp
    if id.is_empty() || id.len() > MAX_ID_BYTES || !id.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'.') {
        return Err(WebhookError::Malformed(ID_HEADER));
    }
    let timestamp = header(headers, TIMESTAMP_HEADER)?;
    let signed_at = signed_at(timestamp)?;
    let signatures = signatures(header(headers, SIGNATURE_HEADER)?)?;
    let age = now.duration_since(signed_at);
    if age > TOLERANCE {
        return Err(WebhookError::TooOld);
    }
    if age < -TOLERANCE {
        return Err(WebhookError::TooNew);
    }
    let is_valid = |secret: &WebhookSecret| {
        let mac = secret.mac(id, timestamp, body);
        mac.is_some_and(|mac| signatures.iter().any(|signature| mac.clone().verify_slice(signature).is_ok()))
    };
    let secret = secrets.iter().position(is_valid).ok_or(WebhookError::WrongSignature)?;
    Ok(Verified { id: id.to_owned(), signed_at, body_sha256: hex::encode(Sha256::digest(body)), secret })
}

fn header<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<&'a str, WebhookError> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().ok_or(WebhookError::Missing(name))?;
    if values.next().is_some() {
        return Err(WebhookError::Repeated(name));
    }
    value.to_str().map_err(|_| WebhookError::Malformed(name))
}

/// Reads digits only: other spellings of one number would be other messages to HMAC.
fn signed_at(timestamp: &str) -> Result<Timestamp, WebhookError> {
    let is_canonical = timestamp.bytes().all(|byte| byte.is_ascii_digit()) && !timestamp.starts_with('0');
    let seconds = timestamp.parse().ok().filter(|_| is_canonical);
    seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()).ok_or(WebhookError::Malformed(TIMESTAMP_HEADER))
}

/// The signatures of version 1. Other versions, such as asymmetric ones, are left out.
fn signatures(list: &str) -> Result<Vec<Vec<u8>>, WebhookError> {
    let malformed = WebhookError::Malformed(SIGNATURE_HEADER);
    let mut signatures = Vec::new();
    for (index, entry) in list.split(' ').enumerate() {
        let (version, encoded) = entry.split_once(',').ok_or(malformed)?;
        if index >= MAX_SIGNATURES || version.is_empty() {
            return Err(malformed);
        }
        if version == "v1" {
            signatures.push(BASE64_STANDARD.decode(encoded).map_err(|_| malformed)?);
        }
    }
    if signatures.is_empty() { Err(WebhookError::WrongSignature) } else { Ok(signatures) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderName, HeaderValue};
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    // the example of the specification's own libraries
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const SIGNED: i64 = 1_614_265_330;
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    const OTHER: &str = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

    fn secret(text: &str) -> WebhookSecret {
        text.parse().unwrap()
    }

    fn headers(values: &[(&str, &str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in values {
            map.append(HeaderName::try_from(*name).unwrap(), HeaderValue::try_from(*value).unwrap());
        }
        map
    }

    fn of(id: &str, timestamp: &str, signature: &str) -> HeaderMap {
        headers(&[(ID_HEADER, id), (TIMESTAMP_HEADER, timestamp), (SIGNATURE_HEADER, signature)])
    }

    fn after(seconds: i64) -> Timestamp {
        Timestamp::from_second(SIGNED + seconds).unwrap()
    }

    fn example(now: Timestamp) -> Result<Verified, WebhookError> {
        verify(&[secret(SECRET)], &of(ID, "1614265330", SIGNATURE), BODY, now)
    }

    #[test]
    fn the_published_example_is_valid() {
        assert_eq!(secret(SECRET).sign(ID, SIGNED, BODY), SIGNATURE);
        let verified = example(after(0)).unwrap();
        assert_eq!((verified.id.as_str(), verified.signed_at, verified.secret), (ID, after(0), 0));
        assert_eq!(verified.body_sha256, hex::encode(Sha256::digest(BODY)));
    }

    #[test]
    fn tolerance_is_five_minutes_both_ways() {
        assert!(example(after(300)).is_ok() && example(after(-300)).is_ok());
        assert_eq!(example(after(301)), Err(WebhookError::TooOld));
        assert_eq!(example(after(-301)), Err(WebhookError::TooNew));
        assert_eq!(example(after(300) + SignedDuration::from_nanos(1)), Err(WebhookError::TooOld));
    }

    #[test]
    fn old_secret_is_valid_during_rotation() {
        let signed = of(ID, "1614265330", SIGNATURE);
        let verified = verify(&[secret(OTHER), secret(SECRET)], &signed, BODY, after(0)).unwrap();
        assert_eq!(verified.secret, 1);
        let both = format!("{} {SIGNATURE}", secret(OTHER).sign(ID, SIGNED, BODY));
        assert!(verify(&[secret(SECRET)], &of(ID, "1614265330", &both), BODY, after(0)).is_ok());
        assert_eq!(verify(&[secret(OTHER)], &signed, BODY, after(0)), Err(WebhookError::WrongSignature));
        assert_eq!(verify(&[], &signed, BODY, after(0)), Err(WebhookError::NoSecret));
    }

    #[test]
    fn each_header_occurs_once() {
        let all = [(ID_HEADER, ID), (TIMESTAMP_HEADER, "1614265330"), (SIGNATURE_HEADER, SIGNATURE)];
        for (index, (name, _)) in all.iter().enumerate() {
            let mut without = all.to_vec();
            without.remove(index);
            let refused = verify(&[secret(SECRET)], &headers(&without), BODY, after(0));
            assert_eq!(refused, Err(WebhookError::Missing(name)));
            let mut twice = all.to_vec();
            twice.push(all[index]);
            let refused = verify(&[secret(SECRET)], &headers(&twice), BODY, after(0));
            assert_eq!(refused, Err(WebhookError::Repeated(name)));
        }
    }

    #[test]
    fn malformed_values_are_refused() {
        let refused = |id: &str, timestamp: &str, signature: &str| {
            verify(&[secret(SECRET)], &of(id, timestamp, signature), BODY, after(0)).unwrap_err()
        };
        for id in ["", " ", "a.b", "a b", &"a".repeat(257)] {
            assert_eq!(refused(id, "1614265330", SIGNATURE), WebhookError::Malformed(ID_HEADER), "{id}");
        }
        for timestamp in [
            "",
            "+1614265330",
            "01614265330",
            "1614265330.0",
            "1614265330 ",
            "0x60",
            "-1",
            "99999999999999999999",
            "now",
        ] {
            assert_eq!(refused(ID, timestamp, SIGNATURE), WebhookError::Malformed(TIMESTAMP_HEADER), "{timestamp}");
        }
        for signature in ["", "v1", "v1,%", "v1,AAAA=", ",AAAA", "v1,AAAA  v1,AAAA", &"v1,AAAA ".repeat(9)] {
            assert_eq!(refused(ID, "1614265330", signature), WebhookError::Malformed(SIGNATURE_HEADER), "{signature}");
        }
        for signature in ["v1a,AAAA", "v1,", "v1,AAAA", "V1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="] {
            assert_eq!(refused(ID, "1614265330", signature), WebhookError::WrongSignature, "{signature}");
        }
    }

    #[test]
    fn secrets_have_one_form() {
        let no_secret = |text: &str| text.parse::<WebhookSecret>().unwrap_err();
        assert_eq!(no_secret(&SECRET[6..]), SecretError::NoPrefix);
        assert_eq!(no_secret("whsec_***"), SecretError::NotBase64);
        assert_eq!(no_secret("whsec_"), SecretError::WrongLength);
        assert_eq!(no_secret(&format!("whsec_{}", BASE64_STANDARD.encode([1; 23]))), SecretError::WrongLength);
        assert_eq!(no_secret(&format!("whsec_{}", BASE64_STANDARD.encode([1; 65]))), SecretError::WrongLength);
        assert!(!format!("{:?}", secret(SECRET)).contains("MfKQ"));
    }

    proptest! {
        #[test]
        fn any_change_invalidates(body in any::<Vec<u8>>(), at in any::<usize>(), flip in 1..=255_u8, second in 1..300_i64) {
            let signature = secret(SECRET).sign(ID, SIGNED, &body);
            let signed = of(ID, &SIGNED.to_string(), &signature);
            prop_assert!(verify(&[secret(SECRET)], &signed, &body, after(0)).is_ok());
            let mut changed = body.clone();
            if let Some(byte) = at.checked_rem(body.len()).and_then(|at| changed.get_mut(at)) {
                *byte ^= flip;
                let refused = verify(&[secret(SECRET)], &signed, &changed, after(0));
                prop_assert_eq!(refused, Err(WebhookError::WrongSignature));
            }
            changed.push(flip);
            let refused = verify(&[secret(SECRET)], &signed, &changed, after(0));
            prop_assert_eq!(refused, Err(WebhookError::WrongSignature));
            let moved = of(ID, &(SIGNED + second).to_string(), &signature);
            let refused = verify(&[secret(SECRET)], &moved, &body, after(0));
            prop_assert_eq!(refused, Err(WebhookError::WrongSignature));
        }
    }
}
