//! `POST /api/v1/auth/password/reset`

use crate::api::v1::auth::PASSWORD;
use crate::product::PLATFORM;
use jiff::SignedDuration;
use serde_json::json;
use world::{Reply, World};

async fn forgets(world: &World, name: &str) -> String {
    let address = format!("{name}@example.com");
    world.stranger().post("/api/v1/auth/password/forgot", json!({ "identifier": address })).await.is(202);
    assert_eq!(world.sends_messages().await, 1);
    world.mail_to(&address).await.pop().unwrap().token().to_owned()
}

async fn resets(world: &World, token: &str, password: &str) -> Reply {
    let input = json!({ "token": token, "new_password": password });
    world.stranger().post("/api/v1/auth/password/reset", input).await
}

#[tokio::test]
async fn invalid_or_expired_token_is_refused() {
    let world = World::new(PLATFORM).await;
    world.customer("alice").await;
    let token = forgets(&world, "alice").await;
    let other_end = if token.ends_with('x') { 'y' } else { 'x' };
    let changed = format!("{}{other_end}", &token[..token.len() - 1]);
    for wrong in ["", "sisuiq_reset_", changed.as_str(), "🙂"] {
        let reply = resets(&world, wrong, PASSWORD).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), ["token"]);
    }
    world.wait(SignedDuration::from_mins(30));
    resets(&world, &token, PASSWORD).await.is_problem(400, "bad_request");
    world.stranger().logs_in_as("alice@example.com", PASSWORD).await.is(401);
}

#[tokio::test]
async fn weak_password_keeps_token_valid() {
    let world = World::new(PLATFORM).await;
    world.customer("alice").await;
    let token = forgets(&world, "alice").await;
    for weak in ["short", "no-upper-case-1!", "Password1!"] {
        let reply = resets(&world, &token, weak).await.is_problem(422, "unprocessable");
        assert_eq!(reply.wrong_fields(), ["new_password"]);
    }
    resets(&world, &token, PASSWORD).await.is(200);
}

#[tokio::test]
async fn success_ends_sessions_and_notifies_owner() {
    let world = World::new(PLATFORM).await;
    let alice = world.customer("alice").await;
    let token = forgets(&world, "alice").await;
    resets(&world, &token, PASSWORD).await.is(200).matches_snapshot("post_v1_auth_password_reset");
    alice.get("/api/v1/users/me").await.is(401);
    world.stranger().logs_in_as("alice@example.com", alice.password()).await.is(401);
    world.stranger().logs_in_as("alice@example.com", PASSWORD).await.is(200);
    assert_eq!(world.sends_messages().await, 1);
    let mail = world.mail_to("alice@example.com").await;
    assert_eq!(mail.last().unwrap().subject, "Your password was changed");
}

#[tokio::test]
async fn use_invalidates_all_reset_tokens() {
    let world = World::new(PLATFORM).await;
    world.customer("alice").await;
    let (first, second) = (forgets(&world, "alice").await, forgets(&world, "alice").await);
    let (one, other) = tokio::join!(resets(&world, &first, PASSWORD), resets(&world, &first, PASSWORD));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400], "a token is good once");
    for token in [first, second] {
        resets(&world, &token, "Another-1-quiet-horse!").await.is_problem(400, "bad_request");
    }
}

#[tokio::test]
async fn token_of_former_address_is_refused() {
    let world = World::new(PLATFORM).await;
    let alice = world.customer("alice").await;
    let token = forgets(&world, "alice").await;
    alice
        .put("/api/v1/users/me", json!({ "email": "new@example.com", "current_password": alice.password() }))
        .await
        .is(200);
    resets(&world, &token, PASSWORD).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn token_verifies_only_its_address() {
    let world = World::new(PLATFORM).await;
    world.customer("alice").await;
    let token = forgets(&world, "alice").await;
    let verify = json!({ "token": token });
    world.stranger().post("/api/v1/auth/verify-email", verify).await.is_problem(400, "bad_request");
    resets(&world, &token, PASSWORD).await.is(200);
    let input = json!({ "identifier": "alice@example.com", "password": PASSWORD });
    let reply = world.stranger().post("/api/v1/auth/login", input).await.is(200);
    assert_eq!(reply["user"]["email_verified"], true);
}
