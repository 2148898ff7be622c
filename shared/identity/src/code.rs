//! Codes that people type from a text message.

use aws_lc_rs::digest::{SHA256, digest};
use rand::Rng;
use sisuiq_model::UserId;

use crate::Opaque;

/// The number of possible codes.
const CODES: u32 = 1_000_000;

/// A new code of six digits for this account.
#[must_use]
pub fn code_for(user: UserId) -> Opaque {
    let code = format!("{:06}", rand::rng().random_range(0..CODES));
    Opaque { hash: hash_of_code(user, &code), text: code.into() }
}

/// The SHA-256 under which the code is stored. There are only a million codes, so the hash hides it from a glance only.
/// The protection is that a code is valid for minutes, for a few attempts, and for its own account.
#[must_use]
pub fn hash_of_code(user: UserId, code: &str) -> Vec<u8> {
    digest(&SHA256, format!("{user}:{code}").as_bytes()).as_ref().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;
    use uuid::Uuid;

    #[test]
    fn code_is_bound_to_its_account() {
        let (alice, bob) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        for _ in 0..100 {
            let code = code_for(alice);
            let text = code.text.expose_secret();
            assert!(text.len() == 6 && text.bytes().all(|digit| digit.is_ascii_digit()), "{text}");
            assert_eq!(hash_of_code(alice, text), code.hash);
            assert_ne!(hash_of_code(bob, text), code.hash);
        }
    }
}
