//! Synchronisation of a document's readers to the vector store: late, twice, out of order, and by runs that are killed.

use super::scenario::{Scenario, Uploaded, pages_message, paragraphs};
use copilot::ingestion::{Kill, READERS_STEPS, Watch};
use serde_json::json;

async fn share(scenario: &Scenario, document: &Uploaded, role: &str) {
    let path = format!("/api/documents/{}/shares/roles/{role}", document.id);
    scenario.owner().await.put(&path, json!({})).await.is(204);
}

async fn unshare(scenario: &Scenario, document: &Uploaded, role: &str) {
    let path = format!("/api/documents/{}/shares/roles/{role}", document.id);
    scenario.owner().await.delete(&path).await.is(204);
}

/// Returns whether the points of the document contain the role. Fails if only some do.
async fn know(scenario: &Scenario, document: &Uploaded, role: &str) -> bool {
    let points = scenario.stored_points(document).await;
    assert!(!points.is_empty());
    let knowing = points.values().filter(|point| point.contains(role)).count();
    assert!(knowing == 0 || knowing == points.len(), "{knowing} of {} points", points.len());
    knowing > 0
}

async fn ready(scenario: &Scenario) -> Uploaded {
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.drain_queue().await;
    document
}

async fn bodies(scenario: &Scenario) -> Vec<String> {
    scenario.receive().await.iter().map(|message| message.body().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn sweep_applies_lost_share() {
    let scenario = Scenario::begin().await;
    let document = ready(&scenario).await;
    share(&scenario, &document, "auditor").await;
    scenario.lose_messages().await;
    assert!(!know(&scenario, &document, "auditor").await);
    scenario.sweep().await.unwrap();
    assert!(know(&scenario, &document, "auditor").await);
}

#[tokio::test]
async fn last_change_wins_in_any_order() {
    let scenario = Scenario::begin().await;
    let document = ready(&scenario).await;
    share(&scenario, &document, "auditor").await;
    unshare(&scenario, &document, "auditor").await;
    share(&scenario, &document, "analyst").await;
    let mut late = bodies(&scenario).await;
    assert_eq!(late.len(), 3);
    late.reverse();
    late.extend(late.clone());
    assert_eq!(scenario.deliver(&late).await, [true; 6]);
    assert!(know(&scenario, &document, "analyst").await && !know(&scenario, &document, "auditor").await);
}

#[tokio::test]
async fn overtaken_update_changes_nothing() {
    let scenario = Scenario::begin().await;
    let watch = Watch::start().await;
    let document = ready(&scenario).await;
    share(&scenario, &document, "auditor").await;
    let early = bodies(&scenario).await;
    let watched = scenario.watched(&watch).await;
    let work = tokio::spawn(async move { Scenario::deliver_to(&watched, &early).await });
    let held = watch.until("readers known").await;
    unshare(&scenario, &document, "auditor").await;
    scenario.drain_queue().await;
    assert!(!know(&scenario, &document, "auditor").await);
    held.go_on();
    assert_eq!(watch.during(work).await.unwrap(), [true]);
    assert!(!know(&scenario, &document, "auditor").await, "the points know of later readers");
    scenario.sweep().await.unwrap();
    assert!(!know(&scenario, &document, "auditor").await);
}

#[tokio::test]
async fn killed_message_redelivered_is_applied() {
    let scenario = Scenario::begin().await;
    let document = ready(&scenario).await;
    for step in READERS_STEPS {
        share(&scenario, &document, "auditor").await;
        scenario.kill(Kill::At(step)).await;
        scenario.drain_queue().await;
        assert!(know(&scenario, &document, "auditor").await, "killed when {step}");
        unshare(&scenario, &document, "auditor").await;
        scenario.kill(Kill::At(step)).await;
        scenario.lose_messages().await;
        scenario.sweep().await.unwrap();
        assert!(!know(&scenario, &document, "auditor").await, "killed when {step}, and its message lost");
    }
}

#[tokio::test]
async fn later_points_get_the_change() {
    let scenario = Scenario::begin().await;
    let watch = Watch::start().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.deliver_notifications().await;
    scenario.lose_messages().await;
    let range = pages_message(&document, 1, 2);
    let watched = scenario.watched(&watch).await;
    let work = tokio::spawn(async move { Scenario::deliver_to(&watched, &[range]).await });
    let held = watch.until("stored").await;
    share(&scenario, &document, "auditor").await;
    scenario.drain_queue().await;
    held.go_on();
    assert_eq!(watch.during(work).await.unwrap(), [true]);
    assert!(know(&scenario, &document, "auditor").await);
}

#[tokio::test]
async fn deleted_document_is_skipped() {
    let scenario = Scenario::begin().await;
    let document = ready(&scenario).await;
    share(&scenario, &document, "auditor").await;
    let late = bodies(&scenario).await;
    scenario.delete(&document).await;
    scenario.drain_queue().await;
    assert_eq!(scenario.deliver(&late).await, [true]);
    assert!(scenario.has_nothing_of(&document).await);
}
