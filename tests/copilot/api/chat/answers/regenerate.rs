//! `POST /api/chat/answers/{id}/regenerate`

mod stream;

use copilot::COPILOT;
use copilot::plan::{QUESTION, UNKNOWN, world_with_plan};
use copilot::provider::Provider;
use serde_json::json;
use tokio::join;
use uuid::Uuid;
use world::{Person, Reply, World};

async fn again(person: &Person, answer: &str) -> Reply {
    person.post(&format!("/api/chat/answers/{answer}/regenerate"), json!({})).await
}

#[tokio::test]
async fn foreign_answer_gets_404() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let answer = alice.asks(QUESTION).await.is(200).text("answer_id").to_owned();
    let foreign = again(&bob, &answer).await.is_problem(404, "not_found");
    let missing = again(&bob, &Uuid::new_v4().to_string()).await.is_problem(404, "not_found");
    assert_eq!(foreign["detail"], missing["detail"]);
}

#[tokio::test]
async fn only_last_answer_is_regenerated() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    let first = alice.asks(QUESTION).await.is(200);
    alice.asks_in(first.text("session_id"), UNKNOWN).await.is(200);
    again(&alice, first.text("answer_id")).await.is_problem(409, "conflict");
}

#[tokio::test]
async fn new_answer_replaces_old() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    let input = json!({ "message": QUESTION, "mode": "regulatory", "filters": { "sources": ["other"] } });
    let old = alice.post("/api/chat", input).await.is(200);
    let new = again(&alice, old.text("answer_id")).await.is(200).matches_snapshot("post_chat_answers_id_regenerate");
    assert_ne!(new["answer_id"], old["answer_id"]);
    for name in ["answer", "session_id", "mode", "scope", "support"] {
        assert_eq!(new[name], old[name], "{name}");
    }
    let history = alice.get(&format!("/api/chat/history/{}", old.text("session_id"))).await.is(200);
    let said: Vec<_> = history.items().iter().map(|said| (&said["role"], &said["id"])).collect();
    assert_eq!((said.len(), said[1]), (2, (&json!("assistant"), &new["answer_id"])));
    assert_eq!(alice.get("/api/chat/sessions").await.is(200).items()[0]["message_count"], 2);
    let kept = alice.get(&format!("/api/chat/answers/{}", old.text("answer_id"))).await.is(200);
    assert_eq!(kept["answer"], old["answer"], "it can still be read");
    again(&alice, old.text("answer_id")).await.is_problem(409, "conflict");
}

#[tokio::test]
async fn concurrent_regenerations_store_one() {
    let mut provider = Provider::start().await;
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let old = alice.asks(QUESTION).await.is(200);
    for (name, value) in provider.settings() {
        world.set(name, value);
    }
    let slow = again(&alice, old.text("answer_id"));
    let meanwhile = async {
        provider.was_asked().await;
        world.set("LLM_PROVIDER", "extractive");
        let quick = again(&alice, old.text("answer_id")).await.is(200);
        provider.says("Anew.").await;
        provider.ends().await;
        quick
    };
    let (late, quick) = join!(slow, meanwhile);
    late.is_problem(409, "conflict");
    let history = alice.get(&format!("/api/chat/history/{}", old.text("session_id"))).await.is(200);
    let said: Vec<_> = history.items().iter().map(|said| &said["id"]).collect();
    assert_eq!((said.len(), said[1]), (2, &quick["answer_id"]));
}

#[tokio::test]
async fn idempotency_key_regenerates_once() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    let old = alice.asks(QUESTION).await.is(200);
    let path = format!("/api/chat/answers/{}/regenerate", old.text("answer_id"));
    let first = alice.posts_once(&path, "key", &json!({})).await.is(200);
    let second = alice.posts_once(&path, "key", &json!({})).await.is(200);
    assert_eq!(first.body, second.body);
}
