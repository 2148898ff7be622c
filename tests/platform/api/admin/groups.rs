//! `/api/admin/groups` and `/api/admin/groups/{id}`

mod members;

use crate::product::PLATFORM;
use serde_json::json;
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::{Person, World};

pub(super) const PATH: &str = "/api/admin/groups";

/// Creates a group and returns its path.
pub(super) async fn creates(admin: &Person, name: &str) -> String {
    let id = admin.post(PATH, json!({ "name": name })).await.is(201).text("id").to_owned();
    format!("{PATH}/{id}")
}

#[tokio::test]
async fn only_administrators_are_admitted() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let group = creates(&admin, "Planning").await;
    world.stranger().get(PATH).await.is_problem(401, "unauthorized");
    for role in [UserRole::Auditor, UserRole::User, UserRole::Guest] {
        let other = world.of_role(role).await;
        other.get(PATH).await.is_problem(403, "forbidden");
        other.post(PATH, json!({ "name": "Own" })).await.is_problem(403, "forbidden");
        other.get(&group).await.is_problem(403, "forbidden");
        other.patch(&group, json!({ "name": "Own" })).await.is_problem(403, "forbidden");
        other.delete(&group).await.is_problem(403, "forbidden");
    }
    let unknown = format!("{PATH}/{}", Uuid::new_v4());
    admin.get(&unknown).await.is_problem(404, "not_found");
    admin.patch(&unknown, json!({ "name": "Own" })).await.is_problem(404, "not_found");
    admin.delete(&unknown).await.is_problem(404, "not_found");
    admin.get(&format!("{PATH}/planning")).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn names_are_unique_and_readable() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let planning = creates(&admin, "  Planning ").await;
    for name in ["", "   ", &"x".repeat(101)] {
        for reply in
            [admin.post(PATH, json!({ "name": name })).await, admin.patch(&planning, json!({ "name": name })).await]
        {
            let refused = reply.is_problem(422, "unprocessable");
            assert!(refused.wrong_fields().iter().all(|field| *field == "name"), "{}", refused.body);
        }
    }
    admin.post(PATH, json!({ "name": "PLANNING" })).await.is_problem(409, "conflict");
    let metering = creates(&admin, "Metering").await;
    admin.patch(&metering, json!({ "name": "planning" })).await.is_problem(409, "conflict");
    assert_eq!(admin.patch(&planning, json!({ "name": "planning" })).await.is(200)["name"], "planning");
    assert_eq!(admin.get(&metering).await.is(200)["name"], "Metering");
}

#[tokio::test]
async fn group_is_created_renamed_and_deleted() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    assert_eq!(admin.get(PATH).await.is(200).body, json!({ "data": [], "count": 0 }));
    let created = admin.post(PATH, json!({ "name": "Planning" })).await.is(201).matches_snapshot("post_admin_groups");
    let group = format!("{PATH}/{}", created.text("id"));
    admin.get(&group).await.is(200).matches_snapshot("get_admin_groups_id");
    creates(&admin, "audit").await;
    admin.patch(&group, json!({ "name": "Grid planning" })).await.is(200).matches_snapshot("patch_admin_groups_id");
    let listed = admin.get(PATH).await.is(200).matches_snapshot("get_admin_groups");
    assert_eq!((&listed["data"][1]["name"], &listed["count"]), (&json!("Grid planning"), &json!(2)));
    assert_eq!(admin.get(&format!("{PATH}?q=GRID")).await.is(200)["count"], 1);
    assert_eq!(admin.get(&format!("{PATH}?offset=5")).await.is(200).body, json!({ "data": [], "count": 2 }));
    admin.delete(&group).await.is(204);
    admin.get(&group).await.is_problem(404, "not_found");
    assert_eq!(admin.get(PATH).await.is(200)["count"], 1);
}

#[tokio::test]
async fn there_are_at_most_1000_groups() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let fills = "INSERT INTO account_groups SELECT gen_random_uuid(), 'Group ' || n, now(), now() \
        FROM generate_series(1, 1000) AS n";
    assert_eq!(world.execute(fills, &[]).await, 1_000);
    admin.post(PATH, json!({ "name": "One more" })).await.is_problem(409, "conflict");
    assert_eq!(admin.get(PATH).await.is(200)["count"], 1_000);
}
