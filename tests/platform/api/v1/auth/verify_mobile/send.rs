//! `POST /api/v1/auth/verify-mobile/send`

use super::{code, number};
use crate::product::PLATFORM;
use serde_json::{Value, json};
use world::World;

const PATH: &str = "/api/v1/auth/verify-mobile/send";

#[tokio::test]
async fn sends_another_code() {
    let world = World::new(PLATFORM).await;
    world.stranger().post(PATH, Value::Null).await.is_problem(401, "unauthorized");
    let alice = world.customer("alice").await;
    let mobile = number();
    world.execute("UPDATE users SET mobile = $1", &[&mobile]).await;
    alice.post(PATH, Value::Null).await.is(202).matches_snapshot("post_v1_auth_verify_mobile_send");
    assert_eq!(world.sends_messages().await, 1);
    let code = code(&world, &mobile).await;
    alice.post("/api/v1/auth/verify-mobile", json!({ "code": code })).await.is(200);
}

#[tokio::test]
async fn account_without_number_is_refused() {
    let world = World::new(PLATFORM).await;
    let alice = world.customer("alice").await;
    alice.post(PATH, Value::Null).await.is(202);
    assert_eq!(world.sends_messages().await, 0);
}
