//! `POST /api/auth/logout`

use crate::product::PLATFORM;
use axum::body::Body;
use http::Method;
use world::{Reply, World};

async fn from_site(world: &World, request: http::request::Builder) -> Reply {
    world.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn other_site_is_refused() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await.by_cookie();
    let request = || alice.request(&Method::POST, "/api/auth/logout");
    let foreign = from_site(&world, request().header("sec-fetch-site", "cross-site")).await;
    foreign.is_problem(403, "forbidden");
    let foreign =
        from_site(&world, request().header("origin", "http://evil.example").header("host", "copilot.example"));
    foreign.await.is_problem(403, "forbidden");
    assert_eq!(alice.get("/api/auth/me").await.status, 200);
    let own = from_site(&world, request().header("origin", "http://copilot.example").header("host", "internal")).await;
    assert_eq!(own.status, 200);
}

#[tokio::test]
async fn ends_only_its_own_session() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    let elsewhere = world.logs_in("alice").await;
    let reply = alice.send(Method::POST, "/api/auth/logout").await.is(200).matches_snapshot("post_auth_logout");
    assert!(
        reply.header("set-cookie").starts_with("access_token=;") && reply.header("set-cookie").contains("Max-Age=0")
    );
    assert_eq!(alice.get("/api/auth/me").await.status, 401);
    assert_eq!(alice.by_cookie().get("/api/auth/me").await.status, 401);
    assert_eq!(elsewhere.get("/api/auth/me").await.status, 200);
}

#[tokio::test]
async fn logout_is_idempotent() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    for _ in 0..2 {
        assert_eq!(alice.send(Method::POST, "/api/auth/logout").await.status, 200);
    }
    assert_eq!(world.stranger().send(Method::POST, "/api/auth/logout").await.status, 200);
}
