//! Authenticated encryption.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::error::Unspecified;
use std::fmt;

use crate::{Problem, Result};

/// AES-256-GCM with a random nonce.
pub struct Seal(RandomizedNonceKey);

#[derive(Debug, thiserror::Error)]
#[error("encryption or decryption failed")]
struct Broken;

impl Seal {
    /// Seals with a key of 32 bytes.
    pub fn new(key: &[u8]) -> Result<Self> {
        RandomizedNonceKey::new(&AES_256_GCM, key).map(Self).map_err(broken)
    }

    /// Encrypts `text` and returns nonce, ciphertext and tag. The tag authenticates `context` as well.
    pub fn close(&self, context: &[u8], mut text: Vec<u8>) -> Result<Vec<u8>> {
        let nonce = self.0.seal_in_place_append_tag(Aad::from(context), &mut text).map_err(broken)?;
        Ok([nonce.as_ref().as_slice(), &text].concat())
    }

    /// Decrypts a value that was encrypted with the same key for the same `context`; an error if it was changed.
    pub fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Vec<u8>> {
        let (nonce, text) = sealed.split_at_checked(NONCE_LEN).ok_or_else(|| broken(Unspecified))?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(broken)?;
        let mut text = text.to_vec();
        let opened = self.0.open_in_place(nonce, Aad::from(context), &mut text).map_err(broken)?;
        Ok(opened.to_vec())
    }
}

/// Shows no key.
impl fmt::Debug for Seal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Seal")
    }
}

fn broken(_: Unspecified) -> Problem {
    Problem::internal(Broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_rejects_other_keys_and_changes() {
        let (seal, other) = (Seal::new(&[1; 32]).unwrap(), Seal::new(&[2; 32]).unwrap());
        let sealed = seal.close(b"mine", b"answer".to_vec()).unwrap();
        assert!(!sealed.windows(6).any(|window| window == b"answer"));
        assert_eq!(seal.open(b"mine", &sealed).unwrap(), b"answer");
        assert_eq!(format!("{seal:?}"), "Seal", "no key is shown");
        assert!(other.open(b"mine", &sealed).is_err());
        assert!(seal.open(b"yours", &sealed).is_err());
        let mut changed = sealed.clone();
        changed[NONCE_LEN] ^= 1;
        assert!(seal.open(b"mine", &changed).is_err());
        assert!(seal.open(b"mine", &sealed[..5]).is_err());
        assert_ne!(seal.close(b"mine", b"answer".to_vec()).unwrap(), sealed, "no nonce comes twice");
    }
}
