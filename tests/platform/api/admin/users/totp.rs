//! `DELETE /api/admin/users/{id}/totp`

use super::account_of;
use crate::api::auth::totp::enrols;
use crate::product::PLATFORM;
use world::World;

#[tokio::test]
async fn owner_logs_in_without_code_and_is_notified() {
    let world = World::new(PLATFORM).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let path = format!("{}/totp", account_of(&alice).await);
    admin.delete(&path).await.is_problem(409, "conflict");
    enrols(&world, &alice).await;
    world.sends_messages().await;
    world.stranger().logs_in_as(&alice.email(), alice.password()).await.is_problem(401, "code_required");
    alice.delete(&path).await.is_problem(403, "forbidden");
    admin.delete(&path).await.is(204);
    world.stranger().logs_in_as(&alice.email(), alice.password()).await.is(200);
    assert_eq!(world.sends_messages().await, 1);
    let mail = world.mail_to(&alice.email()).await.pop().unwrap();
    assert_eq!(mail.subject, "Two-factor authentication was turned off");
}

#[tokio::test]
async fn own_authenticator_is_refused() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    enrols(&world, &admin).await;
    admin.delete(&format!("{}/totp", account_of(&admin).await)).await.is_problem(409, "conflict");
    let unknown = "/api/admin/users/0190b5a0-0000-7000-8000-000000000000/totp";
    admin.delete(unknown).await.is_problem(404, "not_found");
}
