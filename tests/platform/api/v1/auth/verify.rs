//! `GET /api/v1/auth/verify`

use crate::product::PLATFORM;
use world::World;

#[tokio::test]
async fn reports_whether_token_is_valid() {
    let world = World::new(PLATFORM).await;
    world.stranger().get("/api/v1/auth/verify").await.is_problem(401, "unauthorized");
    let carol = world.customer("carol").await;
    assert_eq!(
        carol.get("/api/v1/auth/verify").await.is(200).matches_snapshot("get_v1_auth_verify")["authenticated"],
        true
    );
}
