//! `GET /api/auth/me`, `PATCH /api/auth/me`

use crate::product::PLATFORM;
use http::Method;
use jiff::SignedDuration;
use serde_json::json;
use sisuiq_model::UserRole;
use sisuiq_testing::Mode;
use std::time::Duration;
use world::World;

#[tokio::test]
async fn missing_token_gets_401() {
    let world = World::new(PLATFORM).await;
    let reply = world.stranger().get("/api/auth/me").await.is_problem(401, "unauthorized");
    assert!(reply.header("www-authenticate").starts_with("Bearer"));
}

#[tokio::test]
async fn tampered_token_is_refused() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    let token = alice.token.clone().unwrap();
    let (head, signature) = token.rsplit_once('.').unwrap();
    let flipped: String = signature.chars().rev().collect();
    for forged in [format!("{head}.{flipped}"), format!("{head}."), "x.y.z".to_owned(), "x".repeat(9_000)] {
        alice.with_token(&forged).get("/api/auth/me").await.is_problem(401, "unauthorized");
        let answer = alice.with_token(forged).by_cookie().get("/api/auth/me").await;
        assert_eq!(answer.status, 401);
    }
}

#[tokio::test]
async fn token_of_other_issuer_is_refused() {
    let (here, there) = (World::new(PLATFORM).await, World::new(PLATFORM).await);
    let (alice, other) = (here.user("alice").await, there.user("alice").await);
    assert_eq!(alice.with_token(other.token.unwrap()).get("/api/auth/me").await.status, 401);
}

#[tokio::test]
async fn token_expires_after_fifteen_minutes() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    world.wait(SignedDuration::from_mins(14));
    assert_eq!(alice.get("/api/auth/me").await.status, 200);
    world.wait(SignedDuration::from_mins(2));
    assert_eq!(alice.get("/api/auth/me").await.status, 401);
}

#[tokio::test]
async fn returns_account_by_token_and_cookie() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    let by_token = alice.get("/api/auth/me").await.is(200).matches_snapshot("get_auth_me");
    assert_eq!((&by_token["email"], &by_token["role"]), (&json!(alice.email()), &json!("user")));
    let by_cookie = alice.by_cookie().get("/api/auth/me").await.is(200);
    assert_eq!(by_token.body, by_cookie.body);
}

#[tokio::test]
async fn role_decides_capabilities() {
    let world = World::new(PLATFORM).await;
    for role in UserRole::ALL {
        let person = world.of_role(*role).await;
        let me = person.get("/api/auth/me").await.is(200);
        assert_eq!((&me["capabilities"], &me["permissions"]), (&json!(role.capabilities()), &json!([])), "{role}");
    }
    let auditor = world.logs_in("auditor").await.get("/api/auth/me").await.is(200);
    let reads = [
        "documents.read",
        "tables.read",
        "alerts.read",
        "screenings.read",
        "lists.read",
        "sources.read",
        "audit.read",
        "quality.read",
    ];
    assert_eq!(auditor["capabilities"], json!(reads));
}

#[tokio::test]
async fn permissions_are_those_of_staff_session() {
    let world = World::new(PLATFORM).await;
    let manager = world.staff("grace", "manager").await;
    let permissions = manager.get("/api/v1/ops/auth/me").await.is(200)["permissions"].clone();
    assert!(permissions.as_array().is_some_and(|permissions| !permissions.is_empty()));
    assert_eq!(manager.get("/api/auth/me").await.is(200)["permissions"], permissions);
    let elsewhere = world.logs_in("grace").await;
    assert_eq!(elsewhere.get("/api/auth/me").await.is(200)["permissions"], json!([]));
}

#[tokio::test]
async fn cookie_takes_precedence_over_header() {
    let world = World::new(PLATFORM).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let request = alice.by_cookie().request(&Method::GET, "/api/auth/me");
    let request = request.header("authorization", format!("Bearer {}", bob.token.unwrap()));
    let reply = world.send(request.body(axum::body::Body::empty()).unwrap()).await.is(200);
    assert_eq!(reply["email"], alice.email());
}

#[tokio::test]
async fn session_survives_restart() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    world.restart();
    assert_eq!(alice.get("/api/auth/me").await.status, 200);
}

#[tokio::test]
async fn database_restart_fails_no_request() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    let proxy = world.proxy_database().await;
    assert_eq!(alice.get("/api/auth/me").await.status, 200);
    proxy.set(Mode::Latency(Duration::from_millis(300))).await;
    world.end_connections().await;
    assert_eq!(alice.get("/api/auth/me").await.status, 200);
}

#[tokio::test]
async fn shows_whether_the_address_is_confirmed() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    assert_eq!(alice.get("/api/auth/me").await.is(200)["email_is_verified"], json!(false));
    world.execute("UPDATE users SET email_verified_at = now()", &[]).await;
    assert_eq!(alice.get("/api/auth/me").await.is(200)["email_is_verified"], json!(true));
}

#[tokio::test]
async fn name_needs_session_and_1_to_255_characters() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    let name = alice.get("/api/auth/me").await.is(200)["name"].clone();
    world.stranger().patch("/api/auth/me", json!({ "name": "Eve" })).await.is_problem(401, "unauthorized");
    for wrong in [json!({}), json!({ "name": "" }), json!({ "name": "x".repeat(256) }), json!({ "name": null })] {
        let reply = alice.patch("/api/auth/me", wrong.clone()).await.is_problem(422, "unprocessable");
        assert_eq!(reply.wrong_fields(), ["name"], "{wrong}");
    }
    assert_eq!(alice.get("/api/auth/me").await.is(200)["name"], name);
}

#[tokio::test]
async fn another_name_is_shown_from_then_on() {
    let world = World::new(PLATFORM).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let changed = alice.patch("/api/auth/me", json!({ "name": "Älice 김 O'Neill" })).await.is(200);
    let changed = changed.matches_snapshot("patch_auth_me");
    assert_eq!(changed["name"], json!("Älice 김 O'Neill"));
    assert_eq!(alice.get("/api/auth/me").await.is(200).body, changed.body);
    assert_ne!(bob.get("/api/auth/me").await.is(200)["name"], changed["name"]);
}

#[tokio::test]
async fn customers_change_first_and_last_name_instead() {
    let world = World::new(PLATFORM).await;
    let carol = world.customer("carol").await;
    let name = carol.get("/api/auth/me").await.is(200)["name"].clone();
    carol.patch("/api/auth/me", json!({ "name": "Eve" })).await.is_problem(409, "conflict");
    assert_eq!(carol.get("/api/auth/me").await.is(200)["name"], name);
}
