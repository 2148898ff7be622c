//! `POST /api/admin/users/{id}/invitation`

use super::{account_of, invites_grace};
use crate::product::PLATFORM;
use jiff::SignedDuration;
use serde_json::json;
use world::World;

#[tokio::test]
async fn another_link_replaces_the_first() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let path = invites_grace(&admin).await;
    assert_eq!(world.sends_messages().await, 1);
    let first = world.mail_to("grace@example.com").await.pop().unwrap().token().to_owned();
    world.wait(SignedDuration::from_mins(1));
    let sent = admin.post(&format!("{path}/invitation"), json!({})).await.is(202);
    sent.matches_snapshot("post_admin_users_id_invitation");
    assert_eq!(world.sends_messages().await, 1);
    let second = world.mail_to("grace@example.com").await.pop().unwrap().token().to_owned();
    assert_ne!(first, second);
    let read = async |token: &str| world.stranger().post("/api/auth/invitations", json!({ "token": token })).await;
    read(&first).await.is_problem(400, "bad_request");
    read(&second).await.is(200);
}

#[tokio::test]
async fn accounts_with_a_password_are_refused() {
    let world = World::new(PLATFORM).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let path = format!("{}/invitation", account_of(&alice).await);
    admin.post(&path, json!({})).await.is_problem(409, "conflict");
    let grace = invites_grace(&admin).await;
    admin.patch(&grace, json!({ "is_active": false })).await.is(200);
    admin.post(&format!("{grace}/invitation"), json!({})).await.is_problem(409, "conflict");
    let unknown = "/api/admin/users/0190b5a0-0000-7000-8000-000000000000/invitation";
    admin.post(unknown, json!({})).await.is_problem(404, "not_found");
    alice.post(&path, json!({})).await.is_problem(403, "forbidden");
}
