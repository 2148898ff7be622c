//! The process is killed during ingestion, and its message is redelivered.

use super::story::{Story, Uploaded, paragraphs};
use copilot::ingestion::{DELETION_STEPS, Kill, STEPS};

#[tokio::test]
async fn killed_message_redelivered_equals_clean_run() {
    let story = Story::begin().await;
    let clean = story.upload(&paragraphs(5)).await;
    story.work_off().await;
    let clean = story.look(&clean).await;
    for step in STEPS {
        let document = story.upload(&paragraphs(5)).await;
        story.kill(Kill::At(step)).await;
        story.work_off().await;
        let found = story.look(&document).await;
        assert_eq!(found.content(), clean.content(), "killed at {step:?}");
        assert_eq!(found.points, found.chunk_ids(), "killed at {step:?}");
    }
}

#[tokio::test]
async fn message_killed_everywhere_equals_clean_run() {
    let story = Story::with(&[("INGEST_MAX_RECEIVES", "100")]).await;
    let clean = story.upload(&paragraphs(3)).await;
    story.work_off().await;
    let clean = story.look(&clean).await;
    let document = story.upload(&paragraphs(3)).await;
    for step in STEPS {
        story.kill(Kill::At(step)).await;
    }
    story.work_off().await;
    assert_eq!(story.look(&document).await.content(), clean.content());
}

#[tokio::test]
async fn redelivery_finishes_killed_deletion() {
    let story = Story::begin().await;
    for step in DELETION_STEPS {
        let document = ready(&story).await;
        story.delete(&document).await;
        story.kill(Kill::At(step)).await;
        story.work_off().await;
        assert!(story.has_nothing_of(&document).await, "killed when {step}");
    }
}

#[tokio::test]
async fn sweep_finishes_killed_deletion() {
    let story = Story::begin().await;
    let document = ready(&story).await;
    story.delete(&document).await;
    story.kill(Kill::At("object gone")).await;
    story.lose_messages().await;
    story.sweep().await.unwrap();
    assert!(story.has_nothing_of(&document).await);
}

async fn ready(story: &Story) -> Uploaded {
    let document = story.upload(&paragraphs(2)).await;
    story.work_off().await;
    document
}
