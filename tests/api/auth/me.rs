//! `GET /api/auth/me`

use tests::world::World;

#[tokio::test]
async fn a_user_sees_their_own_account() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let me = alice.get("/api/auth/me").await.is(200);
    assert_eq!(me["email"], alice.email());
}
