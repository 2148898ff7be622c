//! `Idempotency-Key`

use copilot::COPILOT;
use http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};
use world::{Person, Reply, World};

async fn posts(person: &Person, path: &str, key: &str, body: &Value) -> Reply {
    let request = person.request(&Method::POST, path).header("idempotency-key", key);
    let request = request.header("content-type", "application/json").body(body.to_string().into());
    person.world.send(request.unwrap()).await
}

fn document() -> Value {
    json!({ "name": "a.pdf", "size": 100 })
}

async fn count_documents(person: &Person) -> u64 {
    let connection = person.world.database().connection().await.unwrap();
    let count: i64 = connection.query_one("SELECT count(*) FROM documents", &[]).await.unwrap().get(0);
    count.unsigned_abs()
}

#[tokio::test]
async fn malformed_key_is_refused() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    for key in ["", "a b", &"x".repeat(256)] {
        let reply = posts(&alice, "/api/documents", key, &document()).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), ["Idempotency-Key"]);
    }
    assert_eq!(count_documents(&alice).await, 0);
}

#[tokio::test]
async fn repeat_replays_the_response() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let first = posts(&alice, "/api/documents", "key-1", &document()).await.is(201);
    let again = posts(&alice, "/api/documents", "\"key-1\"", &document()).await.is(201);
    assert_eq!((again.body, again.headers["idempotency-replayed"].to_str().unwrap()), (first.body.clone(), "true"));
    assert!(!first.headers.contains_key("idempotency-replayed"));
    // another user may have the same key
    assert_ne!(posts(&bob, "/api/documents", "key-1", &document()).await.is(201)["id"], first["id"]);
    assert_eq!(count_documents(&alice).await, 2);
}

#[tokio::test]
async fn fingerprint_depends_on_key() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    for key in ["key-1", "key-2"] {
        posts(&alice, "/api/documents", key, &document()).await.is(201);
    }
    let connection = world.database().connection().await.unwrap();
    let count = connection.query_one("SELECT count(DISTINCT fingerprint) FROM idempotency_keys", &[]).await.unwrap();
    assert_eq!(count.get::<_, i64>(0), 2);
}

#[tokio::test]
async fn key_reuse_with_other_request_refused() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    posts(&alice, "/api/documents", "key-1", &document()).await.is(201);
    let other = json!({ "name": "b.pdf", "size": 100 });
    let key = json!({ "name": "x", "scopes": ["read"], "expires_in_days": 1, "password": alice.password() });
    for (path, body) in [("/api/documents", other), ("/api/auth/api-keys", key)] {
        let reply = posts(&alice, path, "key-1", &body).await.is_problem(422, "unprocessable");
        assert_eq!(reply.wrong_fields(), ["Idempotency-Key"]);
    }
}

#[tokio::test]
async fn refused_request_does_not_claim_key() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let account = |email: &str| json!({ "email": email, "name": "New", "password": "quite another battery staple" });
    posts(&admin, "/api/auth/register", "key-1", &account("admin@example.com")).await.is(400);
    posts(&admin, "/api/auth/register", "key-1", &account("new@example.com")).await.is(201);
}

#[tokio::test]
async fn stored_response_expires_after_a_day() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let first = posts(&alice, "/api/documents", "key-1", &document()).await.is(201);
    world.wait(SignedDuration::from_hours(24));
    let alice = world.logs_in("alice").await;
    let later = posts(&alice, "/api/documents", "key-1", &document()).await.is(201);
    assert_ne!(later["id"], first["id"]);
}

#[tokio::test]
async fn stored_secret_is_sealed() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let input = json!({ "name": "x", "scopes": ["read"], "expires_in_days": 1, "password": alice.password() });
    let first = posts(&alice, "/api/auth/api-keys", "key-1", &input).await.is(201);
    let again = posts(&alice, "/api/auth/api-keys", "key-1", &input).await.is(201);
    assert_eq!(first["key"], again["key"]);
    let connection = world.database().connection().await.unwrap();
    let kept: Vec<u8> = connection.query_one("SELECT body FROM idempotency_keys", &[]).await.unwrap().get(0);
    let shown = &first.text("key").as_bytes()[..15];
    assert!(!kept.windows(shown.len()).any(|window| window == shown));
}
