//! `POST /api/v1/auth/logout`

use crate::product::PLATFORM;
use http::Method;
use world::World;

#[tokio::test]
async fn ends_sessions_of_every_kind() {
    let world = World::new(PLATFORM).await;
    world.stranger().send(Method::POST, "/api/v1/auth/logout").await.is_problem(401, "unauthorized");
    for person in [world.user("alice").await, world.staff("sam", "admin").await] {
        let reply = person.send(Method::POST, "/api/v1/auth/logout").await.is(200);
        let taken: Vec<&str> = reply.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
        for name in ["access_token=;", "refresh_token=;", "csrf_token=;"] {
            assert!(taken.iter().any(|line| line.starts_with(name)), "{taken:?}");
        }
        person.get("/api/v1/auth/me").await.is_problem(401, "unauthorized");
    }
}

#[tokio::test]
async fn token_is_invalid_after_logout() {
    let world = World::new(PLATFORM).await;
    let carol = world.customer("carol").await;
    let reply = carol.send(Method::POST, "/api/v1/auth/logout").await.is(200).matches_snapshot("post_v1_auth_logout");
    assert_eq!(reply.text("message"), "Logged out successfully");
    carol.get("/api/v1/users/me").await.is_problem(401, "unauthorized");
}
