//! `GET /api/admin/access-requests`

mod decision;

use crate::product::PLATFORM;
use serde_json::json;
use sisuiq_model::UserRole;
use world::{Person, World};

pub(super) const PATH: &str = "/api/admin/access-requests";

/// A guest who asked for access, and the id of the request.
pub(super) async fn asks(world: &World, admin: &Person) -> (Person, String) {
    let guest = world.of_role(UserRole::Guest).await;
    guest.post("/api/auth/access-request", json!({ "reason": "I work on outage reports." })).await.is(201);
    let listed = admin.get(PATH).await.is(200);
    (guest, listed["data"][0]["id"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn only_administrators_are_admitted() {
    let world = World::new(PLATFORM).await;
    world.stranger().get(PATH).await.is_problem(401, "unauthorized");
    world.of_role(UserRole::Auditor).await.get(PATH).await.is_problem(403, "forbidden");
    let admin = world.admin().await;
    let refused = admin.get(&format!("{PATH}?limit=0")).await.is_problem(422, "unprocessable");
    assert_eq!(refused.wrong_fields(), ["limit"]);
}

#[tokio::test]
async fn requests_are_listed_with_their_accounts() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    assert_eq!(admin.get(PATH).await.is(200).body, json!({ "data": [], "count": 0 }));
    let (guest, id) = asks(&world, &admin).await;
    let listed = admin.get(PATH).await.is(200).matches_snapshot("get_admin_access_requests");
    assert_eq!(listed["data"][0]["email"], guest.email());
    assert_eq!(admin.get(&format!("{PATH}?waiting=true")).await.is(200)["count"], 1);
    assert_eq!(admin.get(&format!("{PATH}?waiting=false")).await.is(200)["count"], 0);
    admin.post(&format!("{PATH}/{id}/decision"), json!({})).await.is(204);
    let decided = admin.get(&format!("{PATH}?waiting=false")).await.is(200);
    assert_eq!(decided["data"][0]["status"], "refused");
}
