//! Answers of a language model. Their citations are checked like those of quoted answers.

use copilot::COPILOT;
use copilot::plan::{QUESTION, UNKNOWN, checked_quotes, world_with_plan};
use copilot::provider::Provider;
use serde_json::json;
use world::{Reply, World};

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

/// A question that the plan does not answer, if a model writes this text.
async fn unanswered(text: &str) -> Reply {
    let mut provider = Provider::start().await;
    let (_world, alice, _plan) = world_with_plan(&provider.settings()).await;
    for piece in text.split_inclusive(' ') {
        provider.says(piece).await;
    }
    provider.ends().await;
    let reply = alice.asks(UNKNOWN).await.is(200);
    provider.was_asked().await;
    reply
}

#[tokio::test]
async fn model_decides_that_a_question_is_unanswered() {
    for text in ["[unanswered] The passages name no capital.", "The passages do not say what the capital is."] {
        let reply = unanswered(text).await;
        assert_eq!((&reply["abstained"], &reply["support"]), (&json!(true), &json!("none")), "{text}");
        assert_eq!(reply.text("answer"), text.trim_start_matches("[unanswered] "));
    }
}

#[tokio::test]
async fn bare_mark_becomes_a_whole_answer() {
    let reply = unanswered("[unanswered]\n").await;
    assert_eq!((&reply["abstained"], &reply["citations"]), (&json!(true), &json!([])));
    assert!(reply.text("answer").starts_with("The documents you can see do not say enough"), "{}", reply.body);
}

#[tokio::test]
async fn model_decides_that_a_question_is_answered() {
    let text = "The capital of Mongolia is Ulaanbaatar.";
    let reply = unanswered(text).await;
    assert_eq!((&reply["abstained"], &reply["support"]), (&json!(false), &json!("full")));
    assert_eq!(reply["grounding"], json!(0.0), "{}", reply.body);
}

#[tokio::test]
async fn unanswered_question_with_citations_has_related_passages() {
    let reply =
        unanswered("[unanswered] Only this is said. It is to be a reliable transmission company for every region.")
            .await;
    assert_eq!((&reply["abstained"], &reply["support"]), (&json!(false), &json!("near")));
    assert_eq!(reply["citations"].as_array().unwrap().len(), 1, "{}", reply.body);
}

#[tokio::test]
async fn question_without_documents_skips_the_model() {
    let mut provider = Provider::start().await;
    let world = World::with(COPILOT, &provider.settings()).await;
    let reply = world.user("alice").await.asks(UNKNOWN).await.is(200);
    assert_eq!((&reply["abstained"], &reply["degraded"]), (&json!(true), &json!(false)));
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
