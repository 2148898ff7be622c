//! Any text as an access token, and genuine ones with something changed: never accepted, never an error of ours.
#![expect(clippy::expect_used, reason = "test code")]

use secrecy::ExposeSecret;
use serde_json::json;
use sisuiq_clock::Clock;
use sisuiq_config::{Environment, SecretValues, Secrets};
use sisuiq_identity::{AccessTokens, KeyDocument, Subject};
use sisuiq_model::{AuthSessionId, Surface, TokenPairId, UserId, UserRole};
use std::panic::AssertUnwindSafe;
use tokio::runtime::{Builder, Runtime};
use uuid::Uuid;

struct World {
    runtime: Runtime,
    tokens: AccessTokens,
    genuine: String,
}

impl World {
    fn new() -> Self {
        let key = KeyDocument::generate("current").expect("a key can be made");
        let member = json!({ "kid": key.kid, "private_key_pem": key.private_key_pem.expose_secret() });
        let values: SecretValues = [("keys", json!({ "current": member }))].into_iter().collect();
        let clock = Clock::manual("2026-01-01T00:00:00Z".parse().expect("a date"));
        let environment = Environment::from_pairs([("SIGNING_KEYS_SECRET", "keys")]);
        let tokens = AccessTokens::from_environment(&environment, &Secrets::fixed(values, &clock), &clock);
        let tokens = tokens.expect("the settings are complete");
        let runtime = Builder::new_current_thread().build().expect("a runtime can be made");
        let subject = Subject {
            user: UserId(Uuid::from_u128(1)),
            role: UserRole::User,
            session: AuthSessionId(Uuid::from_u128(2)),
            surface: Surface::Copilot,
            pair: TokenPairId(Uuid::from_u128(3)),
        };
        let issued = runtime.block_on(tokens.issue(subject)).expect("a token can be issued");
        let genuine = issued.text.expose_secret().to_owned();
        Self { runtime, tokens, genuine }
    }

    fn accepts(&self, token: &str) -> bool {
        self.runtime.block_on(self.tokens.verify(token)).expect("a bad token is no fault of ours").is_some()
    }
}

#[test]
fn no_text_is_accepted_as_token() {
    let world = AssertUnwindSafe(World::new());
    assert!(world.accepts(&world.genuine));
    bolero::check!(name = "tokens").with_iterations(1_000).for_each(|input: &[u8]| {
        assert!(!world.accepts(&String::from_utf8_lossy(input)));
    });
}

/// Triples of bytes: a position of two bytes, and the byte to put there.
#[test]
fn no_genuine_token_survives_a_change() {
    let world = AssertUnwindSafe(World::new());
    bolero::check!(name = "changes").with_iterations(300).for_each(|input: &[u8]| {
        let mut token = world.genuine.clone().into_bytes();
        for change in input.as_chunks::<3>().0 {
            let place = usize::from(u16::from_be_bytes([change[0], change[1]])) % token.len();
            token[place] = change[2];
        }
        let token = String::from_utf8_lossy(&token);
        assert_eq!(world.accepts(&token), token == world.genuine, "{token}");
    });
}
