//! `POST /api/v1/auth/logout`

use http::Method;
use tests::world::World;

#[tokio::test]
async fn only_a_customer_who_is_logged_in_logs_out() {
    let world = World::new().await;
    world.stranger().send(Method::POST, "/api/v1/auth/logout").await.is_problem(401, "unauthorized");
    let staff = world.staff("sam", "admin").await;
    staff.send(Method::POST, "/api/v1/auth/logout").await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn afterwards_the_token_is_worth_nothing() {
    let world = World::new().await;
    let carol = world.customer("carol").await;
    let reply = carol.send(Method::POST, "/api/v1/auth/logout").await.is(200);
    assert_eq!(reply.text("message"), "Logged out successfully");
    carol.get("/api/v1/users/me").await.is_problem(401, "unauthorized");
}
