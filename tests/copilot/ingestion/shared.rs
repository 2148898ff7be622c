//! Synchronisation of a document's readers to the vector store: late, twice, out of order, and by runs that are killed.

use super::story::{Story, Uploaded, pages_message, paragraphs};
use copilot::ingestion::{Kill, READERS_STEPS, Watch};
use serde_json::json;

async fn share(story: &Story, document: &Uploaded, role: &str) {
    let path = format!("/api/documents/{}/shares/roles/{role}", document.id);
    story.owner().await.put(&path, json!({})).await.is(204);
}

async fn unshare(story: &Story, document: &Uploaded, role: &str) {
    let path = format!("/api/documents/{}/shares/roles/{role}", document.id);
    story.owner().await.delete(&path).await.is(204);
}

/// Returns whether the points of the document contain the role. Fails if only some do.
async fn know(story: &Story, document: &Uploaded, role: &str) -> bool {
    let points = story.stored_points(document).await;
    assert!(!points.is_empty());
    let knowing = points.values().filter(|point| point.contains(role)).count();
    assert!(knowing == 0 || knowing == points.len(), "{knowing} of {} points", points.len());
    knowing > 0
}

async fn ready(story: &Story) -> Uploaded {
    let document = story.upload(&paragraphs(2)).await;
    story.work_off().await;
    document
}

async fn bodies(story: &Story) -> Vec<String> {
    story.receive().await.iter().map(|message| message.body().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn sweep_applies_lost_share() {
    let story = Story::begin().await;
    let document = ready(&story).await;
    share(&story, &document, "auditor").await;
    story.lose_messages().await;
    assert!(!know(&story, &document, "auditor").await);
    story.sweep().await.unwrap();
    assert!(know(&story, &document, "auditor").await);
}

#[tokio::test]
async fn last_change_wins_in_any_order() {
    let story = Story::begin().await;
    let document = ready(&story).await;
    share(&story, &document, "auditor").await;
    unshare(&story, &document, "auditor").await;
    share(&story, &document, "analyst").await;
    let mut late = bodies(&story).await;
    assert_eq!(late.len(), 3);
    late.reverse();
    late.extend(late.clone());
    assert_eq!(story.deliver(&late).await, [true; 6]);
    assert!(know(&story, &document, "analyst").await && !know(&story, &document, "auditor").await);
}

#[tokio::test]
async fn overtaken_update_changes_nothing() {
    let story = Story::begin().await;
    let watch = Watch::start().await;
    let document = ready(&story).await;
    share(&story, &document, "auditor").await;
    let early = bodies(&story).await;
    let watched = story.watched(&watch).await;
    let work = tokio::spawn(async move { Story::deliver_to(&watched, &early).await });
    let held = watch.until("readers known").await;
    unshare(&story, &document, "auditor").await;
    story.work_off().await;
    assert!(!know(&story, &document, "auditor").await);
    held.go_on();
    assert_eq!(watch.during(work).await.unwrap(), [true]);
    assert!(!know(&story, &document, "auditor").await, "the points know of later readers");
    story.sweep().await.unwrap();
    assert!(!know(&story, &document, "auditor").await);
}

#[tokio::test]
async fn killed_message_redelivered_is_applied() {
    let story = Story::begin().await;
    let document = ready(&story).await;
    for step in READERS_STEPS {
        share(&story, &document, "auditor").await;
        story.kill(Kill::At(step)).await;
        story.work_off().await;
        assert!(know(&story, &document, "auditor").await, "killed when {step}");
        unshare(&story, &document, "auditor").await;
        story.kill(Kill::At(step)).await;
        story.lose_messages().await;
        story.sweep().await.unwrap();
        assert!(!know(&story, &document, "auditor").await, "killed when {step}, and its message lost");
    }
}

#[tokio::test]
async fn later_points_get_the_change() {
    let story = Story::begin().await;
    let watch = Watch::start().await;
    let document = story.upload(&paragraphs(2)).await;
    story.work_on_landing().await;
    story.lose_messages().await;
    let range = pages_message(&document, 1, 2);
    let watched = story.watched(&watch).await;
    let work = tokio::spawn(async move { Story::deliver_to(&watched, &[range]).await });
    let held = watch.until("stored").await;
    share(&story, &document, "auditor").await;
    story.work_off().await;
    held.go_on();
    assert_eq!(watch.during(work).await.unwrap(), [true]);
    assert!(know(&story, &document, "auditor").await);
}

#[tokio::test]
async fn deleted_document_is_skipped() {
    let story = Story::begin().await;
    let document = ready(&story).await;
    share(&story, &document, "auditor").await;
    let late = bodies(&story).await;
    story.delete(&document).await;
    story.work_off().await;
    assert_eq!(story.deliver(&late).await, [true]);
    assert!(story.has_nothing_of(&document).await);
}
