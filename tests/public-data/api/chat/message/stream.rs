//! `POST /api/chat/message/stream`

use crate::conversation::{SUM, alice_with_table, check_figures};
use crate::product::PUBLIC_DATA;
use serde_json::json;
use world::World;

const PATH: &str = "/api/chat/message/stream";

#[tokio::test]
async fn invalid_requests_get_no_stream() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    world.stranger().post(PATH, json!({ "message": SUM })).await.is_problem(401, "unauthorized");
    alice.post(PATH, json!({ "message": " " })).await.is_problem(400, "bad_request");
    let unknown = json!({ "message": SUM, "dataset_id": "0190b5a0-0000-7000-8000-000000000000" });
    alice.post(PATH, unknown).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn tools_and_text_come_before_the_answer() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, dataset) = alice_with_table(&world).await;
    let events = alice.posts(PATH, json!({ "dataset_id": dataset, "message": SUM })).await.all().await;
    let names: Vec<&str> = events.iter().map(|event| event.name.as_str()).collect();
    assert_eq!(names[..3], ["start", "tool", "token"], "{names:?}");
    assert_eq!(*names.last().unwrap(), "done");
    assert_eq!(events[1].data, json!({ "name": "get_column_statistics", "index": 0 }));
    let done = &events.last().unwrap().data;
    check_figures(done);
    let tokens =
        events.iter().filter(|event| event.name == "token").map(|event| event.data["content"].as_str().unwrap());
    assert_eq!(done["content"], tokens.collect::<String>());
    assert_eq!(events[0].data["session_id"], done["conversation_id"]);
    let id = done["message_id"].as_str().unwrap();
    assert_eq!(events[0].data["answer_id"], id);
    let resumed = alice.reads_on(id, 1).await.all().await;
    assert_eq!(resumed.last().unwrap().data, *done);
}
