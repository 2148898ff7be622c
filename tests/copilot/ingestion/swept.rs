//! The sweep, which recovers from lost messages.

use super::scenario::{Scenario, pages_message, paragraphs};
use jiff::SignedDuration;
use sisuiq_documents_db::document_versions;
use sisuiq_telemetry::metrics::Embedded;

/// Longer than the idle time after which the sweep retries work.
const IDLE: SignedDuration = SignedDuration::from_mins(11);
/// Longer than the lifetime of an upload's URL.
const EXPIRED: SignedDuration = SignedDuration::from_mins(16);

#[tokio::test]
async fn missing_upload_fails_after_expiry() {
    let scenario = Scenario::begin().await;
    let document = scenario.promise(&paragraphs(1)).await;
    scenario.clock.advance(IDLE);
    scenario.sweep().await.unwrap();
    assert_eq!(scenario.stored_state(&document).await.status, "pending", "it may still come");
    scenario.clock.advance(EXPIRED);
    scenario.sweep().await.unwrap();
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("upload_expired")));
}

#[tokio::test]
async fn late_upload_is_processed() {
    let scenario = Scenario::begin().await;
    let document = scenario.promise(&paragraphs(2)).await;
    scenario.clock.advance(EXPIRED);
    scenario.sweep().await.unwrap();
    assert_eq!(scenario.stored_state(&document).await.error_code.as_deref(), Some("upload_expired"));
    scenario.put(&document.key, &document.bytes).await;
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref(), found.pages_done), ("ready", None, 2));
}

#[tokio::test]
async fn work_that_moves_is_left_alone() {
    let scenario = Scenario::begin().await;
    scenario.upload(&paragraphs(2)).await;
    scenario.lose_messages().await;
    scenario.sweep().await.unwrap();
    assert!(scenario.receive().await.is_empty(), "no message is sent for what has just begun");
}

#[tokio::test]
async fn lost_upload_notice_is_recovered() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.lose_messages().await;
    scenario.clock.advance(IDLE);
    scenario.sweep().await.unwrap();
    scenario.drain_queue().await;
    assert_eq!(scenario.stored_state(&document).await.status, "ready");
}

#[tokio::test]
async fn only_lost_ranges_are_requeued() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(6)).await;
    scenario.deliver_notifications().await;
    scenario.deliver(&[pages_message(&document, 3, 4)]).await;
    scenario.lose_messages().await;
    scenario.clock.advance(IDLE);
    scenario.sweep().await.unwrap();
    let queued = scenario.receive().await;
    assert_eq!(queued.len(), 2);
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done, found.ranges_done), ("ready", 6, 3));
}

#[tokio::test]
async fn concurrent_sweeps_equal_one() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(4)).await;
    let deleted = scenario.upload(&paragraphs(1)).await;
    scenario.deliver_notifications().await;
    scenario.delete(&deleted).await;
    scenario.lose_messages().await;
    scenario.clock.advance(IDLE);
    let (first, second) = tokio::join!(scenario.sweep(), scenario.sweep());
    first.unwrap();
    second.unwrap();
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.ranges_done), ("ready", 2));
    assert!(scenario.has_nothing_of(&deleted).await);
}

#[tokio::test]
async fn unnoticed_object_removal_deletes_document() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.deliver_notifications().await;
    scenario.remove_object(&document).await;
    scenario.lose_messages().await;
    scenario.clock.advance(IDLE);
    scenario.sweep().await.unwrap();
    assert!(scenario.has_nothing_of(&document).await);
}

#[tokio::test]
async fn lost_purge_message_is_recovered() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.drain_queue().await;
    scenario.delete(&document).await;
    scenario.lose_messages().await;
    scenario.sweep().await.unwrap();
    assert!(scenario.has_nothing_of(&document).await);
}

#[tokio::test]
async fn work_continues_after_bucket_restore() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(4)).await;
    scenario.deliver_notifications().await;
    scenario.destroy_object(&document).await;
    scenario.put(&document.key, &document.bytes).await;
    scenario.lose_messages().await;
    scenario.clock.advance(IDLE);
    scenario.sweep().await.unwrap();
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done), ("ready", 4));
}

