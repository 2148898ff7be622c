//! Reindexing of documents.

use super::scenario::{Scenario, Uploaded, paragraphs};
use copilot::ingestion::{Kill, REINDEX_STEPS, Watch};
use jiff::SignedDuration;
use serde_json::json;

const IDLE: SignedDuration = SignedDuration::from_mins(11);

/// A document with damaged stored data, as from an older version of the ingestion.
async fn damaged(scenario: &Scenario) -> Uploaded {
    let document = scenario.upload(&paragraphs(3)).await;
    scenario.drain_queue().await;
    let world = scenario.world();
    world.execute("DELETE FROM document_chunks WHERE document_id = $1 AND ordinal = 0", &[&document.id]).await;
    world.execute("UPDATE document_pages SET text = 'x' || text WHERE document_id = $1", &[&document.id]).await;
    document
}

async fn reindex(scenario: &Scenario, document: &Uploaded) {
    let path = format!("/api/documents/{}/reindex", document.id);
    assert_eq!(scenario.owner().await.post(&path, json!({})).await.is(202)["ranges"], 2);
}

#[tokio::test]
async fn killed_reindex_equals_clean_run() {
    let scenario = Scenario::begin().await;
    let clean = scenario.upload(&paragraphs(3)).await;
    scenario.drain_queue().await;
    let clean = scenario.stored_state(&clean).await;
    for step in REINDEX_STEPS {
        let document = damaged(&scenario).await;
        reindex(&scenario, &document).await;
        scenario.kill(Kill::At(step)).await;
        assert!(!scenario.visible_chunks(&document).await.is_empty(), "killed at {step:?}: it answers");
        scenario.drain_queue().await;
        let found = scenario.stored_state(&document).await;
        assert_eq!(found.content(), clean.content(), "killed at {step:?}");
        assert_eq!(found.points, found.chunk_ids(), "killed at {step:?}");
    }
}

#[tokio::test]
async fn lost_ranges_are_queued_again() {
    let scenario = Scenario::begin().await;
    let clean = scenario.upload(&paragraphs(3)).await;
    scenario.drain_queue().await;
    let document = damaged(&scenario).await;
    reindex(&scenario, &document).await;
    scenario.lose_messages().await;
    scenario.clock.advance(IDLE);
    scenario.sweep().await.unwrap();
    scenario.drain_queue().await;
    assert_eq!(scenario.stored_state(&document).await.content(), scenario.stored_state(&clean).await.content());
    scenario.clock.advance(IDLE);
    scenario.sweep().await.unwrap();
    assert!(scenario.receive().await.is_empty(), "nothing waits any more");
}

#[tokio::test]
async fn document_deleted_meanwhile_stays_deleted() {
    for step in ["reindex embedded", "reindex stored", "reindex indexed"] {
        let scenario = Scenario::begin().await;
        let watch = Watch::start().await;
        let document = damaged(&scenario).await;
        reindex(&scenario, &document).await;
        let orders: Vec<String> =
            scenario.receive().await.iter().map(|message| message.body().unwrap().to_owned()).collect();
        let watched = scenario.watched(&watch).await;
        let work = tokio::spawn(async move { Scenario::deliver_to(&watched, &orders[..1]).await });
        let held = watch.until(step).await;
        scenario.delete(&document).await;
        scenario.drain_queue().await;
        held.go_on();
        assert_eq!(watch.during(work).await.unwrap(), [true], "deleted at {step:?}");
        assert!(scenario.has_nothing_of(&document).await, "deleted at {step:?}");
    }
}

#[tokio::test]
async fn missing_file_changes_nothing() {
    let scenario = Scenario::with(&[("INGEST_MAX_RECEIVES", "2")]).await;
    let document = damaged(&scenario).await;
    let before = scenario.stored_state(&document).await;
    reindex(&scenario, &document).await;
    scenario.destroy_object(&document).await;
    scenario.drain_queue_counting().await;
    assert_eq!(scenario.stored_state(&document).await, before);
}
