//! Replacement of a document's version, also if the process is killed or a store fails.

use super::scenario::{Scenario, Uploaded, paragraphs};
use copilot::ingestion::{Kill, RETIREMENT_STEPS, STEPS};
use jiff::SignedDuration;

const IDLE: SignedDuration = SignedDuration::from_mins(11);

async fn ready(scenario: &Scenario) -> Uploaded {
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.drain_queue().await;
    document
}

/// Checks that only the second version of the document is found.
async fn is_replaced(scenario: &Scenario, document: &Uploaded, second: &Uploaded) {
    let found = scenario.stored_state(document).await;
    assert_eq!((found.status.as_str(), found.sha256.as_deref()), ("ready", Some(second.sha256().as_str())));
    assert_eq!(found.points, found.chunk_ids());
    assert_eq!(scenario.visible_chunks(document).await, found.chunk_ids());
    assert_eq!(found.pages.len(), 5, "the pages of both versions are there");
}

#[tokio::test]
async fn killed_version_still_replaces_first() {
    let scenario = Scenario::begin().await;
    for step in STEPS.iter().chain(&RETIREMENT_STEPS) {
        let document = ready(&scenario).await;
        let before = scenario.visible_chunks(&document).await;
        let second = scenario.upload_version(&document, 2, &paragraphs(3)).await;
        scenario.kill(Kill::At(step)).await;
        let visible = scenario.visible_chunks(&document).await;
        let all = scenario.stored_state(&document).await.chunk_ids();
        assert!(visible == before || visible.is_subset(&all) && visible.is_disjoint(&before), "killed at {step:?}");
        assert!(!visible.is_empty(), "killed at {step:?}: one of the two answers");
        scenario.drain_queue().await;
        scenario.sweep().await.unwrap();
        is_replaced(&scenario, &document, &second).await;
    }
}

#[tokio::test]
async fn removed_unused_version_removes_only_itself() {
    let scenario = Scenario::begin().await;
    let document = ready(&scenario).await;
    let second = scenario.upload_version(&document, 2, &paragraphs(3)).await;
    scenario.deliver_notifications().await;
    scenario.lose_messages().await;
    scenario.remove_object(&second).await;
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("object_removed")));
    assert_eq!(scenario.visible_chunks(&document).await, found.chunk_ids());
    assert_eq!((found.points.clone(), found.pages.len()), (found.chunk_ids(), 2));
    // the first version stays active, and removing its object removes the whole document
    scenario.remove_object(&document).await;
    scenario.drain_queue().await;
    assert!(scenario.has_nothing_of(&document).await && !scenario.has_object(&second.key).await);
}

#[tokio::test]
async fn version_without_file_fails_alone() {
    let scenario = Scenario::begin().await;
    let document = ready(&scenario).await;
    let second = scenario.upload_version(&document, 2, &paragraphs(3)).await;
    scenario.destroy_object(&second).await;
    scenario.lose_messages().await;
    scenario.clock.advance(IDLE + IDLE);
    scenario.sweep().await.unwrap();
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("upload_expired")));
    assert!(!scenario.visible_chunks(&document).await.is_empty());
}

#[tokio::test]
async fn deletion_between_versions_leaves_nothing() {
    let scenario = Scenario::begin().await;
    for step in ["ordered", "stored", "indexed", "counting", "superseded", "version unfindable"] {
        let document = ready(&scenario).await;
        let second = scenario.upload_version(&document, 2, &paragraphs(3)).await;
        scenario.kill(Kill::At(step)).await;
        scenario.delete(&document).await;
        assert!(scenario.finds_nothing_of(&document).await, "deleted at {step:?}");
        scenario.drain_queue().await;
        assert!(
            scenario.has_nothing_of(&document).await && !scenario.has_object(&second.key).await,
            "deleted at {step:?}"
        );
    }
}
