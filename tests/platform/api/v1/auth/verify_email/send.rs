//! `POST /api/v1/auth/verify-email/send`

use crate::product::PLATFORM;
use serde_json::{Value, json};
use world::World;

#[tokio::test]
async fn sends_another_message() {
    let world = World::new(PLATFORM).await;
    let path = "/api/v1/auth/verify-email/send";
    world.stranger().post(path, Value::Null).await.is_problem(401, "unauthorized");
    let alice = world.customer("alice").await;
    alice.post(path, Value::Null).await.is(202).matches_snapshot("post_v1_auth_verify_email_send");
    assert_eq!(world.sends_messages().await, 1);
    let mail = world.mail_to("alice@example.com").await.pop().unwrap();
    world.stranger().post("/api/v1/auth/verify-email", json!({ "token": mail.token() })).await.is(200);
    assert_eq!(alice.get("/api/v1/users/me").await.is(200)["email_verified"], true);
}
