//! `POST /api/v1/knowledge/chats/{id}/move`

use super::{super::folders, creates};
use copilot::COPILOT;
use serde_json::json;
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::World;

#[tokio::test]
async fn folder_has_to_be_the_callers() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let path = format!("{}/move", creates(&alice, json!({})).await);
    let (hers, his) = (folders::creates(&alice, "Shipping").await, folders::creates(&bob, "Shipping").await);
    for folder in [his.clone(), Uuid::new_v4().to_string()] {
        alice.post(&path, json!({ "folder_id": folder })).await.is_problem(404, "not_found");
    }
    for folder in [hers, his, "default".to_owned()] {
        bob.post(&path, json!({ "folder_id": folder })).await.is_problem(404, "not_found");
    }
    for input in [json!({}), json!({ "folder_id": null }), json!({ "folder_id": "yesterday" })] {
        alice.post(&path, input).await.is_problem(422, "unprocessable");
    }
    let input = json!({ "folder_id": "default" });
    world.stranger().post(&path, input.clone()).await.is_problem(401, "unauthorized");
    world.of_role(UserRole::Auditor).await.post(&path, input).await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn move_changes_the_folder_alone() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let folder = folders::creates(&alice, "Shipping").await;
    let chat = creates(&alice, json!({ "title": "Turbines", "dataset": "UN-Sanctions" })).await;
    let path = format!("{chat}/move");
    let moved = alice.post(&path, json!({ "folder_id": folder })).await.is(200);
    let moved = moved.matches_snapshot("post_v1_knowledge_chats_id_move");
    assert_eq!((&moved["folder_id"], &moved["title"]), (&json!(folder), &json!("Turbines")));
    assert_eq!(moved["dataset"], "UN-Sanctions");
    assert_eq!(alice.post(&path, json!({ "folder_id": "default" })).await.is(200)["folder_id"], "default");
    assert_eq!(alice.get(&chat).await.is(200)["folder_id"], "default");
}
