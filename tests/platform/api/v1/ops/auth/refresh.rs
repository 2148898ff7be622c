//! `POST /api/v1/ops/auth/refresh`

use crate::product::PLATFORM;
use http::Method;
use serde_json::{Value, json};
use world::{Reply, World};

async fn refreshes(world: &World, token: &Value) -> Reply {
    world.stranger().post("/api/v1/ops/auth/refresh", json!({ "refresh_token": token })).await
}

#[tokio::test]
async fn refreshes_only_staff_sessions() {
    let world = World::new(PLATFORM).await;
    world.employs("sam", "manager").await;
    let input = json!({ "identifier": "sam", "password": "correct horse battery staple" });
    let login = world.stranger().post("/api/v1/ops/auth/login", input).await.is(200);
    refreshes(&world, &json!("made up")).await.is_problem(401, "unauthorized");
    let renewed =
        refreshes(&world, &login["tokens"]["refresh_token"]).await.is(200).matches_snapshot("post_v1_ops_auth_refresh");
    assert_eq!((&renewed["user"], &renewed["permissions"]), (&login["user"], &login["permissions"]));
    let mut browser = world.browser();
    browser.logs_in("sam").await.is(200);
    refreshes(&world, &json!(browser.cookies["refresh_token"])).await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn staff_session_refreshes_only_here() {
    let world = World::new(PLATFORM).await;
    world.employs("sam", "manager").await;
    let mut browser = world.browser();
    let input = json!({ "identifier": "sam", "password": "correct horse battery staple" });
    browser.send(&Method::POST, "/api/v1/ops/auth/login", Some(&input)).await.is(200);
    for path in ["/api/auth/refresh", "/api/v1/auth/refresh"] {
        // a refused refresh deletes the cookies
        let mut astray = browser.clone();
        astray.send(&Method::POST, path, Some(&json!({}))).await.is_problem(401, "unauthorized");
    }
    browser.send(&Method::POST, "/api/v1/ops/auth/refresh", Some(&json!({}))).await.is(200);
}
