//! Encryption of values that the database must not be able to read.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sisuiq_config::Secrets;
use sisuiq_http::{Problem, Seal};
use sisuiq_model::UserId;

/// Longest name of a key, in bytes.
const LONGEST_ID: usize = 64;

/// Seals with the current key of a secret in Secrets Manager and opens with any of its keys.
#[derive(Clone, Debug)]
pub(crate) struct SealingKeys {
    secrets: Secrets,
    secret: Option<String>,
}

/// The secret's content. To rotate, move `current` into `previous` and put a new key in `current`. An authenticator secret of a
/// previous key is re-encrypted when a code of that authenticator is next accepted.
#[derive(Deserialize)]
struct Document {
    current: Key,
    #[serde(default)]
    previous: Vec<Key>,
}

#[derive(Deserialize)]
struct Key {
    id: String,
    /// 32 bytes in base64.
    key: SecretString,
}

/// The decrypted value.
pub(crate) struct Opened {
    pub(crate) text: Vec<u8>,
    /// True if it was sealed with another key than the current one.
    pub(crate) is_outdated: bool,
}

#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("SEALING_KEYS_SECRET is not set for this function")]
    NotConfigured,
    #[error("the sealing key {0} is not 32 bytes in base64 under a name of 1 to {LONGEST_ID} characters")]
    Malformed(String),
    #[error("the value was encrypted with an unknown key")]
    UnknownKey,
}

impl SealingKeys {
    pub(crate) fn new(secrets: &Secrets, secret: Option<String>) -> Self {
        Self { secrets: secrets.clone(), secret }
    }

    /// Seals something for an account: the length of the key's name, its name, then nonce, ciphertext and tag of AES-256-GCM.
    /// It cannot be opened as another account's.
    pub(crate) async fn seal(&self, owner: UserId, text: Vec<u8>) -> Result<Vec<u8>, Problem> {
        self.seal_in(owner.0.as_bytes(), text).await
    }

    /// Seals something for a context, as [`SealingKeys::seal`] does for an account.
    pub(crate) async fn seal_in(&self, context: &[u8], text: Vec<u8>) -> Result<Vec<u8>, Problem> {
        let Document { current, .. } = self.document().await?;
        let sealed = current.seal()?.close(context, text)?;
        let length = u8::try_from(current.id.len()).map_err(Problem::internal)?;
        Ok([&[length], current.id.as_bytes(), &sealed].concat())
    }

    /// Opens what [`SealingKeys::seal`] made for the same account.
    pub(crate) async fn open(&self, owner: UserId, sealed: &[u8]) -> Result<Opened, Problem> {
        self.open_in(owner.0.as_bytes(), sealed).await
    }

    /// Opens what [`SealingKeys::seal_in`] made for the same context.
    pub(crate) async fn open_in(&self, context: &[u8], sealed: &[u8]) -> Result<Opened, Problem> {
        let unknown = || Problem::internal(Fault::UnknownKey);
        let (length, rest) = sealed.split_first().ok_or_else(unknown)?;
        let (id, sealed) = rest.split_at_checked(usize::from(*length)).ok_or_else(unknown)?;
        let mut document = self.document().await?;
        if !document.knows(id) {
            // another process may have sealed it with a key that is newer than what this one knows
            document = self.secrets.refresh(self.name()?).await?;
        }
        let is_outdated = document.current.id.as_bytes() != id;
        let key = document.keys().find(|key| key.id.as_bytes() == id).ok_or_else(unknown)?;
        Ok(Opened { text: key.seal()?.open(context, sealed)?, is_outdated })
    }

    async fn document(&self) -> Result<Document, Problem> {
        Ok(self.secrets.get(self.name()?).await?)
    }

    fn name(&self) -> Result<&str, Problem> {
        self.secret.as_deref().ok_or_else(|| Problem::internal(Fault::NotConfigured))
    }
}

impl Document {
    fn keys(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.current).chain(&self.previous)
    }

    fn knows(&self, id: &[u8]) -> bool {
        self.keys().any(|key| key.id.as_bytes() == id)
    }
}

