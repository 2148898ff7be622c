use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sisuiq_config::SecretValues;
use sisuiq_http::Problem;
use uuid::Uuid;

use super::*;
use crate::RotatedRecently;

const SECRET: &str = "signing-keys";

struct World {
    keys: SecretValues,
    clock: Clock,
    tokens: AccessTokens,
}

fn member(key: &KeyDocument) -> Value {
    json!({"kid": key.kid, "private_key_pem": key.private_key_pem.expose_secret()})
}

fn key(kid: &str) -> KeyDocument {
    KeyDocument::generate(kid).unwrap()
}

fn world(current: &KeyDocument) -> World {
    let keys: SecretValues = [(SECRET, json!({"current": member(current), "previous": null}))].into_iter().collect();
    let clock = Clock::manual("2026-01-01T00:00:00Z".parse().unwrap());
    let environment = Environment::from_pairs([("SIGNING_KEYS_SECRET", SECRET)]);
    let tokens = AccessTokens::from_environment(&environment, &Secrets::fixed(keys.clone(), &clock), &clock).unwrap();
    World { keys, clock, tokens }
}

fn subject() -> Subject {
    Subject {
        user: UserId(Uuid::from_u128(1)),
        role: UserRole::Admin,
        session: AuthSessionId(Uuid::from_u128(2)),
        surface: Surface::Copilot,
        pair: TokenPairId(Uuid::from_u128(3)),
    }
}

async fn token(world: &World) -> String {
    let token = world.tokens.issue(subject()).await.unwrap();
    token.text.expose_secret().to_owned()
}

fn signed(key: &KeyDocument, header: &Header, change: impl FnOnce(&mut Value)) -> String {
    let mut claims = json!({
        "iss": "sisuiq", "aud": "sisuiq", "sub": Uuid::from_u128(1), "jti": Uuid::from_u128(3),
        "sid": Uuid::from_u128(2), "surface": "copilot", "role": "user", "iat": 1_767_225_600, "exp": 1_767_225_660,
    });
    change(&mut claims);
    encode(header, &claims, &key.signing().unwrap()).unwrap()
}

fn header(kid: &str) -> Header {
    Header { kid: Some(kid.to_owned()), ..Header::new(Algorithm::EdDSA) }
}

#[tokio::test]
async fn garbage_is_no_token() {
    let world = world(&key("a"));
    let good = token(&world).await;
    let (message, signature) = good.rsplit_once('.').unwrap();
    let mut flipped = URL_SAFE_NO_PAD.decode(signature).unwrap();
    flipped[10] ^= 1;
    let flipped = format!("{message}.{}", URL_SAFE_NO_PAD.encode(flipped));
    let long = "a".repeat(1_000_000);
    for text in ["", ".", "..", "a.b.c", "🙂.🙂.🙂", message, &flipped, &long, &format!("{good}.x")] {
        assert_eq!(world.tokens.verify(text).await.unwrap(), None, "{}", &text.chars().take(40).collect::<String>());
    }
    assert!(world.tokens.verify(&good).await.unwrap().is_some());
}

