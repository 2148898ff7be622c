//! `POST /api/v1/chat`

mod modes;
mod tips;

use copilot::COPILOT;
use copilot::plan::{QUESTION, world_with_plan};
use serde_json::json;
use uuid::Uuid;
use world::World;

const PATH: &str = "/api/v1/chat";

#[tokio::test]
async fn invalid_question_is_refused() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    world.stranger().post(PATH, json!({ "message": QUESTION })).await.is_problem(401, "unauthorized");
    alice.post(PATH, json!({ "message": "" })).await.is_problem(422, "unprocessable");
    alice.post(PATH, json!({ "message": QUESTION, "mode": "poetry" })).await.is_problem(400, "bad_request");
    let input = json!({ "message": QUESTION, "session_id": Uuid::new_v4() });
    alice.post(PATH, input).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn answer_has_exactly_these_keys() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    let reply = alice
        .post(PATH, json!({ "message": QUESTION, "mode": "regulatory" }))
        .await
        .is(200)
        .matches_snapshot("post_v1_chat");
    let mut keys: Vec<&str> = reply.body.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["agent", "answer", "answer_id", "session_id", "sources"]);
    assert_eq!(reply["agent"], "regulatory");
    let elsewhere = alice.asks_as("regulatory", QUESTION).await.is(200);
    assert_eq!((&reply["answer"], &reply["sources"]), (&elsewhere["answer"], &elsewhere["sources"]));
}

#[tokio::test]
async fn idempotency_key_replays_answer() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    let input = json!({ "message": QUESTION });
    let first = alice.posts_once(PATH, "key", &input).await.is(200);
    assert_eq!(first.body, alice.posts_once(PATH, "key", &input).await.is(200).body);
}
