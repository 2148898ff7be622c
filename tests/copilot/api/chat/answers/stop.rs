//! `POST /api/chat/answers/{id}/stop`

use copilot::COPILOT;
use copilot::plan::{QUESTION, world_with_plan};
use copilot::provider::Provider;
use serde_json::json;
use std::time::Duration;
use tokio::time::timeout;
use uuid::Uuid;
use world::World;

const TIMEOUT: Duration = Duration::from_secs(30);

#[tokio::test]
async fn foreign_answer_gets_404() {
    let mut provider = Provider::start().await;
    let (world, alice, _plan) = world_with_plan(&provider.settings()).await;
    let bob = world.user("bob").await;
    let mut events = alice.listens(QUESTION).await;
    let answer = events.next().await.unwrap().data["answer_id"].as_str().unwrap().to_owned();
    for id in [answer, Uuid::new_v4().to_string()] {
        bob.post(&format!("/api/chat/answers/{id}/stop"), json!({})).await.is_problem(404, "not_found");
    }
    provider.says("Reliable.").await;
    provider.ends().await;
    let done = events.all().await.pop().unwrap();
    assert_eq!((&done.data["content"], &done.data["stopped"]), (&json!("Reliable."), &json!(false)));
}

#[tokio::test]
async fn complete_answer_stays_unchanged() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let answer = alice.streams(QUESTION).await[0].data["answer_id"].as_str().unwrap().to_owned();
    let stopped = alice
        .post(&format!("/api/chat/answers/{answer}/stop"), json!({}))
        .await
        .is(202)
        .matches_snapshot("post_chat_answers_id_stop");
    assert_eq!(stopped["ended"], true);
    assert_eq!(alice.get(&format!("/api/chat/answers/{answer}")).await.is(200)["stopped"], false);
}

#[tokio::test]
async fn stop_keeps_text_and_disconnects_provider() {
    let mut provider = Provider::start().await;
    let (_world, alice, _plan) = world_with_plan(&provider.settings()).await;
    let mut events = alice.listens(QUESTION).await;
    let answer = events.next().await.unwrap().data["answer_id"].as_str().unwrap().to_owned();
    provider.says("To be reliable [1: \"a reliable").await;
    assert_eq!(events.next().await.unwrap().data["content"], "To be reliable ");
    for _ in 0..2 {
        let stopped = alice.post(&format!("/api/chat/answers/{answer}/stop"), json!({})).await.is(202);
        assert_eq!((&stopped["answer_id"], &stopped["ended"]), (&json!(answer), &json!(false)));
    }
    let rest = timeout(TIMEOUT, events.all()).await.expect("the stream ends");
    let done = rest.last().unwrap();
    assert_eq!((done.name.as_str(), &done.data["stopped"]), ("done", &json!(true)));
    assert_eq!(done.data["content"], "To be reliable ");
    timeout(TIMEOUT, provider.is_hung_up_on()).await.expect("nobody listens to the provider");
    let kept = alice.get(&format!("/api/chat/answers/{answer}")).await.is(200);
    assert_eq!((&kept["answer"], &kept["stopped"]), (&json!("To be reliable "), &json!(true)));
}

#[tokio::test]
async fn stops_before_the_first_token() {
    let mut provider = Provider::start().await;
    let (_world, alice, _plan) = world_with_plan(&provider.settings()).await;
    let mut events = alice.listens(QUESTION).await;
    let answer = events.next().await.unwrap().data["answer_id"].as_str().unwrap().to_owned();
    provider.was_asked().await;
    alice.post(&format!("/api/chat/answers/{answer}/stop"), json!({})).await.is(202);
    let rest = timeout(TIMEOUT, events.all()).await.expect("the stream ends");
    let done = rest.last().unwrap();
    assert_eq!((done.name.as_str(), &done.data["stopped"], &done.data["content"]), ("done", &json!(true), &json!("")));
}
