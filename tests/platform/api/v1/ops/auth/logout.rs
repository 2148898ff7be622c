//! `POST /api/v1/ops/auth/logout`

use crate::product::PLATFORM;
use http::Method;
use world::World;

#[tokio::test]
async fn ends_only_staff_sessions() {
    let world = World::new(PLATFORM).await;
    world.customer("carol").await.send(Method::POST, "/api/v1/ops/auth/logout").await.is_problem(403, "forbidden");
    let sam = world.staff("sam", "manager").await;
    sam.send(Method::POST, "/api/v1/ops/auth/logout").await.is(200).matches_snapshot("post_v1_ops_auth_logout");
    sam.get("/api/v1/ops/auth/me").await.is_problem(401, "unauthorized");
}
