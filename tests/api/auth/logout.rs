//! `POST /api/auth/logout`

use axum::body::Body;
use http::Method;
use tests::world::{Reply, World};

async fn from_site(world: &World, request: http::request::Builder) -> Reply {
    world.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn another_site_cannot_log_a_user_out() {
    let world = World::new().await;
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
async fn a_token_is_worth_nothing_after_its_logout_and_other_sessions_go_on() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let elsewhere = world.logs_in("alice").await;
    let reply = alice.send(Method::POST, "/api/auth/logout").await.is(200);
    assert!(
        reply.header("set-cookie").starts_with("access_token=;") && reply.header("set-cookie").contains("Max-Age=0")
    );
    assert_eq!(alice.get("/api/auth/me").await.status, 401);
    assert_eq!(alice.by_cookie().get("/api/auth/me").await.status, 401);
    assert_eq!(elsewhere.get("/api/auth/me").await.status, 200);
}

#[tokio::test]
async fn logging_out_twice_or_without_a_session_is_no_error() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    for _ in 0..2 {
        assert_eq!(alice.send(Method::POST, "/api/auth/logout").await.status, 200);
    }
    assert_eq!(world.stranger().send(Method::POST, "/api/auth/logout").await.status, 200);
}
