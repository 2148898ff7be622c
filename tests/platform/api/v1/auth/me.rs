//! `GET /api/v1/auth/me`

use crate::product::PLATFORM;
use world::World;

#[tokio::test]
async fn returns_caller_of_every_kind() {
    let world = World::new(PLATFORM).await;
    world.stranger().get("/api/v1/auth/me").await.is_problem(401, "unauthorized");
    for (person, superuser, surface) in [
        (world.admin().await, true, "copilot"),
        (world.customer("carol").await, false, "customer"),
        (world.staff("sam", "manager").await, false, "staff"),
    ] {
        let reply = person.get("/api/v1/auth/me").await.is(200);
        assert_eq!((&reply["is_superuser"], &reply["surface"]), (&superuser.into(), &surface.into()));
        assert_eq!((&reply["email"], &reply["username"]), (&person.email().into(), &serde_json::Value::Null));
    }
    world.execute("UPDATE users SET username = name", &[]).await;
    let named = world.logs_in("admin").await.get("/api/v1/auth/me").await.is(200).matches_snapshot("get_v1_auth_me");
    assert_eq!(named["username"], "admin");
}
