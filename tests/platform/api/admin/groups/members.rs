//! `GET /api/admin/groups/{id}/members`, `PUT` and `DELETE /api/admin/groups/{id}/members/{user_id}`

use super::{PATH, creates};
use crate::product::PLATFORM;
use serde_json::json;
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::World;

#[tokio::test]
async fn only_administrators_are_admitted() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let members = format!("{}/members", creates(&admin, "Planning").await);
    let alice = world.user("alice").await;
    let own = format!("{members}/{}", alice.get("/api/auth/me").await.is(200).text("id"));
    world.stranger().get(&members).await.is_problem(401, "unauthorized");
    alice.get(&members).await.is_problem(403, "forbidden");
    alice.put(&own, json!({})).await.is_problem(403, "forbidden");
    alice.delete(&own).await.is_problem(403, "forbidden");
    admin.delete(&own).await.is_problem(404, "not_found");
    assert_eq!(
        admin.get(&format!("{members}?limit=0")).await.is_problem(422, "unprocessable").wrong_fields(),
        ["limit"]
    );
}

#[tokio::test]
async fn unknown_groups_and_accounts_get_404() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let (group, unknown) = (creates(&admin, "Planning").await, Uuid::new_v4());
    let alice = world.admits("alice", UserRole::User).await;
    admin.get(&format!("{PATH}/{unknown}/members")).await.is_problem(404, "not_found");
    let nowhere = admin.put(&format!("{PATH}/{unknown}/members/{alice}"), json!({})).await.is_problem(404, "not_found");
    assert_eq!(nowhere["detail"], "group not found");
    let nobody = admin.put(&format!("{group}/members/{unknown}"), json!({})).await.is_problem(404, "not_found");
    assert_eq!(nobody["detail"], "account not found");
    admin.put(&format!("{group}/members/alice"), json!({})).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn members_are_listed_by_name_and_on_their_account() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let group = creates(&admin, "Planning").await;
    let members = format!("{group}/members");
    assert_eq!(admin.get(&members).await.is(200).body, json!({ "data": [], "count": 0 }));
    let (zoe, bob) = (world.admits("Zoe", UserRole::Analyst).await, world.admits("bob", UserRole::User).await);
    for member in [zoe, bob, zoe] {
        admin.put(&format!("{members}/{member}"), json!({})).await.is(204);
    }
    let listed = admin.get(&members).await.is(200).matches_snapshot("get_admin_groups_id_members");
    let names: Vec<&str> = listed["data"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["bob", "Zoe"]);
    assert_eq!(admin.get(&group).await.is(200)["member_count"], 2);
    let account = admin.get(&format!("/api/admin/users/{zoe}")).await.is(200);
    assert_eq!(account["groups"][0]["name"], "Planning");
    admin.delete(&format!("{members}/{zoe}")).await.is(204);
    admin.delete(&format!("{members}/{zoe}")).await.is_problem(404, "not_found");
    assert_eq!(admin.get(&format!("/api/admin/users/{zoe}")).await.is(200)["groups"], json!([]));
    assert_eq!(admin.get(&format!("{members}?limit=1&offset=1")).await.is(200).body, json!({ "data": [], "count": 1 }));
}
