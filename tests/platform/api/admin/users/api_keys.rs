//! `DELETE /api/admin/users/{id}/api-keys`

use super::account_of;
use crate::product::PLATFORM;
use serde_json::json;
use world::World;

#[tokio::test]
async fn all_keys_of_the_account_end() {
    let world = World::new(PLATFORM).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let key = json!({ "name": "k", "scopes": ["read"], "expires_in_days": 1, "password": alice.password() });
    let key = alice.with_token(alice.post("/api/auth/api-keys", key).await.is(201).text("key"));
    let path = format!("{}/api-keys", account_of(&alice).await);
    key.get("/api/auth/me").await.is_problem(403, "forbidden");
    alice.delete(&path).await.is_problem(403, "forbidden");
    admin.delete(&path).await.is(204);
    key.get("/api/auth/me").await.is_problem(401, "unauthorized");
    alice.get("/api/auth/me").await.is(200);
    admin.delete(&path).await.is(204);
    let unknown = "/api/admin/users/0190b5a0-0000-7000-8000-000000000000/api-keys";
    admin.delete(unknown).await.is_problem(404, "not_found");
}