impl Key {
    fn seal(&self) -> Result<Seal, Problem> {
        let malformed = || Problem::internal(Fault::Malformed(self.id.chars().take(LONGEST_ID).collect()));
        let key = STANDARD.decode(self.key.expose_secret()).map_err(|_| malformed())?;
        let is_sound = key.len() == 32 && (1..=LONGEST_ID).contains(&self.id.len());
        if is_sound { Seal::new(&key) } else { Err(malformed()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use sisuiq_clock::Clock;
    use sisuiq_config::SecretValues;
    use uuid::Uuid;

    fn keys(document: &Value) -> SealingKeys {
        let values: SecretValues = [("keys", document.clone())].into_iter().collect();
        let secrets = Secrets::fixed(values, &Clock::manual(jiff::Timestamp::UNIX_EPOCH));
        SealingKeys::new(&secrets, Some("keys".to_owned()))
    }

    fn key(id: &str, byte: u8) -> Value {
        json!({ "id": id, "key": STANDARD.encode([byte; 32]) })
    }

    #[tokio::test]
    async fn newer_key_is_read_on_demand() {
        let alice = UserId(Uuid::from_u128(1));
        let values: SecretValues = [("keys", json!({ "current": key("a", 1) }))].into_iter().collect();
        let secrets = Secrets::fixed(values.clone(), &Clock::manual(jiff::Timestamp::UNIX_EPOCH));
        let warm = SealingKeys::new(&secrets, Some("keys".to_owned()));
        warm.seal(alice, b"first".to_vec()).await.unwrap();
        let rotated = json!({ "current": key("b", 2), "previous": [key("a", 1)] });
        values.put("keys", &rotated);
        let sealed = keys(&rotated).seal(alice, b"secret".to_vec()).await.unwrap();
        assert_eq!(warm.open(alice, &sealed).await.unwrap().text, b"secret");
    }

    #[tokio::test]
    async fn known_key_needs_no_secret_read() {
        let alice = UserId(Uuid::from_u128(1));
        let values: SecretValues = [("keys", json!({ "current": key("a", 1) }))].into_iter().collect();
        let secrets = Secrets::fixed(values.clone(), &Clock::manual(jiff::Timestamp::UNIX_EPOCH));
        let warm = SealingKeys::new(&secrets, Some("keys".to_owned()));
        let sealed = warm.seal(alice, b"secret".to_vec()).await.unwrap();
        values.put("keys", &json!({ "current": key("b", 2) }));
        assert_eq!(warm.open(alice, &sealed).await.unwrap().text, b"secret");
    }

    #[tokio::test]
    async fn previous_key_opens_for_the_owner() {
        let (alice, bob) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let before = keys(&json!({ "current": key("a", 1) }));
        let sealed = before.seal(alice, b"secret".to_vec()).await.unwrap();
        let opened = before.open(alice, &sealed).await.unwrap();
        assert_eq!((opened.text.as_slice(), opened.is_outdated), (&b"secret"[..], false));
        assert!(before.open(bob, &sealed).await.is_err());
        let after = keys(&json!({ "current": key("b", 2), "previous": [key("a", 1)] }));
        let opened = after.open(alice, &sealed).await.unwrap();
        assert_eq!((opened.text.as_slice(), opened.is_outdated), (&b"secret"[..], true));
        let without = keys(&json!({ "current": key("b", 2) }));
        assert!(without.open(alice, &sealed).await.is_err());
    }

    #[tokio::test]
    async fn truncated_data_and_bad_keys_fail() {
        let alice = UserId(Uuid::from_u128(1));
        let sound = keys(&json!({ "current": key("a", 1) }));
        let sealed = sound.seal(alice, b"secret".to_vec()).await.unwrap();
        for length in 0..sealed.len() {
            assert!(sound.open(alice, &sealed[..length]).await.is_err(), "{length}");
        }
        for broken in [json!({ "id": "a", "key": "short" }), json!({ "id": "", "key": STANDARD.encode([1; 32]) })] {
            assert!(keys(&json!({ "current": broken })).seal(alice, Vec::new()).await.is_err(), "{broken}");
        }
        assert!(SealingKeys::new(&sound.secrets, None).seal(alice, Vec::new()).await.is_err());
    }
}
