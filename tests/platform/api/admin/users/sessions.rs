//! `DELETE /api/admin/users/{id}/sessions`

use super::account_of;
use crate::product::PLATFORM;
use world::World;

#[tokio::test]
async fn all_sessions_of_the_account_end() {
    let world = World::new(PLATFORM).await;
    let (admin, alice, bob) = (world.admin().await, world.user("alice").await, world.user("bob").await);
    let again = world.logs_in("alice").await;
    let path = format!("{}/sessions", account_of(&alice).await);
    bob.delete(&path).await.is_problem(403, "forbidden");
    admin.delete(&path).await.is(204);
    for ended in [&alice, &again] {
        ended.get("/api/auth/me").await.is_problem(401, "unauthorized");
    }
    bob.get("/api/auth/me").await.is(200);
    world.stranger().logs_in_as(&alice.email(), alice.password()).await.is(200);
}

#[tokio::test]
async fn own_current_session_stays() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let other = world.logs_in("admin").await;
    admin.delete(&format!("{}/sessions", account_of(&admin).await)).await.is(204);
    admin.get("/api/auth/me").await.is(200);
    other.get("/api/auth/me").await.is_problem(401, "unauthorized");
    let unknown = "/api/admin/users/0190b5a0-0000-7000-8000-000000000000/sessions";
    admin.delete(unknown).await.is_problem(404, "not_found");
}