#[tokio::test]
async fn no_other_algorithm_is_accepted() {
    let current = key("a");
    let world = world(&current);
    let good = token(&world).await;
    let payload = good.split('.').nth(1).unwrap();
    let public = current.verifying().unwrap();
    let none = format!("{}.{payload}.", URL_SAFE_NO_PAD.encode(br#"{"alg":"none","typ":"JWT","kid":"a"}"#));
    let confused = Header { kid: Some("a".to_owned()), ..Header::new(Algorithm::HS256) };
    let secret = jsonwebtoken::EncodingKey::from_secret(public.try_get_as_bytes().unwrap());
    let confused = encode(&confused, &json!({"sub": "x"}), &secret).unwrap();
    for forged in [none, confused] {
        assert_eq!(world.tokens.verify(&forged).await.unwrap(), None, "{forged}");
    }
}

#[tokio::test]
async fn foreign_keys_and_claims_are_refused() {
    let current = key("a");
    let world = world(&current);
    let refused = [
        signed(&key("a"), &header("a"), |_| {}),
        signed(&current, &Header::new(Algorithm::EdDSA), |_| {}),
        signed(&current, &header("a"), |claims| claims["iss"] = "other".into()),
        signed(&current, &header("a"), |claims| claims["aud"] = "other".into()),
        signed(&current, &header("a"), |claims| claims["sub"] = "nobody".into()),
        signed(&current, &header("a"), |claims| claims["role"] = "root".into()),
        signed(&current, &header("a"), |claims| claims["exp"] = Value::Null),
    ];
    for (number, forged) in refused.iter().enumerate() {
        assert_eq!(world.tokens.verify(forged).await.unwrap(), None, "{number}");
    }
    assert!(world.tokens.verify(&signed(&current, &header("a"), |_| {})).await.unwrap().is_some());
}

#[tokio::test]
async fn token_expires_on_the_second() {
    let world = world(&key("a"));
    let good = token(&world).await;
    world.clock.advance(SignedDuration::from_mins(15) - SignedDuration::from_secs(1));
    let claims = world.tokens.verify(&good).await.unwrap().unwrap();
    assert_eq!((claims.sub, claims.role), (UserId(Uuid::from_u128(1)), UserRole::Admin));
    world.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(world.tokens.verify(&good).await.unwrap(), None);
}

#[tokio::test]
async fn rotation_keeps_valid_tokens() {
    let (old, new) = (key("old"), key("new"));
    let world = world(&old);
    let before = token(&world).await;
    world.keys.put(SECRET, &json!({"current": member(&new), "previous": member(&old)}));
    // Another process has seen the new key already; this one learns of it from the token.
    let elsewhere = signed(&new, &header("new"), |_| {});
    assert!(world.tokens.verify(&elsewhere).await.unwrap().is_some());
    assert!(world.tokens.verify(&before).await.unwrap().is_some());
    world.keys.put(SECRET, &json!({"current": member(&new)}));
    world.clock.advance(sisuiq_config::SECRET_LIFETIME);
    assert_eq!(world.tokens.verify(&before).await.unwrap(), None);
}

#[tokio::test]
async fn keys_are_published_before_they_sign() {
    let world = world(&key("a"));
    let mut keys: KeySet = serde_json::from_value(json!({"current": member(&key("a"))})).unwrap();
    let mut tokens = Vec::new();
    for new in ["b", "c", "d"] {
        let now = world.clock.now();
        keys = keys.rotated(key(new), now).unwrap();
        let again = keys.clone().rotated(key("x"), now + KeySet::overlap() - SignedDuration::from_secs(1));
        assert_eq!(again.unwrap_err(), RotatedRecently { until: now + KeySet::overlap() });
        keys.check().unwrap();
        world.keys.put(SECRET, &serde_json::from_str(keys.to_secret().expose_secret()).unwrap());
        world.clock.advance(sisuiq_config::SECRET_LIFETIME);
        let published = serde_json::to_value(world.tokens.public_keys().await.unwrap()).unwrap();
        assert!(published.as_array().unwrap().iter().any(|key| key["kid"] == new), "{published}");
        let signed = token(&world).await;
        assert_ne!(key_name(&signed).as_deref(), Some(new), "not everybody knows it yet");
        tokens.push(signed);
        for known in &tokens[tokens.len().saturating_sub(2)..] {
            assert!(world.tokens.read(known).await.unwrap().is_some());
        }
        world.clock.advance(KeySet::overlap() - sisuiq_config::SECRET_LIFETIME);
    }
    assert_eq!(tokens.iter().map(|token| key_name(token).unwrap()).collect::<Vec<_>>(), ["a", "b", "c"]);
    for (token, is_accepted) in tokens.iter().zip([false, false, true]) {
        assert_eq!(world.tokens.read(token).await.unwrap().is_some(), is_accepted, "{:?}", key_name(token));
    }
}

#[tokio::test]
async fn concurrent_requests_share_one_secret_read() {
    let (old, new) = (key("old"), key("new"));
    let world = world(&old);
    token(&world).await;
    world.keys.put(SECRET, &json!({"current": member(&new), "previous": member(&old)}));
    let fresh = signed(&new, &header("new"), |_| {});
    let before = world.keys.reads();
    let (first, second) = tokio::join!(world.tokens.verify(&fresh), world.tokens.verify(&fresh));
    assert!(first.unwrap().is_some() && second.unwrap().is_some());
    assert_eq!(world.keys.reads() - before, 1);
}

#[tokio::test]
async fn unknown_key_during_outage_is_503() {
    let (old, new) = (key("old"), key("new"));
    let world = world(&old);
    let before = token(&world).await;
    world.keys.put(SECRET, &json!({"current": member(&new), "previous": member(&old)}));
    world.keys.set_away(true);
    let fresh = signed(&new, &header("new"), |_| {});
    for _ in 0..2 {
        let reads = world.keys.reads();
        let (first, second) = tokio::join!(world.tokens.verify(&fresh), world.tokens.verify(&fresh));
        for failed in [first, second] {
            assert_eq!(Problem::from(failed.unwrap_err()).status(), StatusCode::SERVICE_UNAVAILABLE);
        }
        assert_eq!(world.keys.reads() - reads, 1, "who waits for a read that fails does not try it again");
        assert!(world.tokens.verify(&before).await.unwrap().is_some(), "its key is known");
    }
    world.keys.set_away(false);
    assert!(world.tokens.verify(&fresh).await.unwrap().is_some(), "the next try reads again");
}

#[tokio::test]
async fn unknown_keys_limit_secret_reads() {
    let (old, new) = (key("old"), key("new"));
    let world = world(&old);
    token(&world).await;
    let before = world.keys.reads();
    for kid in ["x", "y", "z"] {
        let made_up = signed(&key(kid), &header(kid), |_| {});
        let both = tokio::join!(world.tokens.verify(&made_up), world.tokens.verify(&made_up));
        assert_eq!((both.0.unwrap(), both.1.unwrap()), (None, None));
    }
    assert_eq!(world.keys.reads() - before, 1);
    world.keys.put(SECRET, &json!({"current": member(&new)}));
    let fresh = signed(&new, &header("new"), |_| {});
    assert_eq!(world.tokens.verify(&fresh).await.unwrap(), None, "the secret was read again too soon");
    world.clock.advance(SignedDuration::from_secs(5));
    assert!(world.tokens.verify(&fresh).await.unwrap().is_some());
    assert_eq!(world.keys.reads() - before, 2);
}

#[tokio::test]
async fn malformed_key_error_hides_the_key() {
    let mut broken = key("a");
    broken.private_key_pem = "hunter2".to_owned().into();
    let world = world(&broken);
    let error = world.tokens.issue(subject()).await.map(|token| token.expires_at).unwrap_err();
    assert!(matches!(error, IdentityError::Key { .. }));
    assert!(!format!("{error} {error:?} {broken:?}").contains("hunter2"));
}

#[test]
fn openssl_keys_are_understood() {
    // PKCS#8 version 1, as `openssl genpkey -algorithm ed25519` writes it, around 32 zero bytes.
    let der = [&[0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20][..], &[0; 32]].concat();
    let text = pem::encode(&pem::Pem::new("PRIVATE KEY", der));
    let key = KeyDocument { kid: "openssl".to_owned(), private_key_pem: text.into() };
    assert!(key.signing().is_ok());
    assert!(key.verifying().is_ok());
}

#[tokio::test]
async fn issued_token_has_the_stated_lifetime() {
    let world = world(&key("a"));
    assert_eq!(world.tokens.lifetime(), SignedDuration::from_mins(15));
    let token = world.tokens.issue(subject()).await.unwrap();
    assert_eq!(token.expires_at, "2026-01-01T00:15:00Z".parse().unwrap());
}

#[tokio::test]
async fn published_key_verifies_record_signatures() {
    let world = world(&key("a"));
    let signing = world.tokens.signing_key().await.unwrap();
    let public = serde_json::to_value(&world.tokens.public_keys().await.unwrap()[0]).unwrap();
    assert_eq!((signing.kid(), &serde_json::to_value(signing.public()).unwrap()), ("a", &public));
    let half = URL_SAFE_NO_PAD.decode(public["x"].as_str().unwrap()).unwrap();
    let half = UnparsedPublicKey::new(&ED25519, half);
    half.verify(b"record", &signing.sign(b"record")).unwrap();
    half.verify(b"another", &signing.sign(b"record")).unwrap_err();
}

#[test]
fn check_finds_unreadable_keys() {
    let broken = KeyDocument { kid: "b".to_owned(), private_key_pem: "no key".into() };
    let set = |previous| KeySet { current: key("a"), previous, next: None, rotated_at: None };
    assert!(set(Some(key("b"))).check().is_ok());
    assert!(set(Some(broken)).check().unwrap_err().to_string().contains('b'));
    assert_eq!(KeySet::overlap(), SignedDuration::from_mins(70));
}

#[test]
fn token_length_is_limited() {
    let head = URL_SAFE_NO_PAD.encode(r#"{"alg":"EdDSA","kid":"a"}"#);
    let text = |length: usize| format!("{head}..{}", "a".repeat(length - head.len() - 2));
    assert_eq!(key_name(&text(LONGEST)).as_deref(), Some("a"));
    assert_eq!(key_name(&text(LONGEST + 1)), None);
}
