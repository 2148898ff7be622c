//! Invalid messages in a batch with valid ones.

use super::scenario::{Scenario, landed, pages_message, paragraphs};

#[tokio::test]
async fn only_poisoned_messages_fail() {
    let scenario = Scenario::begin().await;
    let first = scenario.upload(&paragraphs(2)).await;
    let second = scenario.upload(&paragraphs(2)).await;
    scenario.lose_messages().await;
    let bodies = [
        "not even JSON".to_owned(),
        landed(&first),
        r#"{"kind":"coffee"}"#.to_owned(),
        r#"{"kind":"pages","document_id":"nobody"}"#.to_owned(),
        landed(&second),
        r#"{"Records":[{"eventName":"ObjectTagging:Put","s3":{"bucket":{"name":"b"},"object":{"key":"k"}}}]}"#
            .to_owned(),
        String::new(),
    ];
    let outcomes = scenario.deliver(&bodies).await;
    assert_eq!(outcomes, [false, true, false, false, true, false, false]);
    scenario.drain_queue().await;
    for document in [&first, &second] {
        let found = scenario.stored_state(document).await;
        assert_eq!((found.status.as_str(), found.pages_done), ("ready", 2));
    }
}

#[tokio::test]
async fn unknown_object_is_left_alone() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.lose_messages().await;
    scenario.put("docs/unasked/1.pdf", &paragraphs(1)).await;
    let outcomes = scenario.deliver(&[scenario.landed_at("docs/unasked/1.pdf").await, landed(&document)]).await;
    assert_eq!(outcomes, [true, true]);
    scenario.drain_queue().await;
    assert_eq!(scenario.stored_state(&document).await.status, "ready");
    assert_eq!(scenario.count_documents().await, 1);
    assert!(scenario.has_object("docs/unasked/1.pdf").await);
}

#[tokio::test]
async fn pages_of_unknown_document_are_skipped() {
    let scenario = Scenario::begin().await;
    let mut stranger = scenario.upload(&paragraphs(1)).await;
    scenario.drain_queue().await;
    stranger.id = sisuiq_model::DocumentId(uuid::Uuid::new_v4());
    assert_eq!(scenario.deliver(&[pages_message(&stranger, 1, 1)]).await, [true]);
    assert_eq!(scenario.count_documents().await, 1);
}

#[tokio::test]
async fn pages_beyond_the_end_add_nothing() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(3)).await;
    scenario.deliver_notifications().await;
    scenario.deliver(&[pages_message(&document, 40, 80)]).await;
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done, found.pages.len()), ("ready", 3, 3));
}

#[tokio::test]
async fn unknown_event_fails_the_invocation() {
    let scenario = Scenario::begin().await;
    for event in [serde_json::json!({}), serde_json::json!({"kind": "coffee"}), serde_json::json!("sweep")] {
        assert!(ingest::handle(scenario.ingest().await, event).await.is_err());
    }
}
