//! Answers of a language model. Their citations are checked like those of quoted answers.

use copilot::plan::{QUESTION, UNKNOWN, checked_quotes, world_with_plan};
use copilot::provider::Provider;
use serde_json::json;

#[tokio::test]
async fn invented_citations_are_dropped() {
    let mut provider = Provider::start().await;
    let (_world, alice, plan) = world_with_plan(&provider.settings()).await;
    let text = "It is reliable [1: \"a reliable transmission company\"] and free of charge [1: \"electricity costs nothing at all\"] \
        everywhere [99: \"for every region\"].";
    for piece in text.split_inclusive(' ') {
        provider.says(piece).await;
    }
    provider.ends().await;
    let reply = alice.asks(QUESTION).await.is(200);
    assert_eq!(
        checked_quotes(&alice, &reply["citations"]).await,
        ["a reliable transmission company"],
        "{}",
        reply.body
    );
    assert_eq!(reply["citations"][0]["document_id"], plan.id);
    let answer = reply.text("answer");
    assert!(answer.contains("[1]") && !answer.contains("99") && !answer.contains("costs nothing"), "{answer}");
    assert_eq!((&reply["degraded"], &reply["abstained"]), (&json!(false), &json!(false)));
}

#[tokio::test]
async fn model_gets_passages_and_question() {
    let mut provider = Provider::start().await;
    let (_world, alice, _plan) = world_with_plan(&provider.settings()).await;
    provider.says("Reliable.").await;
    provider.ends().await;
    assert_eq!(alice.asks(QUESTION).await.status, 200);
    let (authorization, request) = provider.was_asked().await;
    assert_eq!(authorization, "Bearer a provider's key");
    assert_eq!((&request["model"], &request["stream"]), (&json!("test-model"), &json!(true)));
    assert_eq!((&request["temperature"], &request["max_tokens"]), (&json!(0.3), &json!(2_000)), "{request}");
    let prompt = request["messages"].to_string();
    assert!(prompt.contains("reliable transmission company") && prompt.contains(QUESTION), "{prompt}");
}

#[tokio::test]
async fn unanswerable_question_skips_the_model() {
    let mut provider = Provider::start().await;
    let (_world, alice, _plan) = world_with_plan(&provider.settings()).await;
    let reply = alice.asks(UNKNOWN).await.is(200);
    assert_eq!(reply["abstained"], true);
    assert!(provider.was_not_asked());
}

#[tokio::test]
async fn model_gets_last_ten_messages() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let session = alice.asks(QUESTION).await.is(200).text("session_id").to_owned();
    let said_later = "INSERT INTO chat_messages (id, session_id, role, content, created_at) \
        SELECT gen_random_uuid(), $1::text::uuid, 'assistant', 'message ' || number, $2::timestamptz + number * interval '1 second' \
        FROM generate_series(1, 11) AS number";
    world.execute(said_later, &[&session, &world.clock().now()]).await;
    let mut provider = Provider::start().await;
    for (name, value) in provider.settings() {
        world.set(name, value);
    }
    provider.says("Reliable.").await;
    provider.ends().await;
    alice.asks_in(&session, QUESTION).await.is(200);
    let (_, request) = provider.was_asked().await;
    let read: Vec<&str> =
        request["messages"].as_array().unwrap().iter().map(|message| message["content"].as_str().unwrap()).collect();
    let remembered: Vec<String> = (2..=11).map(|number| format!("message {number}")).collect();
    assert_eq!(read[2..12], remembered, "{request}");
    assert_eq!((read.len(), read[12]), (13, QUESTION), "{request}");
}
