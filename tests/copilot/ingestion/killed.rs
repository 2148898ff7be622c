//! The process is killed during ingestion, and its message is redelivered.

use super::scenario::{Scenario, Uploaded, paragraphs};
use copilot::ingestion::{DELETION_STEPS, Kill, STEPS};

#[tokio::test]
async fn killed_message_redelivered_equals_clean_run() {
    let scenario = Scenario::begin().await;
    let clean = scenario.upload(&paragraphs(5)).await;
    scenario.drain_queue().await;
    let clean = scenario.stored_state(&clean).await;
    for step in STEPS {
        let document = scenario.upload(&paragraphs(5)).await;
        scenario.kill(Kill::At(step)).await;
        scenario.drain_queue().await;
        let found = scenario.stored_state(&document).await;
        assert_eq!(found.content(), clean.content(), "killed at {step:?}");
        assert_eq!(found.points, found.chunk_ids(), "killed at {step:?}");
    }
}

#[tokio::test]
async fn message_killed_everywhere_equals_clean_run() {
    let scenario = Scenario::with(&[("INGEST_MAX_RECEIVES", "100")]).await;
    let clean = scenario.upload(&paragraphs(3)).await;
    scenario.drain_queue().await;
    let clean = scenario.stored_state(&clean).await;
    let document = scenario.upload(&paragraphs(3)).await;
    for step in STEPS {
        scenario.kill(Kill::At(step)).await;
    }
    scenario.drain_queue().await;
    assert_eq!(scenario.stored_state(&document).await.content(), clean.content());
}

#[tokio::test]
async fn redelivery_finishes_killed_deletion() {
    let scenario = Scenario::begin().await;
    for step in DELETION_STEPS {
        let document = ready(&scenario).await;
        scenario.delete(&document).await;
        scenario.kill(Kill::At(step)).await;
        scenario.drain_queue().await;
        assert!(scenario.has_nothing_of(&document).await, "killed when {step}");
    }
}

#[tokio::test]
async fn sweep_finishes_killed_deletion() {
    let scenario = Scenario::begin().await;
    let document = ready(&scenario).await;
    scenario.delete(&document).await;
    scenario.kill(Kill::At("object gone")).await;
    scenario.lose_messages().await;
    scenario.sweep().await.unwrap();
    assert!(scenario.has_nothing_of(&document).await);
}

async fn ready(scenario: &Scenario) -> Uploaded {
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.drain_queue().await;
    document
}
