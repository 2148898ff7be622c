//! `GET /api/chat/answers/{id}/events`

use copilot::COPILOT;
use copilot::plan::{QUESTION, UNKNOWN, world_with_plan};
use copilot::provider::Provider;
use jiff::SignedDuration;
use std::time::Duration;
use tokio::time::timeout;
use uuid::Uuid;
use world::{Person, SseEvent, World};

const TIMEOUT: Duration = Duration::from_secs(30);

async fn read(person: &Person, answer: &str, after: u32) -> Vec<SseEvent> {
    let events = person.reads_on(answer, after).await;
    assert_eq!(events.status, 200);
    timeout(TIMEOUT, events.all()).await.expect("the events end")
}

#[tokio::test]
async fn foreign_answer_gets_404() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let start = alice.streams(QUESTION).await.remove(0);
    let answer = start.data["answer_id"].as_str().unwrap().to_owned();
    let foreign = bob.get(&format!("/api/chat/answers/{answer}/events")).await.is_problem(404, "not_found");
    let missing = bob.get(&format!("/api/chat/answers/{}/events", Uuid::new_v4())).await.is_problem(404, "not_found");
    assert_eq!(foreign["detail"], missing["detail"]);
}

#[tokio::test]
async fn malformed_event_id_is_refused() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let id = Uuid::new_v4();
    alice.get(&format!("/api/chat/answers/{id}/events?after=-1")).await.is_problem(422, "unprocessable");
    for header in ["x", "-1", "1.5", ""] {
        let request = alice.request(&http::Method::GET, &format!("/api/chat/answers/{id}/events"));
        let request = request.header("last-event-id", header).body(axum::body::Body::empty()).unwrap();
        world.send(request).await.is_problem(400, "bad_request");
    }
}

#[tokio::test]
async fn unstreamed_answer_has_no_events() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    let answer = alice.asks(QUESTION).await.is(200).text("answer_id").to_owned();
    alice.get(&format!("/api/chat/answers/{answer}/events")).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn resuming_anywhere_gives_same_rest() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    for question in [QUESTION, UNKNOWN] {
        let told = alice.streams(question).await;
        let answer = told[0].data["answer_id"].as_str().unwrap();
        for after in 0..=told.len() {
            assert_eq!(read(&alice, answer, u32::try_from(after).unwrap()).await, told[after..], "after {after}");
        }
    }
}

#[tokio::test]
async fn resumes_while_answer_is_written() {
    let mut provider = Provider::start().await;
    let (_world, alice, _plan) = world_with_plan(&provider.settings()).await;
    let mut first = alice.listens(QUESTION).await;
    let start = first.next().await.unwrap();
    let answer = start.data["answer_id"].as_str().unwrap();
    provider.says("To be").await;
    let heard = first.next().await.unwrap();
    drop(first);
    let mut second = alice.reads_on(answer, heard.id.as_deref().unwrap().parse().unwrap()).await;
    provider.says(" reliable").await;
    assert_eq!(second.next().await.unwrap().data["content"], " reliable");
    provider.says(".").await;
    provider.ends().await;
    let rest = timeout(TIMEOUT, second.all()).await.expect("the events end");
    assert_eq!(rest.iter().map(|event| event.name.as_str()).collect::<Vec<_>>(), ["token", "done"]);
    assert_eq!(rest[1].data["content"], "To be reliable.");
    let whole = read(&alice, answer, 0).await;
    assert_eq!((&whole[0], &whole[1], &whole[3..]), (&start, &heard, &rest[..]));
}

#[tokio::test]
async fn error_event_is_replayed() {
    let mut provider = Provider::start().await;
    let (_world, alice, _plan) = world_with_plan(&provider.settings()).await;
    let mut events = alice.listens(QUESTION).await;
    provider.says("To be").await;
    let start = events.next().await.unwrap();
    assert_eq!(events.next().await.unwrap().name, "token");
    provider.breaks_off();
    let last = events.all().await.pop().unwrap();
    let read = read(&alice, start.data["answer_id"].as_str().unwrap(), 2).await;
    assert_eq!(read, [last]);
}

#[tokio::test]
async fn interrupted_answer_ends_with_error() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let answer = Uuid::new_v4();
    let died = "WITH stream AS (
            INSERT INTO answer_streams (id, user_id, session_id, started_at, moved_at)
            SELECT $1, id, gen_random_uuid(), $2, $2 FROM users WHERE name = 'alice' RETURNING id
        ) INSERT INTO answer_events (stream_id, number, name, data) SELECT id, 1, 'start', '{}' FROM stream";
    world.execute(died, &[&answer, &world.clock().now()]).await;
    world.wait(SignedDuration::from_secs(16));
    let read = read(&alice, &answer.to_string(), 0).await;
    let told: Vec<_> = read.iter().map(|event| (event.name.as_str(), event.id.as_deref(), event.keys())).collect();
    assert_eq!(told, [("start", Some("1"), vec![]), ("error", Some("2"), vec!["message"])]);
}

#[tokio::test]
async fn events_expire_after_a_day() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let answer = alice.streams(QUESTION).await[0].data["answer_id"].as_str().unwrap().to_owned();
    world.wait(SignedDuration::from_hours(25));
    world.maintains().await;
    let alice = world.logs_in("alice").await;
    alice.get(&format!("/api/chat/answers/{answer}/events")).await.is_problem(404, "not_found");
    alice.get(&format!("/api/chat/answers/{answer}")).await.is(200);
}
