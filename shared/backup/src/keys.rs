//! The keys that backups are sealed with.

use crate::{BackupError, Result};
use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use base64::{Engine, engine::general_purpose::STANDARD};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sisuiq_config::Secrets;

/// Longest name of a key, in bytes.
const LONGEST_ID: usize = 64;

/// The secret with the keys.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    secrets: Secrets,
    secret: String,
}

/// The secret's content. To rotate, move `current` to the front of `previous` and put a new key in `current`; a key is
/// needed as long as a backup or a note of erasures encrypted with it is retained.
#[derive(Deserialize)]
struct Document {
    current: Entry,
    #[serde(default)]
    previous: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    /// 32 bytes in base64.
    key: SecretString,
}

/// AES-256-GCM with a random nonce, under a name.
pub(crate) struct Key {
    pub(crate) id: String,
    key: RandomizedNonceKey,
}

impl Keys {
    pub(crate) fn new(secrets: Secrets, secret: String) -> Self {
        Self { secrets, secret }
    }

    /// The key to seal with.
    pub(crate) async fn current(&self) -> Result<Key> {
        let document: Document = self.secrets.get(&self.secret).await?;
        document.current.key()
    }

    /// The key of this name; nothing when it is not known.
    pub(crate) async fn named(&self, id: &str) -> Result<Option<Key>> {
        let known: Document = self.secrets.get(&self.secret).await?;
        if let Some(entry) = known.find(id) {
            return entry.key().map(Some);
        }
        let fresh: Document = self.secrets.refresh(&self.secret).await?;
        fresh.find(id).map(Entry::key).transpose()
    }
}

impl Document {
    fn find(&self, id: &str) -> Option<&Entry> {
        std::iter::once(&self.current).chain(&self.previous).find(|entry| entry.id == id)
    }
}

impl Entry {
    fn key(&self) -> Result<Key> {
        let malformed = || BackupError::MalformedKey(self.id.chars().take(LONGEST_ID).collect());
        let bytes = STANDARD.decode(self.key.expose_secret()).map_err(|_| malformed())?;
        if !(1..=LONGEST_ID).contains(&self.id.len()) {
            return Err(malformed());
        }
        let key = RandomizedNonceKey::new(&AES_256_GCM, &bytes).map_err(|_| malformed())?;
        Ok(Key { id: self.id.clone(), key })
    }
}

impl Key {
    /// Returns the nonce, the ciphertext and the tag, which authenticates the object key `place` too.
    pub(crate) fn seal(&self, place: &str, mut bytes: Vec<u8>) -> Result<Vec<u8>> {
        let nonce = self.key.seal_in_place_append_tag(Aad::from(place.as_bytes()), &mut bytes);
        let nonce = nonce.map_err(|error| BackupError::Unmade(Box::new(error)))?;
        bytes.splice(0..0, *nonce.as_ref());
        Ok(bytes)
    }

    /// Decrypts a value; none if it was changed, or sealed with another key or for another `place`.
    pub(crate) fn open(&self, place: &str, mut sealed: Vec<u8>) -> Option<Vec<u8>> {
        if sealed.len() < NONCE_LEN {
            return None;
        }
        let mut text = sealed.split_off(NONCE_LEN);
        let nonce = Nonce::try_assume_unique_for_key(&sealed).ok()?;
        let length = self.key.open_in_place(nonce, Aad::from(place.as_bytes()), &mut text).ok()?.len();
        text.truncate(length);
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> Key {
        Entry { id: "a".to_owned(), key: STANDARD.encode([byte; 32]).into() }.key().unwrap()
    }

    #[test]
    fn open_needs_the_key_and_place() {
        let sealed = key(1).seal("here", b"secret rows".to_vec()).unwrap();
        assert!(!sealed.windows(6).any(|window| window == b"secret"));
        assert_eq!(key(1).open("here", sealed.clone()).unwrap(), b"secret rows");
        assert!(key(2).open("here", sealed.clone()).is_none());
        assert!(key(1).open("there", sealed.clone()).is_none());
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(key(1).open("here", changed).is_none(), "changed at {place}");
            assert!(key(1).open("here", sealed[..place].to_vec()).is_none(), "cut at {place}");
        }
    }

    #[test]
    fn malformed_keys_are_rejected() {
        for (id, length) in [("a", 31), ("a", 33), ("", 32)] {
            let entry = Entry { id: id.to_owned(), key: STANDARD.encode(vec![1; length]).into() };
            assert!(matches!(entry.key(), Err(BackupError::MalformedKey(_))));
        }
    }
}
