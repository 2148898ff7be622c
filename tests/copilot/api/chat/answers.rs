//! `GET /api/chat/answers/{id}`

mod events;
mod feedback;
pub(crate) mod provenance;
mod regenerate;
mod stop;

use copilot::COPILOT;
use copilot::plan::{QUESTION, UNKNOWN, world_with_plan};
use serde_json::json;
use uuid::Uuid;
use world::World;

#[tokio::test]
async fn foreign_answer_gets_404() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let answer = alice.asks(QUESTION).await.is(200).text("answer_id").to_owned();
    let foreign = bob.get(&format!("/api/chat/answers/{answer}")).await.is_problem(404, "not_found");
    let missing = bob.get(&format!("/api/chat/answers/{}", Uuid::new_v4())).await.is_problem(404, "not_found");
    assert_eq!(foreign["detail"], missing["detail"]);
    bob.get("/api/chat/answers/yesterday").await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn id_of_question_gets_404() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let session = alice.asks(QUESTION).await.is(200).text("session_id").to_owned();
    let history = alice.get(&format!("/api/chat/history/{session}")).await.is(200);
    let question = history.items()[0]["id"].as_str().unwrap();
    alice.get(&format!("/api/chat/answers/{question}")).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn returns_the_answer_unchanged() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    for question in [QUESTION, UNKNOWN] {
        let given = alice.asks(question).await.is(200);
        let read = alice.get(&format!("/api/chat/answers/{}", given.text("answer_id"))).await.is(200);
        assert_eq!(read["question"], question);
        assert_eq!(read["feedback"], json!(null));
        for name in [
            "answer_id",
            "session_id",
            "answer",
            "mode",
            "sources",
            "citations",
            "abstained",
            "support",
            "stopped",
            "degraded",
            "model",
        ] {
            assert_eq!(read[name], given[name], "{name}");
        }
    }
}
