//! Rotation of the keys that sign access tokens.

use super::{
    super::timed::Timed,
    load::{EVERY, Load, another, ask},
};
use axum::Router;
use copilot::COPILOT;
use futures::FutureExt;
use jiff::SignedDuration;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sisuiq_config::{Environment, Secrets};
use sisuiq_identity::{AccessTokens, KeySet, Subject};
use std::sync::{Arc, Mutex};
use world::{Person, World};

const SECRET: &str = "SIGNING_KEYS_SECRET";
/// Step of the clock. A token lives for fifteen minutes, so it is still valid after two steps.
const STEP: SignedDuration = SignedDuration::from_mins(7);

/// Functions whose signing keys are rotated.
pub(super) struct Keys {
    world: World,
    reader: Person,
    /// The newest token.
    token: Arc<Mutex<String>>,
    warm: Vec<Router>,
    /// Earlier signing keys, in order of time.
    signed: Vec<Value>,
}

impl Keys {
    pub(super) async fn make() -> Self {
        let world = World::new(COPILOT).await;
        world.owns_secret(SECRET).await;
        let reader = world.user("alice").await;
        let token = Arc::new(Mutex::new(reader.token.clone().unwrap_or_default()));
        let warm = vec![another(&world).await, another(&world).await];
        let keys = Self { world, reader, token, warm, signed: Vec::new() };
        // the first rotation publishes the first key
        keys.world.rotates(SECRET, 1).await.expect("the keys can be rotated");
        keys
    }

    /// Rotates once, as early as permitted, while functions with the old keys and new functions answer requests.
    pub(super) async fn rotates(&mut self) -> Result<Timed, String> {
        let (world, token, apps) = (self.world.clone(), Arc::clone(&self.token), self.warm.clone());
        let turn = Mutex::new(apps.into_iter().cycle());
        let load = Load::begin(EVERY, move |is_cold| {
            let world = world.clone();
            let token = token.lock().unwrap().clone();
            let warm = turn.lock().unwrap().next();
            async move {
                let app = match warm.filter(|_| !is_cold) {
                    Some(app) => app,
                    None => another(&world).await,
                };
                ask(app, "GET", "/api/auth/me", &token, None).await.map(drop)
            }
            .boxed()
        });
        let rotated = async {
            self.overlap_passes().await?;
            self.signed.push(self.world.secret_of(SECRET).await["current"].clone());
            self.world.rotates(SECRET, 2).await.map_err(|error| format!("{error:?}"))?;
            // a function with the new keys signs a token that functions with the old keys must accept
            self.logs_in().await
        };
        let ((), timed) = load.around(rotated).await?;
        let too_soon = self.world.rotates(SECRET, 1).await;
        if !matches!(too_soon, Err(rotate::RotateError::Recent(_))) {
            return Err(format!("a second rotation within the overlap: {too_soon:?}"));
        }
        self.accepts(&[true]).await?;
        self.overlap_passes().await?;
        self.accepts(&[false, false]).await?;
        Ok(timed)
    }

    /// Moves the clock until the keys may be rotated, with a new token after each step.
    async fn overlap_passes(&self) -> Result<(), String> {
        let until = self.world.clock().now() + KeySet::overlap();
        while self.world.clock().now() < until {
            self.world.wait(STEP);
            self.logs_in().await?;
        }
        Ok(())
    }

    /// Takes a token from a newly started function.
    async fn logs_in(&self) -> Result<(), String> {
        let input = json!({ "email": self.reader.email(), "password": self.reader.password() });
        let reply = ask(another(&self.world).await, "POST", "/api/auth/login", "", Some(input)).await?;
        reply["access_token"].as_str().unwrap_or_default().clone_into(&mut self.token.lock().unwrap());
        Ok(())
    }

    /// Checks whether tokens are accepted that are signed now with earlier keys, beginning with the key before the last
    /// rotation.
    async fn accepts(&self, expected: &[bool]) -> Result<(), String> {
        for (age, (key, expected)) in self.signed.iter().rev().zip(expected).enumerate() {
            let token = self.signed_by(key).await?;
            let app = another(&self.world).await;
            let answer = ask(app, "GET", "/api/auth/me", &token, None).await;
            let published = ask(another(&self.world).await, "GET", "/.well-known/jwks.json", "", None).await?;
            let is_published =
                published["keys"].as_array().is_some_and(|keys| keys.iter().any(|known| known["kid"] == key["kid"]));
            if answer.is_ok() != *expected || is_published != *expected {
                return Err(format!("key {age} rotations back: {answer:?}, published: {is_published}"));
            }
        }
        Ok(())
    }

    /// Creates a token for the current session, signed with this key.
    async fn signed_by(&self, key: &Value) -> Result<String, String> {
        let tokens = |keys: Value| {
            let environment = Environment::from_pairs([("SIGNING_KEYS_SECRET", "keys")]);
            let secrets = Secrets::fixed(
                [("keys", keys)].into_iter().collect::<sisuiq_config::SecretValues>(),
                self.world.clock(),
            );
            AccessTokens::from_environment(&environment, &secrets, self.world.clock()).unwrap()
        };
        let known = self.token.lock().unwrap().clone();
        let claims = tokens(self.world.secret_of(SECRET).await).read(&known).await;
        let claims = claims.ok().flatten().ok_or("the token of the session cannot be read")?;
        let subject = Subject {
            user: claims.sub,
            role: claims.role,
            session: claims.sid,
            surface: claims.surface,
            pair: claims.jti,
        };
        let signed = tokens(json!({ "current": key })).issue(subject).await.map_err(|error| error.to_string())?;
        Ok(signed.text.expose_secret().to_owned())
    }
}
