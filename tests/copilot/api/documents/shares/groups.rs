//! `PUT` and `DELETE /api/documents/{id}/shares/groups/{group_id}`

use crate::api::documents::{QUESTION, new_group, pdf, plan};
use copilot::COPILOT;
use serde_json::json;
use uuid::Uuid;
use world::World;

#[tokio::test]
async fn document_of_others_gets_404() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let group = new_group(&world, "Grid planning").await;
    let document = alice.uploads("private.pdf", &pdf("alice")).await;
    let path = format!("{}/shares/groups/{group}", document.path());
    let elsewhere = path.replace(&document.id, &Uuid::new_v4().to_string());
    let missing = bob.put(&elsewhere, json!({})).await.is_problem(404, "not_found");
    assert_eq!(bob.put(&path, json!({})).await.is_problem(404, "not_found")["detail"], missing["detail"]);
    bob.delete(&path).await.is_problem(404, "not_found");
    world.stranger().put(&path, json!({})).await.is_problem(401, "unauthorized");
    let unknown = format!("{}/shares/groups/{}", document.path(), Uuid::new_v4());
    assert_eq!(alice.put(&unknown, json!({})).await.is_problem(404, "not_found")["detail"], "group not found");
    alice.delete(&path).await.is_problem(404, "not_found");
    alice.put(&format!("{}/shares/groups/planning", document.path()), json!({})).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn members_read_until_one_of_three_ends_it() {
    let world = World::new(COPILOT).await;
    let (alice, bob, admin) = (world.user("alice").await, world.user("bob").await, world.admin().await);
    let group = admin.post("/api/admin/groups", json!({ "name": "Planning" })).await.is(201).text("id").to_owned();
    let bob_id = bob.get("/api/auth/me").await.is(200).text("id").to_owned();
    let member = format!("/api/admin/groups/{group}/members/{bob_id}");
    let document = alice.uploads("private.pdf", &plan("a reliable transmission company for every region")).await;
    let share = format!("{}/shares/groups/{group}", document.path());
    for _ in 0..2 {
        alice.put(&share, json!({})).await.is(204);
    }
    world.deliver_all().await;
    assert_eq!(bob.asks(QUESTION).await.is(200)["support"], "none");
    bob.get(&document.path()).await.is_problem(404, "not_found");
    // a new member finds it at once: the vector store need not be told
    admin.put(&member, json!({})).await.is(204);
    let answer = bob.asks(QUESTION).await.is(200);
    assert_eq!((&answer["support"], &answer["degraded"]), (&json!("full"), &json!(false)), "{}", answer.body);
    assert_eq!(bob.get("/api/documents").await.is(200)["count"], 1);
    let reads = async || bob.get(&document.path()).await.status == 200;
    assert!(reads().await);

    admin.delete(&member).await.is(204);
    assert!(!reads().await);
    assert_eq!(bob.asks(QUESTION).await.is(200)["support"], "none");
    assert_eq!(bob.get("/api/documents").await.is(200)["count"], 0);

    admin.put(&member, json!({})).await.is(204);
    alice.delete(&share).await.is(204);
    assert!(!reads().await);

    alice.put(&share, json!({})).await.is(204);
    assert!(reads().await);
    admin.delete(&format!("/api/admin/groups/{group}")).await.is(204);
    assert!(!reads().await);
    assert_eq!(bob.asks(QUESTION).await.is(200)["support"], "none");
    assert_eq!(alice.get(&format!("{}/shares", document.path())).await.is(200)["groups"], json!([]));
}
