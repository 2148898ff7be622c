//! The process is killed half-way, and its message comes again.

use super::story::{Story, Uploaded, paragraphs};
use tests::ingestion::{DELETION_STEPS, Kill, STEPS};

#[tokio::test]
async fn a_message_killed_anywhere_and_delivered_again_leaves_what_a_clean_run_leaves() {
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
async fn a_message_killed_at_every_step_in_turn_still_ends_as_a_clean_run() {
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
async fn a_deletion_killed_anywhere_is_finished_by_the_next_delivery() {
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
async fn a_deletion_killed_with_its_message_lost_is_finished_by_the_sweep() {
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
