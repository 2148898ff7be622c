//! `GET /api/v1/sessions/{id}/export`

use copilot::COPILOT;
use copilot::plan::{QUESTION, UNKNOWN, world_with_plan};
use serde_json::json;
use uuid::Uuid;
use world::World;

#[tokio::test]
async fn foreign_session_gets_404() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let session = alice.asks(QUESTION).await.is(200).text("session_id").to_owned();
    for id in [session, Uuid::new_v4().to_string()] {
        bob.get(&format!("/api/v1/sessions/{id}/export")).await.is_problem(404, "not_found");
    }
}

#[tokio::test]
async fn unknown_format_is_refused() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let session = alice.asks(QUESTION).await.is(200).text("session_id").to_owned();
    let reply = alice.get(&format!("/api/v1/sessions/{session}/export?format=pdf")).await;
    assert_eq!(reply.is_problem(422, "unprocessable").wrong_fields(), ["format"]);
}

#[tokio::test]
async fn json_contains_messages_and_citations() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    let first = alice.asks(QUESTION).await.is(200);
    let second = alice.asks_in(first.text("session_id"), UNKNOWN).await.is(200);
    let reply = alice
        .get(&format!("/api/v1/sessions/{}/export?format=json", first.text("session_id")))
        .await
        .is(200)
        .matches_snapshot("get_v1_sessions_id_export");
    assert!(reply.header("content-disposition").starts_with("attachment; filename=\"conversation-"));
    let messages = reply["messages"].as_array().unwrap();
    let contents: Vec<_> = messages.iter().map(|message| &message["content"]).collect();
    assert_eq!(contents, [&json!(QUESTION), &first["answer"], &json!(UNKNOWN), &second["answer"]]);
    assert_eq!((&messages[1]["citations"], &messages[3]["citations"]), (&first["citations"], &json!([])));
}

#[tokio::test]
async fn markdown_reads_like_a_conversation() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    let first = alice.asks(QUESTION).await.is(200);
    let response = alice.get(&format!("/api/v1/sessions/{}/export", first.text("session_id"))).await.is(200);
    assert_eq!(response.header("content-type"), "text/markdown; charset=utf-8");
    let text = response.body.as_str().unwrap();
    assert!(text.starts_with(&format!("# {QUESTION}\n\nstrategy_qa · ")), "{text}");
    assert!(text.contains(&format!("\n> {QUESTION}\n\n{}\n", first.text("answer"))), "{text}");
    assert!(text.contains("\n1. plan.pdf, page 1: \"The vision of the Kivu Grid Company"), "{text}");
}
