//! `PUT` and `DELETE /api/documents/{id}/shares/users/{user_id}`

use crate::api::documents::{QUESTION, pdf, plan, shared_with};
use copilot::COPILOT;
use serde_json::json;
use uuid::Uuid;
use world::World;

#[tokio::test]
async fn document_of_others_gets_404() {
    let world = World::new(COPILOT).await;
    let (alice, bob, admin) = (world.user("alice").await, world.user("bob").await, world.admin().await);
    let document = alice.uploads("private.pdf", &pdf("alice")).await;
    let with_bob = shared_with(&document, &bob).await;
    let elsewhere = with_bob.replace(&document.id, &Uuid::new_v4().to_string());
    for other in [&bob, &admin] {
        let foreign = other.put(&with_bob, json!({})).await.is_problem(404, "not_found");
        let missing = other.put(&elsewhere, json!({})).await.is_problem(404, "not_found");
        assert_eq!(foreign["detail"], missing["detail"]);
        let foreign = other.delete(&with_bob).await.is_problem(404, "not_found");
        assert_eq!(foreign["detail"], other.delete(&elsewhere).await.is_problem(404, "not_found")["detail"]);
    }
    alice.put(&with_bob, json!({})).await.is(204);
    bob.get(&document.path()).await.is(200);
    // a reader may not share the document
    bob.put(&shared_with(&document, &admin).await, json!({})).await.is_problem(404, "not_found");
    bob.delete(&with_bob).await.is_problem(404, "not_found");
    world.stranger().put(&with_bob, json!({})).await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn only_copilot_users_can_receive() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let guest = world.admits("guest", sisuiq_model::UserRole::Guest).await;
    let document = alice.uploads("private.pdf", &pdf("alice")).await;
    for nobody in [guest.to_string(), Uuid::new_v4().to_string()] {
        let path = format!("{}/shares/users/{nobody}", document.path());
        let refused = alice.put(&path, json!({})).await.is_problem(404, "not_found");
        assert_eq!(refused["detail"], "user not found");
        alice.delete(&path).await.is_problem(404, "not_found");
    }
    alice.put(&format!("{}/shares/users/bob", document.path()), json!({})).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn user_reads_until_unshared() {
    let world = World::new(COPILOT).await;
    let (alice, bob, carol) = (world.user("alice").await, world.user("bob").await, world.user("carol").await);
    let document = alice.uploads("private.pdf", &plan("a reliable transmission company for every region")).await;
    assert_eq!(bob.asks(QUESTION).await.is(200)["support"], "none");
    let with_bob = shared_with(&document, &bob).await;
    for _ in 0..2 {
        alice.put(&with_bob, json!({})).await.is(204);
    }
    world.deliver_all().await;
    let answer = bob.asks(QUESTION).await.is(200);
    assert_eq!((&answer["support"], &answer["degraded"]), (&json!("full"), &json!(false)), "{}", answer.body);
    assert_eq!(bob.get(&document.page(1)).await.is(200)["document_id"], json!(document.id));
    assert_eq!(bob.get("/api/documents").await.is(200)["count"], 1);
    assert_eq!(carol.asks(QUESTION).await.is(200)["support"], "none");
    let citation = format!("/api/citations/{}", answer["citations"][0]["id"].as_str().unwrap());
    assert_eq!(bob.get(&citation).await.is(200)["label"], "valid");
    // the withdrawal takes effect immediately, although the vector store is updated later
    alice.delete(&with_bob).await.is(204);
    alice.delete(&with_bob).await.is_problem(404, "not_found");
    assert_eq!(bob.asks(QUESTION).await.is(200)["support"], "none");
    bob.get(&document.path()).await.is_problem(404, "not_found");
    bob.get(&document.page(1)).await.is_problem(404, "not_found");
    assert_eq!(bob.get(&citation).await.is(200)["label"], "withdrawn");
    world.deliver_all().await;
    assert_eq!(bob.asks(QUESTION).await.is(200)["support"], "none");
}

#[tokio::test]
async fn unready_document_can_be_shared() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let document = alice.puts("private.pdf", &plan("a reliable transmission company for every region")).await;
    alice.put(&shared_with(&document, &bob).await, json!({})).await.is(204);
    let notice = world.landed(&document.key).await;
    world.deliver(&[notice]).await;
    world.deliver_all().await;
    assert_eq!(bob.asks(QUESTION).await.is(200)["support"], "full");
}
