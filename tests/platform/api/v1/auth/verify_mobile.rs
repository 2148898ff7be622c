//! `POST /api/v1/auth/verify-mobile`

mod send;

use super::{PASSWORD, registration};
use crate::product::PLATFORM;
use jiff::SignedDuration;
use serde_json::json;
use uuid::Uuid;
use world::{Person, World};

const PATH: &str = "/api/v1/auth/verify-mobile";

/// A unique mobile number.
fn number() -> String {
    let digits = Uuid::new_v4().as_u128() % 1_000_000_000;
    format!("+256{digits:09}")
}

async fn registers(world: &World) -> (Person, String) {
    let mobile = number();
    let reply = world.stranger().post("/api/v1/auth/register", registration("alice", &mobile)).await.is(201);
    let alice = world.stranger().with_token(reply["tokens"]["access_token"].as_str().unwrap());
    assert_eq!(world.sends_messages().await, 2);
    (alice, code(world, &mobile).await)
}

async fn code(world: &World, mobile: &str) -> String {
    let message = world.text_messages_to(mobile).await.pop().unwrap();
    message[..6].to_owned()
}

fn another(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

#[tokio::test]
async fn code_works_only_for_its_account() {
    let world = World::new(PLATFORM).await;
    let (alice, code) = registers(&world).await;
    let bob = world.customer("bob").await;
    world.stranger().post(PATH, json!({ "code": code })).await.is_problem(401, "unauthorized");
    let reply = bob.post(PATH, json!({ "code": code })).await.is_problem(400, "bad_request");
    assert_eq!(reply.wrong_fields(), ["code"]);
    for form in ["", "12345", "1234567", "abcdef", "🙂🙂🙂🙂🙂🙂"] {
        alice.post(PATH, json!({ "code": form })).await.is_problem(422, "unprocessable");
    }
    alice.post(PATH, json!({ "code": another(&code) })).await.is_problem(400, "bad_request");
    alice.post(PATH, json!({ "code": code })).await.is(200).matches_snapshot("post_v1_auth_verify_mobile");
    assert_eq!(alice.get("/api/v1/users/me").await.is(200)["mobile_verified"], true);
    alice.post(PATH, json!({ "code": code })).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn code_expires_after_ten_minutes() {
    let world = World::new(PLATFORM).await;
    let (alice, code) = registers(&world).await;
    world.wait(SignedDuration::from_mins(10));
    alice.post(PATH, json!({ "code": code })).await.is_problem(400, "bad_request");
    assert_eq!(alice.get("/api/v1/users/me").await.is(200)["mobile_verified"], false);
}

#[tokio::test]
async fn five_wrong_guesses_invalidate_code() {
    let world = World::new(PLATFORM).await;
    let (alice, code) = registers(&world).await;
    let wrong = another(&code);
    let guess = || alice.post(PATH, json!({ "code": wrong }));
    for reply in <[_; 5]>::from(tokio::join!(guess(), guess(), guess(), guess(), guess())) {
        reply.is_problem(400, "bad_request");
    }
    alice.post(PATH, json!({ "code": code })).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn code_for_former_number_is_refused() {
    let world = World::new(PLATFORM).await;
    let (alice, former) = registers(&world).await;
    let mobile = number();
    alice.put("/api/v1/users/me", json!({ "mobile": mobile, "current_password": PASSWORD })).await.is(200);
    alice.post(PATH, json!({ "code": former })).await.is_problem(400, "bad_request");
    assert_eq!(world.sends_messages().await, 1);
    alice.post(PATH, json!({ "code": code(&world, &mobile).await })).await.is(200);
}
