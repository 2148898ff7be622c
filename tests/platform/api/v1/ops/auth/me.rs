//! `GET /api/v1/ops/auth/me`

use crate::product::PLATFORM;
use serde_json::json;
use world::World;

#[tokio::test]
async fn permissions_require_staff_session() {
    let world = World::new(PLATFORM).await;
    let sam = world.staff("sam", "manager").await;
    let in_the_copilot = world.logs_in("sam").await;
    let reply = sam.get("/api/v1/ops/auth/me").await.is(200).matches_snapshot("get_v1_ops_auth_me");
    assert_eq!((&reply["user"]["employee_id"], reply["permissions"].as_array().unwrap().len()), (&json!("sam"), 16));
    in_the_copilot.get("/api/v1/ops/auth/me").await.is_problem(403, "forbidden");
    world.stranger().get("/api/v1/ops/auth/me").await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn role_change_applies_immediately() {
    let world = World::new(PLATFORM).await;
    let sam = world.staff("sam", "manager").await;
    let demote = "UPDATE staff_profiles SET role_id = (SELECT id FROM staff_roles WHERE name = 'ops_staff')";
    world.execute(demote, &[]).await;
    assert_eq!(sam.get("/api/v1/ops/auth/me").await.is(200)["permissions"].as_array().unwrap().len(), 9);
    sam.get("/api/v1/ops/users").await.is_problem(403, "forbidden");
    world.execute("UPDATE staff_roles SET is_active = false WHERE name = 'ops_staff'", &[]).await;
    assert_eq!(sam.get("/api/v1/ops/auth/me").await.is(200)["permissions"], json!([]));
    world.execute("UPDATE staff_profiles SET is_active = false", &[]).await;
    sam.get("/api/v1/ops/auth/me").await.is_problem(403, "forbidden");
}
