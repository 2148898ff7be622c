//! Password hashing with Argon2id.

use std::num::NonZero;
use std::sync::Arc;
use std::thread::available_parallelism;

use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{Error, PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use secrecy::{ExposeSecret, SecretString};
use sisuiq_telemetry::TaskEnded;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;

use crate::IdentityError;
use crate::argon2id::{Argon2id, Memory};
use crate::password_text::prepare;

/// The most hashes under way at once, however many cores there are.
const MOST_AT_ONCE: usize = 8;

/// The maximum number of waiting hashes: half a second's work of one core. Together with the running ones they are
/// fewer than the default number of concurrent requests of `server`, so that password guessing leaves turns to other
/// requests.
const WAITING: usize = 16;

/// The hash that is checked if there is no account, so that an unknown address takes as long as a wrong password. It
/// was made from random bytes and matches no known password.
const NOBODYS_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$jHk1v2nqS0eYb3dWmZ7xRA$3pWcT5m0s8yQeVn1kLr7uBzX9hGd2FjAo4iC6tNwEMU";

/// Hashes and checks passwords off the async threads; clones share the limit on concurrent work.
#[derive(Clone, Debug)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    /// Permits of running and waiting hashes together.
    places: Arc<Semaphore>,
    memory: Memory,
}

/// The result of comparing a password with a hash.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Verdict {
    /// It is the password.
    Right,
    /// It is the password only in the spelling in which it was typed: the hash was made of that spelling and should be
    /// replaced.
    RightAsTyped,
    /// It is another password, or there is no hash.
    Wrong,
}

impl Verdict {
    /// Returns whether the password is the right one, in whatever spelling.
    #[must_use]
    pub fn is_right(self) -> bool {
        self != Self::Wrong
    }
}

