//! Work that fails temporarily, and work that fails repeatedly.

use super::story::{Story, landed, pages_message, paragraphs};
use copilot::ingestion::Watch;
use tokio::time::Instant;

/// Maximum number of receives of a message.
const TRIES: u32 = 5;
/// The test event that S3 sends when a notification is configured, which needs no work.
const TEST_EVENT: &str = r#"{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"documents"}"#;

#[tokio::test]
async fn fifth_failure_fails_until_redriven() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(4)).await;
    story.work_on_landing().await;
    story.lose_messages().await;
    let bad = story.failing_at_the_vector_store().await;
    for attempt in 1..TRIES {
        assert_eq!(Story::deliver_for(&bad, &[pages_message(&document, 1, 2)], attempt).await, [false]);
        assert_eq!(story.look(&document).await.status, "processing", "after try {attempt}");
    }
    assert_eq!(Story::deliver_for(&bad, &[pages_message(&document, 1, 2)], TRIES).await, [false]);
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("kept_failing")));
    assert!(found.error_detail.as_ref().is_some_and(|detail| detail.ends_with('.')));
    story.send_all(&[pages_message(&document, 1, 2), pages_message(&document, 3, 4)]).await;
    story.work_off().await;
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("ready", None));
    assert_eq!((found.pages_done, found.ranges_done), (4, 2));
    assert_eq!(found.points, found.chunk_ids());
}

#[tokio::test]
async fn killed_last_attempt_fails_document() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(2)).await;
    story.work_on_landing().await;
    let state = story.ingest().await;
    assert_eq!(Story::deliver_for(&state, &[pages_message(&document, 1, 2)], TRIES + 1).await, [false]);
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("kept_failing")));
    assert_eq!((found.ranges_done, found.points.len()), (0, 0));
}

#[tokio::test]
async fn timeout_fails_only_its_message() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(2)).await;
    story.work_on_landing().await;
    let hurried = story.ingest().await.until(Instant::now());
    let batch = [pages_message(&document, 1, 2), TEST_EVENT.to_owned()];
    assert_eq!(Story::deliver_to(&hurried, &batch).await, [false, true]);
    assert_eq!(story.look(&document).await.status, "processing");
    assert_eq!(Story::deliver_for(&hurried, &batch[..1], TRIES).await, [false]);
    assert_eq!(story.look(&document).await.error_code.as_deref(), Some("kept_failing"));
    story.work_off().await;
    assert_eq!(story.look(&document).await.status, "ready");
}

#[tokio::test]
async fn refused_document_leaves_no_points() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(6)).await;
    story.work_on_landing().await;
    story.lose_messages().await;
    story.deliver(&[pages_message(&document, 1, 2)]).await;
    assert!(!story.look(&document).await.points.is_empty());
    story.destroy_object(&document).await;
    story.put(&document.key, &paragraphs(3)).await;
    assert_eq!(story.deliver(&[pages_message(&document, 3, 4)]).await, [true]);
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("object_changed")));
    assert_eq!(found.points.len(), 0);
    assert_eq!(story.deliver(&[pages_message(&document, 5, 6)]).await, [true]);
    assert_eq!(story.look(&document).await.points.len(), 0);
}

#[tokio::test]
async fn exhausted_range_stays_visible() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(4)).await;
    story.give_up(&document).await;
    assert_eq!(story.deliver(&[pages_message(&document, 3, 4)]).await, [true]);
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("kept_failing")));
    assert_eq!((found.pages_done, found.ranges_done), (2, 1));
    assert_eq!(story.deliver(&[pages_message(&document, 1, 2)]).await, [true]);
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done, found.ranges_done), ("ready", 4, 2));
}

#[tokio::test]
async fn running_range_counts_despite_exhausted_one() {
    let story = Story::begin().await;
    let watch = Watch::start().await;
    let document = story.upload(&paragraphs(4)).await;
    story.work_on_landing().await;
    let range = pages_message(&document, 3, 4);
    let watched = story.watched(&watch).await;
    let work = tokio::spawn(async move { Story::deliver_to(&watched, &[range]).await });
    let held = watch.until("indexed").await;
    story.give_up(&document).await;
    held.go_on();
    assert_eq!(watch.during(work).await.unwrap(), [true]);
    assert_eq!(story.deliver(&[pages_message(&document, 1, 2)]).await, [true]);
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done, found.ranges_done), ("ready", 4, 2));
}

#[tokio::test]
async fn redriven_notice_resumes_the_upload() {
    let story = Story::begin().await;
    let watch = Watch::start().await;
    let document = story.upload(&paragraphs(2)).await;
    story.lose_messages().await;
    let watched = story.watched(&watch).await;
    let body = landed(&document);
    let work = tokio::spawn(async move { Story::deliver_for(&watched, &[body], TRIES).await });
    watch.until("planned").await.fail().await;
    assert_eq!(work.await.unwrap(), [false]);
    assert_eq!(story.look(&document).await.error_code.as_deref(), Some("kept_failing"));
    story.send(&landed(&document)).await;
    story.work_off().await;
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("ready", None));
}

#[tokio::test]
async fn retries_until_vector_store_returns() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(2)).await;
    story.work_on_landing().await;
    let bad = story.failing_at_the_vector_store().await;
    assert_eq!(Story::deliver_to(&bad, &[pages_message(&document, 1, 2)]).await, [false]);
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done, found.points.len()), ("processing", 0, 0));
    story.work_off().await;
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done), ("ready", 2));
    assert_eq!(found.points, found.chunk_ids());
}

#[tokio::test]
async fn whole_batch_retries_without_database() {
    let story = Story::begin().await;
    let first = story.upload(&paragraphs(1)).await;
    let second = story.upload(&paragraphs(1)).await;
    let bad = story.failing_at_the_database().await;
    let batch = [landed(&first), landed(&second)];
    assert_eq!(Story::deliver_for(&bad, &batch, 1).await, [false, false]);
    assert_eq!(Story::deliver_for(&bad, &batch, TRIES).await, [false, false]);
    story.work_off().await;
    for document in [&first, &second] {
        assert_eq!(story.look(document).await.status, "ready");
    }
}

#[tokio::test]
async fn failing_document_does_not_block_others() {
    let story = Story::begin().await;
    let watch = Watch::start().await;
    let first = story.upload(&paragraphs(1)).await;
    let second = story.upload(&paragraphs(1)).await;
    story.work_on_landing().await;
    story.lose_messages().await;
    let watched = story.watched(&watch).await;
    let batch = [pages_message(&first, 1, 1), pages_message(&second, 1, 1)];
    let work = tokio::spawn(async move { Story::deliver_to(&watched, &batch).await });
    watch.until("stored").await.fail().await;
    let outcomes = watch.during(work).await.unwrap();
    assert_eq!(outcomes.iter().filter(|succeeded| **succeeded).count(), 1);
    story.send_all(&[pages_message(&first, 1, 1), pages_message(&second, 1, 1)]).await;
    story.work_off().await;
    for document in [&first, &second] {
        assert_eq!(story.look(document).await.status, "ready");
    }
}
