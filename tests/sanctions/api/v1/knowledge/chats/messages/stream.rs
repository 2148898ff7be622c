//! `POST /api/v1/knowledge/chats/{id}/messages/stream`

use super::{super::creates, world_with_law};
use crate::library::{PROHIBITION, QUESTION};
use copilot::{COPILOT, plan::checked_quotes, provider::Provider};
use serde_json::json;
use world::World;

#[tokio::test]
async fn invalid_request_gets_no_stream() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let stream = format!("{}/messages/stream", creates(&alice, json!({})).await);
    let input = json!({ "message": QUESTION });
    world.stranger().post(&stream, input.clone()).await.is_problem(401, "unauthorized");
    bob.post(&stream, input).await.is_problem(404, "not_found");
    alice.post(&stream, json!({ "message": " " })).await.is_problem(422, "unprocessable");
    let input = json!({ "message": QUESTION, "dataset": "nothing" });
    alice.post(&stream, input).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn events_are_sources_text_done() {
    let (_world, alice, chat) = world_with_law(json!("EU-Sanctions"), &[]).await;
    let events = alice.posts(&format!("{chat}/messages/stream"), json!({ "message": QUESTION })).await.all().await;
    let [start, tokens @ .., done] = events.as_slice() else { panic!("too few events: {events:?}") };
    assert_eq!((start.name.as_str(), &start.data["sources"]), ("start", &json!(["[regulation.pdf p.1]"])));
    assert_eq!(start.data["session_id"], json!(chat.rsplit('/').next().unwrap()));
    assert!(!tokens.is_empty() && tokens.iter().all(|token| token.name == "token"));
    let text: String = tokens.iter().filter_map(|token| token.data["content"].as_str()).collect();
    assert_eq!((done.name.as_str(), &done.data["content"]), ("done", &json!(text)));
    assert!(text.contains("### CONCLUSION:") && text.ends_with(&format!("{PROHIBITION} [1]")), "{text}");
    assert!(!checked_quotes(&alice, &done.data["citations"]).await.is_empty());
    assert_eq!(alice.get(&chat).await.is(200)["messages"][1]["content"], json!(text));
}

#[tokio::test]
async fn stopped_answer_is_stored_with_its_text() {
    let mut provider = Provider::start().await;
    let (_world, alice, chat) = world_with_law(json!("EU-Sanctions"), &provider.settings()).await;
    let mut events = alice.posts(&format!("{chat}/messages/stream"), json!({ "message": QUESTION })).await;
    let answer = events.next().await.unwrap().data["answer_id"].as_str().unwrap().to_owned();
    provider.says("### ANALYSIS:\n\nIt is prohibited [1: \"It shall be").await;
    let first = events.next().await.unwrap();
    assert_eq!(first.name, "token", "{first:?}");
    alice.post(&format!("/api/chat/answers/{answer}/stop"), json!({})).await.is(202);
    let rest = events.all().await;
    let done = rest.last().unwrap();
    assert_eq!((done.name.as_str(), &done.data["stopped"]), ("done", &json!(true)), "{rest:?}");
    let read = alice.get(&chat).await.is(200);
    assert_eq!(read["messages"][1]["content"], done.data["content"]);
    assert!(read["messages"][1]["content"].as_str().unwrap().starts_with("### ANALYSIS:"));
}