/// A place among those whose passwords are hashed; given back when it is dropped or its hash is made.
#[derive(Debug)]
pub struct Place(#[expect(dead_code, reason = "is held, never looked at")] OwnedSemaphorePermit);

impl Passwords {
    /// A hasher with its own limits. Each running hash takes 19 MiB and a core, so that at most half of the cores hash, and at
    /// least one: other requests keep the rest while passwords are guessed.
    #[must_use]
    pub fn new() -> Self {
        let at_once = (available_parallelism().map_or(1, NonZero::get) / 2).clamp(1, MOST_AT_ONCE);
        let [turns, places] = [at_once, at_once + WAITING].map(|permits| Arc::new(Semaphore::new(permits)));
        Self { turns, places, memory: Memory::default() }
    }

    /// Reserves a place for one hash, for a caller that has other work first and should not do it in vain.
    ///
    /// # Errors
    /// [`IdentityError::Busy`]: too many wait already.
    pub fn place(&self) -> Result<Place, IdentityError> {
        let place = Arc::clone(&self.places).try_acquire_owned();
        place.map(Place).map_err(|_| IdentityError::Busy)
    }

    /// The hash of a new password in its prepared spelling (NFC, RFC 8265), as a PHC string with its own salt.
    pub async fn hash(&self, password: SecretString) -> Result<String, IdentityError> {
        self.hash_at(self.place()?, password).await
    }

    /// The same for who has a place already.
    pub async fn hash_at(&self, place: Place, password: SecretString) -> Result<String, IdentityError> {
        self.off_thread(place, move |hasher| {
            let salt = SaltString::generate(&mut OsRng);
            let hash = hasher.hash_password(prepare(&password).expose_secret().as_bytes(), &salt)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Compares `password` with `hash`: in its prepared spelling, and as typed if that differs, because older hashes were made of
    /// the typed one. Without a hash it is wrong, after as much work.
    pub async fn verify(&self, password: SecretString, hash: Option<SecretString>) -> Result<Verdict, IdentityError> {
        self.verify_at(self.place()?, password, hash).await
    }

    /// The same for who has a place already.
    pub async fn verify_at(
        &self,
        place: Place,
        password: SecretString,
        hash: Option<SecretString>,
    ) -> Result<Verdict, IdentityError> {
        self.off_thread(place, move |hasher| {
            let stored = hash.as_ref().map_or(NOBODYS_HASH, |hash| hash.expose_secret());
            let parsed = PasswordHash::new(stored)?;
            let matches = |password: &str| match hasher.verify_password(password.as_bytes(), &parsed) {
                Ok(()) => Ok(hash.is_some()),
                Err(Error::Password) => Ok(false),
                Err(error) => Err(error),
            };
            let (typed, prepared) = (password.expose_secret(), prepare(&password));
            if matches(prepared.expose_secret())? {
                return Ok(Verdict::Right);
            }
            let is_spelled_otherwise = typed != prepared.expose_secret();
            Ok(if is_spelled_otherwise && matches(typed)? { Verdict::RightAsTyped } else { Verdict::Wrong })
        })
        .await
    }

    /// Returns whether a hash has the algorithm, version and parameters of new ones.
    pub fn is_current(&self, hash: &SecretString) -> Result<bool, IdentityError> {
        let parsed = PasswordHash::new(hash.expose_secret()).map_err(IdentityError::Hash)?;
        let nobody = PasswordHash::new(NOBODYS_HASH).map_err(IdentityError::Hash)?;
        let is_same = parsed.algorithm == nobody.algorithm && parsed.version == nobody.version;
        Ok(is_same && parsed.params == nobody.params)
    }

    /// Holds the turn until the work is done, even if its request was cancelled.
    async fn off_thread<T: Send + 'static>(
        &self,
        place: Place,
        work: impl FnOnce(&Argon2id) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, IdentityError> {
        // The semaphore is never closed; were it, the work would go on without a limit.
        let turn = self.turns.clone().acquire_owned().await.ok();
        let memory = self.memory.clone();
        let done = spawn_blocking(move || {
            let _held = (turn, place);
            work(&memory.hasher())
        });
        done.await.map_err(TaskEnded::from)?.map_err(IdentityError::Hash)
    }
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sisuiq_http::Problem;

    fn secret(text: &str) -> SecretString {
        text.to_owned().into()
    }

    #[tokio::test]
    async fn passwords_match_in_every_spelling() {
        let passwords = Passwords::new();
        let attempts = ["P\u{E4}sswort 1 ", "Pa\u{308}sswort 1 ", "P\u{E4}sswort\u{A0}1 "];
        for typed in attempts {
            let hash: SecretString = passwords.hash(secret(typed)).await.unwrap().into();
            for (attempt, verdict) in attempts
                .map(|attempt| (attempt, Verdict::Right))
                .into_iter()
                .chain(["P\u{E4}sswort 1", "p\u{E4}sswort 1 ", "Passwort 1 ", ""].map(|other| (other, Verdict::Wrong)))
            {
                assert_eq!(
                    passwords.verify(secret(attempt), Some(hash.clone())).await.unwrap(),
                    verdict,
                    "{attempt:?}"
                );
            }
        }
    }

    #[tokio::test]
    async fn older_hashes_match_as_typed() {
        let (passwords, typed) = (Passwords::new(), "Pa\u{308}sswort 1");
        let salt = SaltString::generate(&mut OsRng);
        let hash = argon2::Argon2::default().hash_password(typed.as_bytes(), &salt).unwrap().to_string();
        let verify = async |attempt| passwords.verify(secret(attempt), Some(secret(&hash))).await.unwrap();
        assert_eq!(verify(typed).await, Verdict::RightAsTyped);
        assert_eq!(verify("P\u{E4}sswort 1").await, Verdict::Wrong);
    }

    #[tokio::test]
    async fn equal_passwords_have_different_hashes() {
        let passwords = Passwords::new();
        let (first, second) = (passwords.hash(secret("a")).await.unwrap(), passwords.hash(secret("a")).await.unwrap());
        assert_ne!(first, second);
        assert!(first.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{first}");
    }

    #[tokio::test]
    async fn missing_account_costs_the_same_work() {
        let passwords = Passwords::new();
        assert_eq!(passwords.verify(secret("anything"), None).await.unwrap(), Verdict::Wrong);
        let nobody = PasswordHash::new(NOBODYS_HASH).unwrap();
        let real = passwords.hash(secret("a")).await.unwrap();
        let real = PasswordHash::new(&real).unwrap();
        assert_eq!((nobody.algorithm, nobody.version, &nobody.params), (real.algorithm, real.version, &real.params));
        assert_eq!(nobody.hash.map(|hash| hash.len()), real.hash.map(|hash| hash.len()));
        assert_eq!(nobody.salt.map(|salt| salt.len()), real.salt.map(|salt| salt.len()));
    }

    #[tokio::test]
    async fn only_todays_parameters_make_hashes_current() {
        let passwords = Passwords::new();
        let hash = passwords.hash(secret("a")).await.unwrap();
        let weaker = hash.replace("t=2", "t=1");
        assert!(passwords.is_current(&secret(&hash)).unwrap());
        for other in [weaker, hash.replace("argon2id", "argon2i"), hash.replace("v=19", "v=16")] {
            assert!(!passwords.is_current(&secret(&other)).unwrap(), "{other}");
        }
    }

    #[tokio::test]
    async fn overload_is_503_for_new_requests() {
        let passwords = Passwords::new();
        let mut places: Vec<Place> = (0..WAITING + MOST_AT_ONCE).map_while(|_| passwords.place().ok()).collect();
        assert!((1..=MOST_AT_ONCE).contains(&(places.len() - WAITING)));
        let error = passwords.verify(secret("a"), None).await.unwrap_err();
        assert!(matches!(passwords.hash(secret("a")).await, Err(IdentityError::Busy)));
        assert_eq!(Problem::from(error).status().as_u16(), 503);
        let verdict = passwords.verify_at(places.pop().unwrap(), secret("a"), None).await.unwrap();
        assert_eq!((verdict, passwords.verify(secret("a"), None).await.unwrap()), (Verdict::Wrong, Verdict::Wrong));
    }

    #[tokio::test]
    async fn malformed_hash_is_an_error() {
        let verdict = Passwords::new().verify(secret("a"), Some(secret("plain text"))).await;
        assert!(matches!(verdict, Err(IdentityError::Hash(_))));
    }
}
