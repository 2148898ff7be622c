//! `GET /api/documents/{id}/shares`

mod emails;
mod groups;
mod roles;
mod users;

use super::{new_group, pdf, shared_with};
use copilot::COPILOT;
use serde_json::json;
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::World;

#[tokio::test]
async fn only_managers_see_shares() {
    let world = World::new(COPILOT).await;
    let (alice, bob, admin) = (world.user("alice").await, world.user("bob").await, world.admin().await);
    let document = alice.uploads("private.pdf", &pdf("alice")).await;
    let path = format!("{}/shares", document.path());
    world.stranger().get(&path).await.is_problem(401, "unauthorized");
    let missing = bob.get(&format!("/api/documents/{}/shares", Uuid::new_v4())).await.is_problem(404, "not_found");
    for other in [&bob, &admin] {
        assert_eq!(other.get(&path).await.is_problem(404, "not_found")["detail"], missing["detail"]);
    }
    let nobody = alice.get(&path).await.is(200);
    assert_eq!(nobody.body, json!({ "access": "owner", "users": [], "roles": [], "groups": [], "emails": [] }));
    // a reader may read the document, but not the list of other readers
    alice.put(&shared_with(&document, &bob).await, json!({})).await.is(204);
    bob.get(&document.path()).await.is(200);
    bob.get(&path).await.is_problem(404, "not_found");
    alice.put(&format!("{path}/roles/admin"), json!({})).await.is(204);
    admin.get(&path).await.is(200);
}

#[tokio::test]
async fn oldest_share_first() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    world.admits("carol", UserRole::Analyst).await;
    let carol = world.logs_in("carol").await;
    let document = alice.uploads("private.pdf", &pdf("alice")).await;
    for reader in [&carol, &bob] {
        alice.put(&shared_with(&document, reader).await, json!({})).await.is(204);
        world.wait(jiff::SignedDuration::from_secs(1));
    }
    alice.put(&format!("{}/shares/roles/auditor", document.path()), json!({})).await.is(204);
    let group = new_group(&world, "Grid planning").await;
    alice.put(&format!("{}/shares/groups/{group}", document.path()), json!({})).await.is(204);
    let emails = format!("{}/shares/emails", document.path());
    alice.post(&emails, json!({ "email": "Dora@Example.com" })).await.is(201);
    let shares =
        alice.get(&format!("{}/shares", document.path())).await.is(200).matches_snapshot("get_documents_id_shares");
    let names: Vec<_> = shares["users"].as_array().unwrap().iter().map(|user| &user["email"]).collect();
    assert_eq!(names, [&json!("carol@example.com"), &json!("bob@example.com")]);
    assert_eq!(shares["roles"][0]["role"], "auditor");
}
