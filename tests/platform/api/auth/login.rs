//! `POST /api/auth/login`

use crate::product::PLATFORM;
use serde_json::json;
use sisuiq_model::UserRole;
use world::World;

#[tokio::test]
async fn wrong_password_equals_unknown_address() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    let wrong = world.stranger().logs_in_as(&alice.email(), "not her password").await.is_problem(401, "unauthorized");
    let unknown = world.stranger().logs_in_as("nobody@example.com", "whatever").await.is_problem(401, "unauthorized");
    assert_eq!(wrong["detail"], unknown["detail"]);
    assert!(wrong.header("www-authenticate").starts_with("Bearer"));
}

#[tokio::test]
async fn inactive_user_is_refused() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    let connection = world.database().connection().await.unwrap();
    connection.execute("UPDATE users SET is_active = false WHERE email = $1", &[&alice.email()]).await.unwrap();
    alice.get("/api/auth/me").await.is_problem(401, "unauthorized");
    let reply = world.stranger().logs_in_as(&alice.email(), alice.password()).await.is_problem(401, "unauthorized");
    let wrong = world.stranger().logs_in_as(&alice.email(), "not her password").await;
    assert_eq!(reply["detail"], wrong["detail"]);
}

#[tokio::test]
async fn invalid_fields_are_named() {
    let world = World::new(PLATFORM).await;
    let stranger = world.stranger();
    let reply = stranger.logs_in_as("not an address", "").await.is_problem(422, "unprocessable");
    let mut fields = reply.wrong_fields();
    fields.sort_unstable();
    assert_eq!(fields, ["email", "password"]);
    let reply = stranger.post("/api/auth/login", json!({ "email": "a@example.com" })).await;
    assert_eq!(reply.is_problem(422, "unprocessable").wrong_fields(), ["password"]);
}

#[tokio::test]
async fn returns_token_and_http_only_cookie() {
    let world = World::new(PLATFORM).await;
    world.admits("alice", UserRole::User).await;
    let alice = world.logs_in("alice").await;
    let reply =
        world.stranger().logs_in_as(&alice.email(), alice.password()).await.is(200).matches_snapshot("post_auth_login");
    assert_eq!((&reply["token_type"], &reply["expires_in"]), (&json!("Bearer"), &json!(900)));
    let cookie = reply.header("set-cookie");
    assert!(cookie.starts_with(&format!("access_token={};", reply.text("access_token"))));
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Max-Age=900"));
    assert_eq!(reply["user"]["role"], "user");
    assert_eq!(reply["user"]["last_login_at"], json!(world.clock().now()));
    assert!(reply["user"].get("password_hash").is_none());
    assert_eq!(reply.header("cache-control"), "no-store");
}

#[tokio::test]
async fn address_is_case_insensitive() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    world.stranger().logs_in_as(&alice.email().to_uppercase(), alice.password()).await.is(200);
}

#[tokio::test]
async fn returns_503_without_database() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    world.break_database().await;
    let reply = world.stranger().logs_in_as(&alice.email(), alice.password()).await.is_problem(503, "unavailable");
    assert!(reply.header("retry-after").parse::<u32>().unwrap() > 0);
    world.mend_database();
    assert_eq!(world.stranger().logs_in_as(&alice.email(), alice.password()).await.status, 200);
}

#[tokio::test]
async fn outdated_hash_is_replaced() {
    let yesterdays =
        "$argon2id$v=19$m=19456,t=1,p=1$eWVzdGVyZGF5cy1zYWx0IQ$MlM9U5g7RS3i3hD3ljK++quWBdoFqmRV8HJNb1KlQvQ";
    let world = World::new(PLATFORM).await;
    let id = world.admits("alice", UserRole::User).await;
    world.execute("UPDATE users SET password_hash = $2 WHERE id = $1", &[&id, &yesterdays]).await;
    let stranger = world.stranger();
    let logs_in = || stranger.logs_in_as("alice@example.com", stranger.password());
    let (one, other) = tokio::join!(logs_in(), logs_in());
    one.is(200);
    other.is(200);
    let connection = world.database().connection().await.unwrap();
    let row = connection.query_one("SELECT password_hash FROM users WHERE id = $1", &[&id]).await.unwrap();
    assert!(row.get::<_, String>(0).contains(",t=2,"));
    logs_in().await.is(200);
}

#[tokio::test]
async fn password_matches_in_every_spelling() {
    // made of the decomposed spelling, before spellings were unified
    let older = "$argon2id$v=19$m=19456,t=2,p=1$eWVzdGVyZGF5cy1zYWx0$lPUNCraGoYNM2sXJ5tYG9D1CwiVgBjGcngjtVsdDXzw";
    let (composed, decomposed) = ("Gr\u{FC}ne-\u{C4}pfel-2026", "Gru\u{308}ne-A\u{308}pfel-2026");
    let world = World::new(PLATFORM).await;
    let id = world.admits("alice", UserRole::User).await;
    world.execute("UPDATE users SET password_hash = $2 WHERE id = $1", &[&id, &older]).await;
    let stranger = world.stranger();
    let logs_in = async |password| stranger.logs_in_as("alice@example.com", password).await;
    logs_in(composed).await.is_problem(401, "unauthorized");
    logs_in(decomposed).await.is(200);
    logs_in(composed).await.is(200);
    logs_in(decomposed).await.is(200);
    logs_in("Grune-Apfel-2026").await.is_problem(401, "unauthorized");
}
