//! Reindexing of documents.

use super::story::{Story, Uploaded, paragraphs};
use copilot::ingestion::{Kill, REINDEX_STEPS, Watch};
use jiff::SignedDuration;
use serde_json::json;

const IDLE: SignedDuration = SignedDuration::from_mins(11);

/// A document with damaged stored data, as from an older version of the ingestion.
async fn damaged(story: &Story) -> Uploaded {
    let document = story.upload(&paragraphs(3)).await;
    story.work_off().await;
    let world = story.world();
    world.execute("DELETE FROM document_chunks WHERE document_id = $1 AND ordinal = 0", &[&document.id]).await;
    world.execute("UPDATE document_pages SET text = 'x' || text WHERE document_id = $1", &[&document.id]).await;
    document
}

async fn reindex(story: &Story, document: &Uploaded) {
    let path = format!("/api/documents/{}/reindex", document.id);
    assert_eq!(story.owner().await.post(&path, json!({})).await.is(202)["ranges"], 2);
}

#[tokio::test]
async fn killed_reindex_equals_clean_run() {
    let story = Story::begin().await;
    let clean = story.upload(&paragraphs(3)).await;
    story.work_off().await;
    let clean = story.look(&clean).await;
    for step in REINDEX_STEPS {
        let document = damaged(&story).await;
        reindex(&story, &document).await;
        story.kill(Kill::At(step)).await;
        assert!(!story.visible_chunks(&document).await.is_empty(), "killed at {step:?}: it answers");
        story.work_off().await;
        let found = story.look(&document).await;
        assert_eq!(found.content(), clean.content(), "killed at {step:?}");
        assert_eq!(found.points, found.chunk_ids(), "killed at {step:?}");
    }
}

#[tokio::test]
async fn lost_ranges_are_queued_again() {
    let story = Story::begin().await;
    let clean = story.upload(&paragraphs(3)).await;
    story.work_off().await;
    let document = damaged(&story).await;
    reindex(&story, &document).await;
    story.lose_messages().await;
    story.clock.advance(IDLE);
    story.sweep().await.unwrap();
    story.work_off().await;
    assert_eq!(story.look(&document).await.content(), story.look(&clean).await.content());
    story.clock.advance(IDLE);
    story.sweep().await.unwrap();
    assert!(story.receive().await.is_empty(), "nothing waits any more");
}

#[tokio::test]
async fn document_deleted_meanwhile_stays_deleted() {
    for step in ["reindex embedded", "reindex stored", "reindex indexed"] {
        let story = Story::begin().await;
        let watch = Watch::start().await;
        let document = damaged(&story).await;
        reindex(&story, &document).await;
        let orders: Vec<String> =
            story.receive().await.iter().map(|message| message.body().unwrap().to_owned()).collect();
        let watched = story.watched(&watch).await;
        let work = tokio::spawn(async move { Story::deliver_to(&watched, &orders[..1]).await });
        let held = watch.until(step).await;
        story.delete(&document).await;
        story.work_off().await;
        held.go_on();
        assert_eq!(watch.during(work).await.unwrap(), [true], "deleted at {step:?}");
        assert!(story.has_nothing_of(&document).await, "deleted at {step:?}");
    }
}

#[tokio::test]
async fn missing_file_changes_nothing() {
    let story = Story::with(&[("INGEST_MAX_RECEIVES", "2")]).await;
    let document = damaged(&story).await;
    let before = story.look(&document).await;
    reindex(&story, &document).await;
    story.destroy_object(&document).await;
    story.work_off_counting().await;
    assert_eq!(story.look(&document).await, before);
}
