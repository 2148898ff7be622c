//! `POST /api/v1/ops/users/{id}/approve`

use super::{PATH, member, role_id};
use crate::product::PLATFORM;
use http::Method;
use serde_json::json;
use world::World;

#[tokio::test]
async fn approved_member_can_log_in() {
    let world = World::new(PLATFORM).await;
    let admin = world.staff("admin", "admin").await;
    let made = admin.post(PATH, member("EMP010", "+256772000010", role_id(&world, "ops_lead").await)).await.is(201);
    let login = json!({ "identifier": "EMP010", "password": "Quite-1-other-horse!" });
    world.stranger().post("/api/v1/ops/auth/login", login.clone()).await.is_problem(401, "unauthorized");
    let path = format!("{PATH}/{}/approve", made["id"]);
    world.staff("manager", "manager").await.send(Method::POST, &path).await.is_problem(403, "forbidden");
    let approved = admin.send(Method::POST, &path).await.is(200).matches_snapshot("post_v1_ops_users_id_approve");
    assert_eq!(approved["is_verified"], true);
    assert_eq!(admin.send(Method::POST, &path).await.is(200)["is_verified"], true);
    world.stranger().post("/api/v1/ops/auth/login", login).await.is(200);
    admin.send(Method::POST, &format!("{PATH}/999999/approve")).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn higher_role_cannot_be_approved() {
    let world = World::new(PLATFORM).await;
    let admin = world.staff("admin", "admin").await;
    let owner = world.employs("owner", "super_admin").await;
    admin.send(Method::POST, &format!("{PATH}/{owner}/approve")).await.is_problem(403, "forbidden");
}
