//! `GET /api/chat/answers/{id}`

use super::{QUESTION, UNKNOWN, world_with_plan};
use serde_json::json;
use tests::world::World;
use uuid::Uuid;

#[tokio::test]
async fn a_foreign_answer_is_as_missing_as_one_that_never_was() {
    let world = World::new().await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let answer = alice.asks(QUESTION).await.is(200).text("answer_id").to_owned();
    let foreign = bob.get(&format!("/api/chat/answers/{answer}")).await.is_problem(404, "not_found");
    let missing = bob.get(&format!("/api/chat/answers/{}", Uuid::new_v4())).await.is_problem(404, "not_found");
    assert_eq!(foreign["detail"], missing["detail"]);
    bob.get("/api/chat/answers/yesterday").await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn a_question_is_no_answer() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let session = alice.asks(QUESTION).await.is(200).text("session_id").to_owned();
    let history = alice.get(&format!("/api/chat/history/{session}")).await.is(200);
    let question = history.items()[0]["id"].as_str().unwrap();
    alice.get(&format!("/api/chat/answers/{question}")).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn an_answer_is_read_as_it_was_given() {
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
