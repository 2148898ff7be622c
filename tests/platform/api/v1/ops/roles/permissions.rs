//! `PUT /api/v1/ops/roles/{id}/permissions`

use super::PATH;
use crate::api::v1::ops::users::role_id;
use crate::product::PLATFORM;
use serde_json::json;
use world::World;

#[tokio::test]
async fn change_applies_to_next_request() {
    let world = World::new(PLATFORM).await;
    let (owner, sam) = (world.staff("owner", "super_admin").await, world.staff("sam", "support_staff").await);
    sam.get("/api/v1/ops/users").await.is_problem(403, "forbidden");
    let all = owner.get("/api/v1/ops/permissions").await.body;
    let id = |name: &str| all.as_array().unwrap().iter().find(|one| one["name"] == name).unwrap()["id"].clone();
    let path = format!("{PATH}/{}/permissions", role_id(&world, "support_staff").await);
    let granted = owner
        .put(&path, json!({ "permission_ids": [id("staff.view"), id("staff.view")] }))
        .await
        .is(200)
        .matches_snapshot("put_v1_ops_roles_id_permissions");
    assert_eq!(granted.body.as_array().unwrap().len(), 1);
    sam.get("/api/v1/ops/users").await.is(200);
    owner.put(&path, json!({ "permission_ids": [] })).await.is(200);
    sam.get("/api/v1/ops/users").await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn unknown_or_own_role_is_refused() {
    let world = World::new(PLATFORM).await;
    let (owner, admin) = (world.staff("owner", "super_admin").await, world.staff("admin", "admin").await);
    let path = format!("{PATH}/{}/permissions", role_id(&world, "admin").await);
    admin.put(&path, json!({ "permission_ids": [] })).await.is_problem(403, "forbidden");
    let refused = owner.put(&path, json!({ "permission_ids": [1, 999_999] })).await.is_problem(400, "bad_request");
    assert_eq!(refused.wrong_fields(), ["permission_ids"]);
    assert_eq!(admin.get("/api/v1/ops/auth/me").await["permissions"].as_array().unwrap().len(), 28);
    let own = format!("{PATH}/{}/permissions", role_id(&world, "super_admin").await);
    owner.put(&own, json!({ "permission_ids": [] })).await.is_problem(409, "conflict");
    owner
        .put(&format!("{PATH}/999999/permissions"), json!({ "permission_ids": [] }))
        .await
        .is_problem(404, "not_found");
}

#[tokio::test]
async fn granting_requires_having_the_permission() {
    let world = World::new(PLATFORM).await;
    let owner = world.staff("owner", "super_admin").await;
    let all = owner.get("/api/v1/ops/permissions").await.body;
    let id = |name: &str| all.as_array().unwrap().iter().find(|one| one["name"] == name).unwrap()["id"].clone();
    let grace = super::granter(&owner, &world).await;
    let path = format!("{PATH}/{}/permissions", role_id(&world, "support_staff").await);
    let had: Vec<serde_json::Value> =
        ["users.view", "bookings.view", "providers.view", "complaints.view", "complaints.assign"].map(id).to_vec();
    let and = |name: &str| json!({ "permission_ids": had.iter().cloned().chain([id(name)]).collect::<Vec<_>>() });
    let reply = grace.put(&path, and("payments.refund")).await.is_problem(403, "forbidden");
    assert_eq!(reply.text("detail"), "you cannot grant or remove permissions that you do not have");
    // the role keeps its previous permissions
    assert_eq!(grace.put(&path, and("staff.edit")).await.is(200).body.as_array().unwrap().len(), 6);
    let sam = world.employs("sam", "support_staff").await;
    let promoted = json!({ "role_id": role_id(&world, "manager").await });
    let reply = grace.put(&format!("/api/v1/ops/users/{sam}/role"), promoted).await.is_problem(403, "forbidden");
    assert_eq!(reply.text("detail"), "you cannot grant a role with permissions that you do not have");
}
