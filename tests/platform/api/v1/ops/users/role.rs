//! `PUT /api/v1/ops/users/{id}/role`

use super::{PATH, role_id};
use crate::product::PLATFORM;
use serde_json::json;
use world::World;

#[tokio::test]
async fn grants_roles_up_to_own_level() {
    let world = World::new(PLATFORM).await;
    let admin = world.staff("admin", "admin").await;
    let sam = world.employs("sam", "ops_staff").await;
    let path = format!("{PATH}/{sam}/role");
    let give = async |name: &str| admin.put(&path, json!({ "role_id": role_id(&world, name).await })).await;
    give("super_admin").await.is_problem(403, "forbidden");
    let given = give("manager").await.is(200).matches_snapshot("put_v1_ops_users_id_role");
    assert_eq!(given["role"]["name"], "manager");
    assert_eq!(give("admin").await.is(200)["role"]["level"], 90);
    admin.put(&path, json!({ "role_id": 999_999 })).await.is_problem(400, "bad_request");
    admin.put(&path, json!({})).await.is_problem(422, "unprocessable");
    world.staff("manager", "manager").await.put(&path, json!({ "role_id": 1 })).await.is_problem(403, "forbidden");
}
