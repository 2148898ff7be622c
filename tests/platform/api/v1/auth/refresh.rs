//! `POST /api/v1/auth/refresh`

use super::registration;
use crate::product::PLATFORM;
use serde_json::{Value, json};
use world::{Reply, World};

async fn refreshes(world: &World, token: &Value) -> Reply {
    world.stranger().post("/api/v1/auth/refresh", json!({ "refresh_token": token })).await
}

#[tokio::test]
async fn token_of_other_kind_is_refused() {
    let world = World::new(PLATFORM).await;
    let registered = world.stranger().post("/api/v1/auth/register", registration("alice", "+256772123456")).await;
    for token in [&Value::Null, &json!("made up"), &registered["tokens"]["access_token"]] {
        let reply = refreshes(&world, token).await.is_problem(401, "unauthorized");
        assert_eq!(reply.text("detail"), "Invalid refresh token");
    }
    world.employs("sam", "admin").await;
    let input = json!({ "identifier": "sam", "password": "correct horse battery staple" });
    let staff = world.stranger().post("/api/v1/ops/auth/login", input).await.is(200);
    refreshes(&world, &staff["tokens"]["refresh_token"]).await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn returns_new_pair_and_invalidates_old() {
    let world = World::new(PLATFORM).await;
    let registered = world.stranger().post("/api/v1/auth/register", registration("alice", "+256772123456")).await;
    let old = &registered["tokens"]["refresh_token"];
    let renewed = refreshes(&world, old).await.is(200).matches_snapshot("post_v1_auth_refresh");
    assert_eq!(renewed["user"], registered["user"]);
    let alice = world.stranger().with_token(renewed["tokens"]["access_token"].as_str().unwrap());
    alice.get("/api/v1/users/me").await.is(200);
    refreshes(&world, old).await.is_problem(401, "unauthorized");
    alice.get("/api/v1/users/me").await.is_problem(401, "unauthorized");
}
