//! `GET /api/auth/verify`

use serde_json::json;
use tests::world::World;

#[tokio::test]
async fn without_a_good_token_the_answer_is_401() {
    let world = World::new().await;
    world.stranger().get("/api/auth/verify").await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn a_good_token_is_told_whose_it_is() {
    let world = World::new().await;
    let admin = world.admin().await;
    let reply = admin.get("/api/auth/verify").await.is(200);
    let id = admin.get("/api/auth/me").await["id"].clone();
    assert_eq!(reply.body, json!({ "authenticated": true, "user_id": id, "role": "admin" }));
}
