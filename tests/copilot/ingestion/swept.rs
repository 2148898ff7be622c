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
async fn an_upload_that_never_came_fails_when_its_address_has_expired() {
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
async fn an_upload_that_began_in_time_and_came_late_is_read() {
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
async fn an_upload_whose_announcement_was_lost_becomes_ready() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(2)).await;
    story.lose_messages().await;
    story.clock.advance(IDLE);
    story.sweep().await.unwrap();
    story.work_off().await;
    assert_eq!(story.look(&document).await.status, "ready");
}

#[tokio::test]
async fn ranges_whose_messages_were_lost_are_queued_again_and_the_others_are_not() {
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
async fn two_sweeps_at_once_do_what_one_does() {
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
async fn a_document_whose_object_went_away_unnoticed_goes_too() {
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
async fn a_deletion_whose_order_was_lost_is_finished() {
    let story = Story::begin().await;
    let document = story.upload(&paragraphs(2)).await;
    story.work_off().await;
    story.delete(&document).await;
    story.lose_messages().await;
    story.sweep().await.unwrap();
    assert!(story.has_nothing_of(&document).await);
}

#[tokio::test]
async fn a_restored_bucket_has_other_versions_of_the_same_bytes_and_work_goes_on() {
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
async fn a_bucket_restored_with_other_bytes_is_refused() {
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
async fn work_stands_still_under_a_later_object_and_is_resumed_with_the_first() {
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
async fn with_the_vector_store_away_the_sweep_fails_and_the_next_one_finishes() {
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
async fn without_the_database_a_sweep_fails_and_tells_of_the_queue_all_the_same() {
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
async fn a_file_that_is_taken_up_again_and_again_in_vain_counts_as_stuck_until_it_is_done() {
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
