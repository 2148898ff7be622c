//! `POST /api/v1/auth/verify-email`

mod send;

use super::{PASSWORD, registration};
use crate::product::PLATFORM;
use jiff::SignedDuration;
use serde_json::json;
use world::{Person, World};

const PATH: &str = "/api/v1/auth/verify-email";

async fn registers(world: &World) -> (Person, String) {
    let input = registration("alice", "+256700000002");
    let reply = world.stranger().post("/api/v1/auth/register", input).await.is(201);
    let alice = world.stranger().with_token(reply["tokens"]["access_token"].as_str().unwrap());
    world.sends_messages().await;
    let token = world.mail_to("alice@example.com").await.pop().unwrap().token().to_owned();
    (alice, token)
}

#[tokio::test]
async fn invalid_or_expired_token_is_refused() {
    let world = World::new(PLATFORM).await;
    let (alice, token) = registers(&world).await;
    for wrong in ["", "sisuiq_email_", "042317"] {
        let reply = world.stranger().post(PATH, json!({ "token": wrong })).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), ["token"]);
    }
    assert_eq!(alice.get("/api/v1/users/me").await.is(200)["email_verified"], false);
    world.wait(SignedDuration::from_hours(24));
    world.stranger().post(PATH, json!({ "token": token })).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn token_verifies_address_once() {
    let world = World::new(PLATFORM).await;
    let (alice, token) = registers(&world).await;
    world.stranger().post(PATH, json!({ "token": token })).await.is(200).matches_snapshot("post_v1_auth_verify_email");
    assert_eq!(alice.get("/api/v1/users/me").await.is(200)["email_verified"], true);
    world.stranger().post(PATH, json!({ "token": token })).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn changed_address_needs_new_verification() {
    let world = World::new(PLATFORM).await;
    let (alice, former) = registers(&world).await;
    let changed = alice
        .put("/api/v1/users/me", json!({ "email": "new@example.com", "current_password": PASSWORD }))
        .await
        .is(200);
    assert_eq!(changed["email_verified"], false);
    assert_eq!(world.sends_messages().await, 2);
    assert_eq!(world.mail_to("alice@example.com").await.last().unwrap().subject, "Your e-mail address was changed");
    world.stranger().post(PATH, json!({ "token": former })).await.is_problem(400, "bad_request");
    let token = world.mail_to("new@example.com").await.pop().unwrap();
    world.stranger().post(PATH, json!({ "token": token.token() })).await.is(200);
    assert_eq!(alice.get("/api/v1/users/me").await.is(200)["email_verified"], true);
}