#[tokio::test]
async fn changed_bytes_after_restore_fail() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(4)).await;
    scenario.deliver_notifications().await;
    scenario.destroy_object(&document).await;
    scenario.put(&document.key, &paragraphs(3)).await;
    scenario.lose_messages().await;
    scenario.clock.advance(IDLE);
    scenario.sweep().await.unwrap();
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("object_changed")));
}

#[tokio::test]
async fn sweep_resumes_with_the_first_object() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(4)).await;
    scenario.deliver_notifications().await;
    scenario.put(&document.key, &paragraphs(1)).await;
    scenario.lose_messages().await;
    scenario.clock.advance(IDLE);
    scenario.sweep().await.unwrap();
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done), ("ready", 4));
}

#[tokio::test]
async fn failed_sweep_is_completed_later() {
    let scenario = Scenario::begin().await;
    let deleted = scenario.upload(&paragraphs(1)).await;
    scenario.drain_queue().await;
    let waiting = scenario.upload(&paragraphs(1)).await;
    scenario.delete(&deleted).await;
    scenario.lose_messages().await;
    scenario.clock.advance(IDLE);
    let bad = scenario.failing_at_the_vector_store().await;
    assert!(Scenario::sweep_with(&bad).await.is_err());
    scenario.drain_queue().await;
    assert_eq!(
        scenario.stored_state(&waiting).await.status,
        "ready",
        "one document's failure holds up none of the others"
    );
    scenario.sweep().await.unwrap();
    assert!(scenario.has_nothing_of(&deleted).await);
}

#[tokio::test]
async fn failed_sweep_still_reports_queue_metrics() {
    let scenario = Scenario::begin().await;
    scenario.world().gives_up_after(5).await;
    let state = scenario.ingest().await;
    scenario.world().break_database().await;
    let away = scenario.ingest().await;
    let told = Embedded::new("ingest");
    let measured = metrics::set_default_local_recorder(&told);
    Scenario::sweep_with(&away).await.unwrap_err();
    drop(measured);
    let mut written = Vec::new();
    told.write(scenario.clock.now(), &mut written).unwrap();
    let written = String::from_utf8(written).unwrap();
    for gauge in ["queue_depth", "queue_in_flight", "dead_letters"] {
        assert!(written.contains(&format!("\"{gauge}\":")), "{gauge}: {written}");
    }
    scenario.world().mend_database();
    Scenario::sweep_with(&state).await.unwrap();
}

#[tokio::test]
async fn retried_file_counts_as_stuck() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.promise(&paragraphs(1)).await;
    scenario.deliver_notifications().await;
    let database = scenario.world().database();
    let stuck = async || {
        let connection = database.connection().await.unwrap();
        document_versions::count_stuck(&connection, scenario.clock.now() - SignedDuration::from_hours(1)).await.unwrap()
    };
    scenario.clock.advance(IDLE * 2);
    assert_eq!(stuck().await, 0, "there is still time");
    scenario.sweep().await.unwrap();
    scenario.clock.advance(SignedDuration::from_hours(1));
    for _ in 0..3 {
        assert_eq!(stuck().await, 1, "an upload that never came is ended by then");
        scenario.sweep().await.unwrap();
        scenario.lose_messages().await;
        scenario.clock.advance(SignedDuration::from_mins(5));
    }
    scenario.clock.advance(IDLE);
    scenario.sweep().await.unwrap();
    scenario.drain_queue().await;
    assert_eq!((scenario.stored_state(&document).await.status.as_str(), stuck().await), ("ready", 0));
}

#[tokio::test]
async fn names_are_cut_into_terms() {
    let scenario = Scenario::begin().await;
    let documents = [scenario.upload(&paragraphs(1)).await, scenario.promise(&paragraphs(1)).await];
    let uncut = async || {
        let database = scenario.world().database();
        let connection = database.connection().await.unwrap();
        let counted = "SELECT count(*) FROM documents WHERE name_terms IS NULL";
        connection.query_one(counted, &[]).await.unwrap().get::<_, i64>(0)
    };
    assert_eq!(usize::try_from(uncut().await).unwrap(), documents.len());
    scenario.sweep().await.unwrap();
    assert_eq!(uncut().await, 0);
}
