//! `POST /api/documents/{id}/reindex`

use super::{QUESTION, plan};
use copilot::COPILOT;
use serde_json::json;
use uuid::Uuid;
use world::World;

#[tokio::test]
async fn document_of_others_gets_404() {
    let world = World::new(COPILOT).await;
    let (alice, bob, admin) = (world.user("alice").await, world.user("bob").await, world.admin().await);
    let document = alice.uploads("plan.pdf", &plan("reliable")).await;
    let path = format!("{}/reindex", document.path());
    world.stranger().post(&path, json!({})).await.is_problem(401, "unauthorized");
    let missing = format!("/api/documents/{}/reindex", Uuid::new_v4());
    for other in [&bob, &admin] {
        let foreign = other.post(&path, json!({})).await.is_problem(404, "not_found");
        assert_eq!(foreign["detail"], other.post(&missing, json!({})).await.is_problem(404, "not_found")["detail"]);
    }
    assert!(world.waiting().await.is_empty());
}

#[tokio::test]
async fn unready_document_is_refused() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document = alice.puts("plan.pdf", &plan("reliable")).await;
    alice.post(&format!("{}/reindex", document.path()), json!({})).await.is_problem(409, "conflict");
}

#[tokio::test]
async fn document_answers_while_reindexed() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document = alice.uploads("plan.pdf", &plan("a reliable transmission company for every region")).await;
    let answer = alice.asks(QUESTION).await.is(200);
    let asked = alice
        .post(&format!("{}/reindex", document.path()), json!({}))
        .await
        .is(202)
        .matches_snapshot("post_documents_id_reindex");
    assert_eq!((&asked["document_id"], &asked["name"]), (&json!(document.id), &json!("plan.pdf")));
    assert!(asked["old_chunks"].as_i64().unwrap() >= 1);
    assert_eq!(alice.asks(QUESTION).await.is(200)["support"], "full");
    assert_eq!(world.deliver_all().await, 0);
    assert_eq!(alice.asks(QUESTION).await.is(200)["support"], "full");
    let citation = format!("/api/citations/{}", answer["citations"][0]["id"].as_str().unwrap());
    assert_eq!(alice.get(&citation).await.is(200)["label"], "valid");
}
