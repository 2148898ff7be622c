//! `POST /api/admin/users/{id}/password-reset`

use super::account_of;
use crate::product::PLATFORM;
use serde_json::json;
use world::World;

#[tokio::test]
async fn owner_gets_a_link_and_keeps_the_password() {
    let world = World::new(PLATFORM).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let path = format!("{}/password-reset", account_of(&alice).await);
    alice.post(&path, json!({})).await.is_problem(403, "forbidden");
    admin.post(&path, json!({})).await.is(202).matches_snapshot("post_admin_users_id_password_reset");
    assert_eq!(world.sends_messages().await, 1);
    world.stranger().logs_in_as(&alice.email(), alice.password()).await.is(200);
    let token = world.mail_to(&alice.email()).await.pop().unwrap().token().to_owned();
    let input = json!({ "token": token, "new_password": "Marabou-Stork-17-walks!" });
    world.stranger().post("/api/v1/auth/password/reset", input).await.is(200);
    world.stranger().logs_in_as(&alice.email(), "Marabou-Stork-17-walks!").await.is(200);
}

#[tokio::test]
async fn deactivated_accounts_are_refused() {
    let world = World::new(PLATFORM).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let path = account_of(&alice).await;
    admin.patch(&path, json!({ "is_active": false })).await.is(200);
    admin.post(&format!("{path}/password-reset"), json!({})).await.is_problem(409, "conflict");
    let unknown = "/api/admin/users/0190b5a0-0000-7000-8000-000000000000/password-reset";
    admin.post(unknown, json!({})).await.is_problem(404, "not_found");
    assert_eq!(world.sends_messages().await, 0);
}
