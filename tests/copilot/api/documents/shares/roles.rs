//! `PUT` and `DELETE /api/documents/{id}/shares/roles/{role}`

use crate::api::documents::{QUESTION, pdf, plan};
use copilot::COPILOT;
use serde_json::json;
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::World;

#[tokio::test]
async fn unknown_and_guest_roles_are_refused() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let document = alice.uploads("private.pdf", &pdf("alice")).await;
    for role in ["guest", "everybody", "x%20y"] {
        let path = format!("{}/shares/roles/{role}", document.path());
        for reply in [alice.put(&path, json!({})).await, alice.delete(&path).await] {
            assert_eq!(reply.is_problem(422, "unprocessable").wrong_fields(), ["role"], "{role}");
        }
    }
    let foreign = bob.put(&format!("{}/shares/roles/user", document.path()), json!({})).await;
    let missing = bob.put(&format!("/api/documents/{}/shares/roles/user", Uuid::new_v4()), json!({})).await;
    assert_eq!(foreign.is_problem(404, "not_found")["detail"], missing.is_problem(404, "not_found")["detail"]);
}

#[tokio::test]
async fn role_reads_until_unshared() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    world.admits("ana", UserRole::Analyst).await;
    let ana = world.logs_in("ana").await;
    let document = alice.uploads("private.pdf", &plan("a reliable transmission company for every region")).await;
    let path = format!("{}/shares/roles/analyst", document.path());
    alice.put(&path, json!({})).await.is(204);
    world.deliver_all().await;
    assert_eq!(ana.asks(QUESTION).await.is(200)["support"], "full");
    assert_eq!(bob.asks(QUESTION).await.is(200)["support"], "none");
    // a change of the role ends the access
    world.execute("UPDATE users SET role = 'user' WHERE name = 'ana'", &[]).await;
    assert_eq!(ana.asks(QUESTION).await.is(200)["support"], "none");
    world.execute("UPDATE users SET role = 'analyst' WHERE name = 'ana'", &[]).await;
    assert_eq!(ana.asks(QUESTION).await.is(200)["support"], "full");
    alice.delete(&path).await.is(204);
    assert_eq!(ana.asks(QUESTION).await.is(200)["support"], "none");
    ana.get(&document.path()).await.is_problem(404, "not_found");
    alice.delete(&path).await.is_problem(404, "not_found");
}
