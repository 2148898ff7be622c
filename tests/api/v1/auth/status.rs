//! `GET /api/v1/auth/status`

use tests::world::World;

#[tokio::test]
async fn it_tells_whether_the_token_is_good() {
    let world = World::new().await;
    world.stranger().get("/api/v1/auth/status").await.is_problem(401, "unauthorized");
    let carol = world.customer("carol").await;
    assert_eq!(carol.get("/api/v1/auth/status").await.is(200)["authenticated"], true);
}
