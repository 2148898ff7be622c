//! Invalid messages in a batch with valid ones.

use super::story::{Story, landed, pages_message, paragraphs};

#[tokio::test]
async fn only_poisoned_messages_fail() {
    let story = Story::begin().await;
    let first = story.upload(&paragraphs(2)).await;
    let second = story.upload(&paragraphs(2)).await;
    story.lose_messages().await;
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
    let outcomes = story.deliver(&bodies).await;
    assert_eq!(outcomes, [false, true, false, false, true, false, false]);
    story.work_off().await;
    for document in [&first, &second] {
        let found = story.look(document).await;
        assert_eq!((found.status.as_str(), found.pages_done), ("ready", 2));
    }
}

#[tokio::test]
async fn unknown_object_is_left_alone() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(2)).await;
    story.lose_messages().await;
    story.put("docs/unasked/1.pdf", &paragraphs(1)).await;
    let outcomes = story.deliver(&[story.landed_at("docs/unasked/1.pdf").await, landed(&document)]).await;
    assert_eq!(outcomes, [true, true]);
    story.work_off().await;
    assert_eq!(story.look(&document).await.status, "ready");
    assert_eq!(story.count_documents().await, 1);
    assert!(story.has_object("docs/unasked/1.pdf").await);
}

#[tokio::test]
async fn pages_of_unknown_document_are_skipped() {
    let story = Story::begin().await;
    let mut stranger = story.upload(&paragraphs(1)).await;
    story.work_off().await;
    stranger.id = sisuiq_model::DocumentId(uuid::Uuid::new_v4());
    assert_eq!(story.deliver(&[pages_message(&stranger, 1, 1)]).await, [true]);
    assert_eq!(story.count_documents().await, 1);
}

#[tokio::test]
async fn pages_beyond_the_end_add_nothing() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(3)).await;
    story.work_on_landing().await;
    story.deliver(&[pages_message(&document, 40, 80)]).await;
    story.work_off().await;
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done, found.pages.len()), ("ready", 3, 3));
}

#[tokio::test]
async fn unknown_event_fails_the_invocation() {
    let story = Story::begin().await;
    for event in [serde_json::json!({}), serde_json::json!({"kind": "coffee"}), serde_json::json!("sweep")] {
        assert!(ingest::handle(story.ingest().await, event).await.is_err());
    }
}
