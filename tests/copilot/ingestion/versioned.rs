//! Replacement of a document's version, also if the process is killed or a store fails.

use super::story::{Story, Uploaded, paragraphs};
use copilot::ingestion::{Kill, RETIREMENT_STEPS, STEPS};
use jiff::SignedDuration;

const IDLE: SignedDuration = SignedDuration::from_mins(11);

async fn ready(story: &Story) -> Uploaded {
    let document = story.upload(&paragraphs(2)).await;
    story.work_off().await;
    document
}

/// Checks that only the second version of the document is found.
async fn is_replaced(story: &Story, document: &Uploaded, second: &Uploaded) {
    let found = story.look(document).await;
    assert_eq!((found.status.as_str(), found.sha256.as_deref()), ("ready", Some(second.sha256().as_str())));
    assert_eq!(found.points, found.chunk_ids());
    assert_eq!(story.visible_chunks(document).await, found.chunk_ids());
    assert_eq!(found.pages.len(), 5, "the pages of both versions are there");
}

#[tokio::test]
async fn killed_version_still_replaces_first() {
    let story = Story::begin().await;
    for step in STEPS.iter().chain(&RETIREMENT_STEPS) {
        let document = ready(&story).await;
        let before = story.visible_chunks(&document).await;
        let second = story.upload_version(&document, 2, &paragraphs(3)).await;
        story.kill(Kill::At(step)).await;
        let visible = story.visible_chunks(&document).await;
        let all = story.look(&document).await.chunk_ids();
        assert!(visible == before || visible.is_subset(&all) && visible.is_disjoint(&before), "killed at {step:?}");
        assert!(!visible.is_empty(), "killed at {step:?}: one of the two answers");
        story.work_off().await;
        story.sweep().await.unwrap();
        is_replaced(&story, &document, &second).await;
    }
}

#[tokio::test]
async fn removed_unused_version_removes_only_itself() {
    let story = Story::begin().await;
    let document = ready(&story).await;
    let second = story.upload_version(&document, 2, &paragraphs(3)).await;
    story.work_on_landing().await;
    story.lose_messages().await;
    story.remove_object(&second).await;
    story.work_off().await;
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("object_removed")));
    assert_eq!(story.visible_chunks(&document).await, found.chunk_ids());
    assert_eq!((found.points.clone(), found.pages.len()), (found.chunk_ids(), 2));
    // the first version stays active, and removing its object removes the whole document
    story.remove_object(&document).await;
    story.work_off().await;
    assert!(story.has_nothing_of(&document).await && !story.has_object(&second.key).await);
}

#[tokio::test]
async fn version_without_file_fails_alone() {
    let story = Story::begin().await;
    let document = ready(&story).await;
    let second = story.upload_version(&document, 2, &paragraphs(3)).await;
    story.destroy_object(&second).await;
    story.lose_messages().await;
    story.clock.advance(IDLE + IDLE);
    story.sweep().await.unwrap();
    let found = story.look(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("upload_expired")));
    assert!(!story.visible_chunks(&document).await.is_empty());
}

#[tokio::test]
async fn deletion_between_versions_leaves_nothing() {
    let story = Story::begin().await;
    for step in ["ordered", "stored", "indexed", "counting", "superseded", "version unfindable"] {
        let document = ready(&story).await;
        let second = story.upload_version(&document, 2, &paragraphs(3)).await;
        story.kill(Kill::At(step)).await;
        story.delete(&document).await;
        assert!(story.finds_nothing_of(&document).await, "deleted at {step:?}");
        story.work_off().await;
        assert!(story.has_nothing_of(&document).await && !story.has_object(&second.key).await, "deleted at {step:?}");
    }
}
