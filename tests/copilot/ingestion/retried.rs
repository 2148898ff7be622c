//! Work that fails temporarily, and work that fails repeatedly.

use super::scenario::{Scenario, landed, pages_message, paragraphs};
use copilot::ingestion::Watch;
use tokio::time::Instant;

/// Maximum number of receives of a message.
const TRIES: u32 = 5;
/// The test event that S3 sends when a notification is configured, which needs no work.
const TEST_EVENT: &str = r#"{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"documents"}"#;

#[tokio::test]
async fn fifth_failure_fails_until_redriven() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(4)).await;
    scenario.deliver_notifications().await;
    scenario.lose_messages().await;
    let bad = scenario.failing_at_the_vector_store().await;
    for attempt in 1..TRIES {
        assert_eq!(Scenario::deliver_for(&bad, &[pages_message(&document, 1, 2)], attempt).await, [false]);
        assert_eq!(scenario.stored_state(&document).await.status, "processing", "after try {attempt}");
    }
    assert_eq!(Scenario::deliver_for(&bad, &[pages_message(&document, 1, 2)], TRIES).await, [false]);
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("kept_failing")));
    assert!(found.error_detail.as_ref().is_some_and(|detail| detail.ends_with('.')));
    scenario.send_all(&[pages_message(&document, 1, 2), pages_message(&document, 3, 4)]).await;
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("ready", None));
    assert_eq!((found.pages_done, found.ranges_done), (4, 2));
    assert_eq!(found.points, found.chunk_ids());
}

#[tokio::test]
async fn killed_last_attempt_fails_document() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.deliver_notifications().await;
    let state = scenario.ingest().await;
    assert_eq!(Scenario::deliver_for(&state, &[pages_message(&document, 1, 2)], TRIES + 1).await, [false]);
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("kept_failing")));
    assert_eq!((found.ranges_done, found.points.len()), (0, 0));
}

#[tokio::test]
async fn timeout_fails_only_its_message() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.deliver_notifications().await;
    let hurried = scenario.ingest().await.until(Some(Instant::now()));
    let batch = [pages_message(&document, 1, 2), TEST_EVENT.to_owned()];
    assert_eq!(Scenario::deliver_to(&hurried, &batch).await, [false, true]);
    assert_eq!(scenario.stored_state(&document).await.status, "processing");
    assert_eq!(Scenario::deliver_for(&hurried, &batch[..1], TRIES).await, [false]);
    assert_eq!(scenario.stored_state(&document).await.error_code.as_deref(), Some("kept_failing"));
    scenario.drain_queue().await;
    assert_eq!(scenario.stored_state(&document).await.status, "ready");
}

#[tokio::test]
async fn refused_document_leaves_no_points() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(6)).await;
    scenario.deliver_notifications().await;
    scenario.lose_messages().await;
    scenario.deliver(&[pages_message(&document, 1, 2)]).await;
    assert!(!scenario.stored_state(&document).await.points.is_empty());
    scenario.destroy_object(&document).await;
    scenario.put(&document.key, &paragraphs(3)).await;
    assert_eq!(scenario.deliver(&[pages_message(&document, 3, 4)]).await, [true]);
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("object_changed")));
    assert_eq!(found.points.len(), 0);
    assert_eq!(scenario.deliver(&[pages_message(&document, 5, 6)]).await, [true]);
    assert_eq!(scenario.stored_state(&document).await.points.len(), 0);
}

#[tokio::test]
async fn exhausted_range_stays_visible() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(4)).await;
    scenario.give_up(&document).await;
    assert_eq!(scenario.deliver(&[pages_message(&document, 3, 4)]).await, [true]);
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("kept_failing")));
    assert_eq!((found.pages_done, found.ranges_done), (2, 1));
    assert_eq!(scenario.deliver(&[pages_message(&document, 1, 2)]).await, [true]);
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done, found.ranges_done), ("ready", 4, 2));
}

#[tokio::test]
async fn late_range_completes_a_failed_document() {
    let scenario = Scenario::begin().await;
    let watch = Watch::start().await;
    let document = scenario.upload(&paragraphs(4)).await;
    scenario.deliver_notifications().await;
    let range = pages_message(&document, 3, 4);
    let watched = scenario.watched(&watch).await;
    let work = tokio::spawn(async move { Scenario::deliver_to(&watched, &[range]).await });
    let held = watch.until("indexed").await;
    scenario.give_up(&document).await;
    held.go_on();
    assert_eq!(watch.during(work).await.unwrap(), [true]);
    assert_eq!(scenario.deliver(&[pages_message(&document, 1, 2)]).await, [true]);
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done, found.ranges_done), ("ready", 4, 2));
}

#[tokio::test]
async fn redriven_notice_resumes_the_upload() {
    let scenario = Scenario::begin().await;
    let watch = Watch::start().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.lose_messages().await;
    let watched = scenario.watched(&watch).await;
    let body = landed(&document);
    let work = tokio::spawn(async move { Scenario::deliver_for(&watched, &[body], TRIES).await });
    watch.until("planned").await.fail().await;
    assert_eq!(work.await.unwrap(), [false]);
    assert_eq!(scenario.stored_state(&document).await.error_code.as_deref(), Some("kept_failing"));
    scenario.send(&landed(&document)).await;
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("ready", None));
}

#[tokio::test]
async fn retries_until_vector_store_returns() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.deliver_notifications().await;
    let bad = scenario.failing_at_the_vector_store().await;
    assert_eq!(Scenario::deliver_to(&bad, &[pages_message(&document, 1, 2)]).await, [false]);
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done, found.points.len()), ("processing", 0, 0));
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done), ("ready", 2));
    assert_eq!(found.points, found.chunk_ids());
}

#[tokio::test]
async fn whole_batch_retries_without_database() {
    let scenario = Scenario::begin().await;
    let first = scenario.upload(&paragraphs(1)).await;
    let second = scenario.upload(&paragraphs(1)).await;
    let bad = scenario.failing_at_the_database().await;
    let batch = [landed(&first), landed(&second)];
    assert_eq!(Scenario::deliver_for(&bad, &batch, 1).await, [false, false]);
    assert_eq!(Scenario::deliver_for(&bad, &batch, TRIES).await, [false, false]);
    scenario.drain_queue().await;
    for document in [&first, &second] {
        assert_eq!(scenario.stored_state(document).await.status, "ready");
    }
}

#[tokio::test]
async fn failing_document_does_not_block_others() {
    let scenario = Scenario::begin().await;
    let watch = Watch::start().await;
    let first = scenario.upload(&paragraphs(1)).await;
    let second = scenario.upload(&paragraphs(1)).await;
    scenario.deliver_notifications().await;
    scenario.lose_messages().await;
    let watched = scenario.watched(&watch).await;
    let batch = [pages_message(&first, 1, 1), pages_message(&second, 1, 1)];
    let work = tokio::spawn(async move { Scenario::deliver_to(&watched, &batch).await });
    watch.until("stored").await.fail().await;
    let outcomes = watch.during(work).await.unwrap();
    assert_eq!(outcomes.iter().filter(|succeeded| **succeeded).count(), 1);
    scenario.send_all(&[pages_message(&first, 1, 1), pages_message(&second, 1, 1)]).await;
    scenario.drain_queue().await;
    for document in [&first, &second] {
        assert_eq!(scenario.stored_state(document).await.status, "ready");
    }
}
