//! `POST /api/v1/ops/auth/logout`

use http::Method;
use tests::world::World;

#[tokio::test]
async fn a_member_of_staff_logs_out_and_nobody_else() {
    let world = World::new().await;
    world.customer("carol").await.send(Method::POST, "/api/v1/ops/auth/logout").await.is_problem(403, "forbidden");
    let sam = world.staff("sam", "manager").await;
    sam.send(Method::POST, "/api/v1/ops/auth/logout").await.is(200);
    sam.get("/api/v1/ops/auth/me").await.is_problem(401, "unauthorized");
}
