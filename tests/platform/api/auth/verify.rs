//! `GET /api/auth/verify`

use crate::product::PLATFORM;
use serde_json::json;
use world::World;

#[tokio::test]
async fn invalid_token_gets_401() {
    let world = World::new(PLATFORM).await;
    world.stranger().get("/api/auth/verify").await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn returns_owner_of_valid_token() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let reply = admin.get("/api/auth/verify").await.is(200).matches_snapshot("get_auth_verify");
    let id = admin.get("/api/auth/me").await["id"].clone();
    assert_eq!(reply.body, json!({ "authenticated": true, "user_id": id, "role": "admin" }));
}
