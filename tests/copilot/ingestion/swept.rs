//! The sweep, which recovers from lost messages.

use super::story::{Story, pages_message, paragraphs};
use jiff::SignedDuration;
use sisuiq_documents_db::document_versions;
use sisuiq_telemetry::metrics::Embedded;

/// Longer than the idle time after which the sweep retries work.
const IDLE: SignedDuration = SignedDuration::from_mins(11);
/// Longer than the lifetime of an upload's URL.
const EXPIRED: SignedDuration = SignedDuration::from_mins(16);

#[tokio::test]
async fn missing_upload_fails_after_expiry() {
    let story = Story::begin().await;
    let document = story.promise(&paragraphs(1)).await;
    story.clock.advance(IDLE);
    story.sweep().await.unwrap();
    assert_eq!(story.look(&document).await.status, "pending", "it may still come");
    story.clock.advance(EXPIRED);
    story.sweep().await.unwrap();
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("upload_expired")));
}

#[tokio::test]
async fn late_upload_is_processed() {
    let story = Story::begin().await;
    let document = story.promise(&paragraphs(2)).await;
    story.clock.advance(EXPIRED);
    story.sweep().await.unwrap();
    assert_eq!(story.look(&document).await.error_code.as_deref(), Some("upload_expired"));
    story.put(&document.key, &document.bytes).await;
    story.work_off().await;
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref(), found.pages_done), ("ready", None, 2));
}

#[tokio::test]
async fn work_that_moves_is_left_alone() {
    let story = Story::begin().await;
    story.upload(&paragraphs(2)).await;
    story.lose_messages().await;
    story.sweep().await.unwrap();
    assert!(story.receive().await.is_empty(), "no message is sent for what has just begun");
}

#[tokio::test]
async fn lost_upload_notice_is_recovered() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(2)).await;
    story.lose_messages().await;
    story.clock.advance(IDLE);
    story.sweep().await.unwrap();
    story.work_off().await;
    assert_eq!(story.look(&document).await.status, "ready");
}

#[tokio::test]
async fn only_lost_ranges_are_requeued() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(6)).await;
    story.work_on_landing().await;
    story.deliver(&[pages_message(&document, 3, 4)]).await;
    story.lose_messages().await;
    story.clock.advance(IDLE);
    story.sweep().await.unwrap();
    let queued = story.receive().await;
    assert_eq!(queued.len(), 2);
    story.work_off().await;
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done, found.ranges_done), ("ready", 6, 3));
}

#[tokio::test]
async fn concurrent_sweeps_equal_one() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(4)).await;
    let deleted = story.upload(&paragraphs(1)).await;
    story.work_on_landing().await;
    story.delete(&deleted).await;
    story.lose_messages().await;
    story.clock.advance(IDLE);
    let (first, second) = tokio::join!(story.sweep(), story.sweep());
    first.unwrap();
    second.unwrap();
    story.work_off().await;
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.ranges_done), ("ready", 2));
    assert!(story.has_nothing_of(&deleted).await);
}

#[tokio::test]
async fn unnoticed_object_removal_deletes_document() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(2)).await;
    story.work_on_landing().await;
    story.remove_object(&document).await;
    story.lose_messages().await;
    story.clock.advance(IDLE);
    story.sweep().await.unwrap();
    assert!(story.has_nothing_of(&document).await);
}

#[tokio::test]
async fn lost_purge_message_is_recovered() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(2)).await;
    story.work_off().await;
    story.delete(&document).await;
    story.lose_messages().await;
    story.sweep().await.unwrap();
    assert!(story.has_nothing_of(&document).await);
}

#[tokio::test]
async fn work_continues_after_bucket_restore() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(4)).await;
    story.work_on_landing().await;
    story.destroy_object(&document).await;
    story.put(&document.key, &document.bytes).await;
    story.lose_messages().await;
    story.clock.advance(IDLE);
    story.sweep().await.unwrap();
    story.work_off().await;
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done), ("ready", 4));
}

#[tokio::test]
async fn changed_bytes_after_restore_fail() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(4)).await;
    story.work_on_landing().await;
    story.destroy_object(&document).await;
    story.put(&document.key, &paragraphs(3)).await;
    story.lose_messages().await;
    story.clock.advance(IDLE);
    story.sweep().await.unwrap();
    story.work_off().await;
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("object_changed")));
}

#[tokio::test]
async fn sweep_resumes_with_the_first_object() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(4)).await;
    story.work_on_landing().await;
    story.put(&document.key, &paragraphs(1)).await;
    story.lose_messages().await;
    story.clock.advance(IDLE);
    story.sweep().await.unwrap();
    story.work_off().await;
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done), ("ready", 4));
}

#[tokio::test]
async fn failed_sweep_is_completed_later() {
    let story = Story::begin().await;
    let deleted = story.upload(&paragraphs(1)).await;
    story.work_off().await;
    let waiting = story.upload(&paragraphs(1)).await;
    story.delete(&deleted).await;
    story.lose_messages().await;
    story.clock.advance(IDLE);
    let bad = story.failing_at_the_vector_store().await;
    assert!(Story::sweep_with(&bad).await.is_err());
    story.work_off().await;
    assert_eq!(story.look(&waiting).await.status, "ready", "one document's failure holds up none of the others");
    story.sweep().await.unwrap();
    assert!(story.has_nothing_of(&deleted).await);
}

#[tokio::test]
async fn failed_sweep_still_reports_queue_metrics() {
    let story = Story::begin().await;
    story.world().gives_up_after(5).await;
    let state = story.ingest().await;
    story.world().break_database().await;
    let away = story.ingest().await;
    let told = Embedded::new("ingest");
    let measured = metrics::set_default_local_recorder(&told);
    Story::sweep_with(&away).await.unwrap_err();
    drop(measured);
    let mut written = Vec::new();
    told.write(story.clock.now(), &mut written).unwrap();
    let written = String::from_utf8(written).unwrap();
    for gauge in ["queue_depth", "queue_in_flight", "dead_letters"] {
        assert!(written.contains(&format!("\"{gauge}\":")), "{gauge}: {written}");
    }
    story.world().mend_database();
    Story::sweep_with(&state).await.unwrap();
}

#[tokio::test]
async fn retried_file_counts_as_stuck() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(2)).await;
    story.promise(&paragraphs(1)).await;
    story.work_on_landing().await;
    let database = story.world().database();
    let stuck = async || {
        let connection = database.connection().await.unwrap();
        document_versions::count_stuck(&connection, story.clock.now() - SignedDuration::from_hours(1)).await.unwrap()
    };
    story.clock.advance(IDLE * 2);
    assert_eq!(stuck().await, 0, "there is still time");
    story.sweep().await.unwrap();
    story.clock.advance(SignedDuration::from_hours(1));
    for _ in 0..3 {
        assert_eq!(stuck().await, 1, "an upload that never came is ended by then");
        story.sweep().await.unwrap();
        story.lose_messages().await;
        story.clock.advance(SignedDuration::from_mins(5));
    }
    story.clock.advance(IDLE);
    story.sweep().await.unwrap();
    story.work_off().await;
    assert_eq!((story.look(&document).await.status.as_str(), stuck().await), ("ready", 0));
}
