//! `POST /api/chat/stream`

use copilot::COPILOT;
use copilot::plan::{QUESTION, UNKNOWN, checked_quotes, world_with_plan};
use copilot::provider::Provider;
use serde_json::json;
use std::time::Duration;
use tokio::time::timeout;
use world::{SseEvent, World};

const TIMEOUT: Duration = Duration::from_secs(30);
const DONE: [&str; 16] = [
    "abstained",
    "analytics",
    "answer_id",
    "cache_hit",
    "citations",
    "content",
    "degraded",
    "grounding",
    "mode",
    "model",
    "provider",
    "scope",
    "sources",
    "stopped",
    "support",
    "timings",
];

fn names(events: &[SseEvent]) -> Vec<&str> {
    events.iter().map(|event| event.name.as_str()).collect()
}

#[tokio::test]
async fn invalid_request_gets_no_stream() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let stream = "/api/chat/stream";
    world.stranger().post(stream, json!({ "message": QUESTION })).await.is_problem(401, "unauthorized");
    alice.post(stream, json!({ "message": " " })).await.is_problem(422, "unprocessable");
    alice.post(stream, json!({ "message": "x", "mode": "poetry" })).await.is_problem(400, "bad_request");
    let session = "00000000-0000-4000-8000-000000000000";
    let reply = alice.post(stream, json!({ "message": "x", "session_id": session })).await;
    reply.is_problem(404, "not_found");
}

#[tokio::test]
async fn provider_failure_stores_nothing() {
    let mut provider = Provider::start().await;
    let (_world, alice, _plan) = world_with_plan(&provider.settings()).await;
    let mut events = alice.listens(QUESTION).await;
    provider.says("The vision is to be").await;
    assert_eq!(events.next().await.unwrap().name, "start");
    assert_eq!(events.next().await.unwrap().name, "token");
    provider.breaks_off();
    let rest = events.all().await;
    let last = rest.last().unwrap();
    assert_eq!((last.name.as_str(), last.keys()), ("error", vec!["message"]), "{rest:?}");
    assert!(alice.get("/api/chat/sessions").await.is(200).items().is_empty());
}

#[tokio::test]
async fn tokens_arrive_while_answer_is_written() {
    let mut provider = Provider::start().await;
    let (_world, alice, _plan) = world_with_plan(&provider.settings()).await;
    let mut events = alice.listens(QUESTION).await;
    assert_eq!(events.next().await.unwrap().name, "start");
    provider.says("To be reliable").await;
    let first = events.next().await.unwrap();
    assert_eq!((first.name.as_str(), &first.data), ("token", &json!({ "content": "To be reliable" })));
    provider.says(" for every region.").await;
    provider.ends().await;
    let rest = events.all().await;
    assert_eq!(names(&rest), ["token", "token", "done"], "the end waits for a citation behind it");
    assert_eq!(rest[2].data["content"], "To be reliable for every region [1].");
}

#[tokio::test]
async fn events_are_start_tokens_done() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    let events = alice.listens(QUESTION).await;
    assert_eq!(events.status, 200);
    assert!(events.headers["content-type"].to_str().unwrap().starts_with("text/event-stream"));
    assert_eq!(events.headers["cache-control"], "no-cache, no-transform");
    assert_eq!(events.headers["x-accel-buffering"], "no");
    let events = events.all().await;
    let [start, tokens @ .., done] = events.as_slice() else { panic!("too few events: {events:?}") };
    assert_eq!((start.name.as_str(), start.keys()), ("start", vec!["answer_id", "session_id", "sources"]));
    assert_eq!(start.data["sources"], json!(["[plan.pdf p.1]"]));
    assert!(!tokens.is_empty() && tokens.iter().all(|token| token.name == "token" && token.keys() == ["content"]));
    assert_eq!((done.name.as_str(), done.keys()), ("done", DONE.to_vec()));
    let numbers: Vec<String> = (1..=events.len()).map(|number| number.to_string()).collect();
    assert_eq!(events.iter().filter_map(|event| event.id.clone()).collect::<Vec<_>>(), numbers);
    let heard: String = tokens.iter().filter_map(|token| token.data["content"].as_str()).collect();
    assert_eq!(done.data["content"], heard);
    assert!(!checked_quotes(&alice, &done.data["citations"]).await.is_empty());
    let history = format!("/api/chat/history/{}", start.data["session_id"].as_str().unwrap());
    assert_eq!(alice.get(&history).await.is(200).items()[1]["content"], heard);
}

#[tokio::test]
async fn declined_answer_has_same_events() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    let events = alice.streams(UNKNOWN).await;
    assert_eq!(names(&events), ["start", "token", "done"]);
    let done = &events[2];
    assert_eq!(done.keys(), DONE);
    assert_eq!((&done.data["abstained"], &done.data["citations"]), (&json!(true), &json!([])));
}

#[tokio::test]
async fn answer_is_stored_after_disconnect() {
    let mut provider = Provider::start().await;
    let (_world, alice, _plan) = world_with_plan(&provider.settings()).await;
    let mut events = alice.listens(QUESTION).await;
    let start = events.next().await.unwrap();
    provider.says("To be reliable").await;
    assert_eq!(events.next().await.unwrap().name, "token");
    drop(events);
    provider.says(" for every region.").await;
    provider.ends().await;
    let history = format!("/api/chat/history/{}", start.data["session_id"].as_str().unwrap());
    let kept = async {
        loop {
            let reply = alice.get(&history).await;
            if reply.status == 200 {
                return reply;
            }
        }
    };
    let kept = timeout(TIMEOUT, kept).await.expect("the answer is kept");
    assert_eq!(kept.items()[1]["content"], "To be reliable for every region [1].");
}
