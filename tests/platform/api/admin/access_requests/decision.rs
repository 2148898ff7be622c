//! `POST /api/admin/access-requests/{id}/decision`

use super::{PATH, asks};
use crate::product::PLATFORM;
use serde_json::json;
use world::World;

#[tokio::test]
async fn granted_role_applies_and_is_announced() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let (guest, id) = asks(&world, &admin).await;
    world.sends_messages().await;
    let path = format!("{PATH}/{id}/decision");
    for role in ["guest", "king"] {
        let refused = admin.post(&path, json!({ "role": role })).await.is_problem(422, "unprocessable");
        assert_eq!(refused.wrong_fields(), ["role"]);
    }
    guest.post(&path, json!({ "role": "admin" })).await.is_problem(403, "forbidden");
    admin.post(&path, json!({ "role": "analyst" })).await.is(204);
    let me = guest.get("/api/auth/me").await.is(200);
    assert_eq!(me["role"], "analyst");
    let own = guest.get("/api/auth/access-request").await.is(200);
    assert_eq!((&own["request"]["status"], &own["request"]["granted_role"]), (&json!("granted"), &json!("analyst")));
    assert_eq!(world.sends_messages().await, 1);
    assert_eq!(world.mail_to(&guest.email()).await.pop().unwrap().subject, "You have access to SISUiQ");
    admin.post(&path, json!({})).await.is_problem(409, "conflict");
}

#[tokio::test]
async fn refused_guest_stays_one() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let (guest, id) = asks(&world, &admin).await;
    world.sends_messages().await;
    admin.post(&format!("{PATH}/{id}/decision"), json!({ "role": null })).await.is(204);
    assert_eq!(guest.get("/api/auth/me").await.is(200)["role"], "guest");
    assert_eq!(world.sends_messages().await, 1);
    assert_eq!(world.mail_to(&guest.email()).await.pop().unwrap().subject, "Your request for access was refused");
    let unknown = format!("{PATH}/0190b5a0-0000-7000-8000-000000000000/decision");
    admin.post(&unknown, json!({})).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn two_administrators_decide_once() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let (guest, id) = asks(&world, &admin).await;
    let path = format!("{PATH}/{id}/decision");
    let (one, two) =
        tokio::join!(admin.post(&path, json!({ "role": "user" })), admin.post(&path, json!({ "role": "analyst" })));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 409]);
    let role = if one.status == 204 { "user" } else { "analyst" };
    assert_eq!(guest.get("/api/auth/me").await.is(200)["role"], role);
}

#[tokio::test]
async fn a_role_given_on_the_account_settles_the_request() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let (guest, id) = asks(&world, &admin).await;
    world.sends_messages().await;
    let me = guest.get("/api/auth/me").await.is(200);
    let account = format!("/api/admin/users/{}", me["id"].as_str().unwrap());
    admin.patch(&account, json!({ "name": "Grace" })).await.is(200);
    assert_eq!(admin.get(&format!("{PATH}?waiting=true")).await.is(200)["count"], 1);
    admin.patch(&account, json!({ "role": "user" })).await.is(200);
    let settled = admin.get(&format!("{PATH}?waiting=false")).await.is(200);
    assert_eq!((&settled["data"][0]["id"], &settled["data"][0]["granted_role"]), (&json!(id), &json!("user")));
    assert_eq!(world.sends_messages().await, 1);
    assert_eq!(world.mail_to(&guest.email()).await.pop().unwrap().subject, "You have access to SISUiQ");
    admin.patch(&account, json!({ "role": "analyst" })).await.is(200);
    assert_eq!(admin.get(&format!("{PATH}?waiting=false")).await.is(200)["data"][0]["granted_role"], "user");
    assert_eq!(world.sends_messages().await, 0);
}
