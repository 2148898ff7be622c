//! `POST /api/v1/auth/password/forgot`

use crate::product::PLATFORM;
use serde_json::json;
use world::World;

const PATH: &str = "/api/v1/auth/password/forgot";

#[tokio::test]
async fn response_hides_whether_account_exists() {
    let world = World::new(PLATFORM).await;
    world.customer("alice").await;
    let known = world
        .stranger()
        .post(PATH, json!({ "identifier": "alice@example.com" }))
        .await
        .is(202)
        .matches_snapshot("post_v1_auth_password_forgot");
    let unknown = world.stranger().post(PATH, json!({ "identifier": "nobody@example.com" })).await.is(202);
    assert_eq!(known.body, unknown.body);
    assert_eq!(world.sends_messages().await, 1);
    assert_eq!(world.mail_to("alice@example.com").await.len(), 1);
    assert_eq!(world.mail_to("nobody@example.com").await.len(), 0);
}

#[tokio::test]
async fn invalid_identifier_is_refused() {
    let world = World::new(PLATFORM).await;
    for input in [json!({}), json!({ "identifier": "" }), json!({ "identifier": "a".repeat(255) })] {
        world.stranger().post(PATH, input).await.is_problem(422, "unprocessable");
    }
}

#[tokio::test]
async fn any_identifier_reaches_the_owner() {
    let world = World::new(PLATFORM).await;
    world.customer("alice").await;
    let mobile = "UPDATE users SET mobile = '+256700000001', username = 'Alice.L'";
    world.execute(mobile, &[]).await;
    for identifier in ["ALICE@example.com", "0700 000 001", "alice.l"] {
        world.stranger().post(PATH, json!({ "identifier": identifier })).await.is(202);
    }
    assert_eq!(world.sends_messages().await, 3);
    let mail = world.mail_to("alice@example.com").await;
    assert_eq!(mail.len(), 3);
    assert!(mail.iter().all(|mail| mail.subject == "Reset your password"));
}

#[tokio::test]
async fn at_most_five_messages_an_hour() {
    let world = World::new(PLATFORM).await;
    world.customer("alice").await;
    for _ in 0..7 {
        world.stranger().post(PATH, json!({ "identifier": "alice@example.com" })).await.is(202);
    }
    assert_eq!(world.sends_messages().await, 5);
    world.wait(jiff::SignedDuration::from_mins(61));
    world.stranger().post(PATH, json!({ "identifier": "alice@example.com" })).await.is(202);
    assert_eq!(world.sends_messages().await, 1);
}

#[tokio::test]
async fn closed_account_gets_no_message() {
    let world = World::new(PLATFORM).await;
    world.customer("alice").await.delete("/api/v1/users/me").await.is(200);
    world.stranger().post(PATH, json!({ "identifier": "alice@example.com" })).await.is(202);
    assert_eq!(world.sends_messages().await, 0);
}
