//! Documents that an older reader made are read again by the sweep.

use super::{
    malformed_files,
    scenario::{Scenario, StoredState, Uploaded, paragraphs},
};
use copilot::ingestion::{Kill, REINDEX_STEPS, Watch};
use jiff::SignedDuration;

const IDLE: SignedDuration = SignedDuration::from_mins(11);

/// A document with another text and other counts, as from a reader before versions were recorded.
async fn outdated(scenario: &Scenario, pages: usize) -> Uploaded {
    let document = scenario.upload(&paragraphs(pages)).await;
    scenario.drain_queue().await;
    let world = scenario.world();
    for sql in [
        "UPDATE document_ranges SET reader_version = NULL WHERE document_id = $1",
        "UPDATE document_pages SET text = 'x' || text WHERE document_id = $1",
        "UPDATE document_versions SET pages_without_text = '{1}' WHERE document_id = $1",
        "UPDATE document_chunk_terms SET terms = '{1}', weights = '{1}' WHERE document_id = $1",
        "DELETE FROM document_chunks WHERE document_id = $1 AND ordinal = 0",
    ] {
        assert_ne!(world.execute(sql, &[&document.id]).await, 0, "{sql}");
    }
    document
}

/// The contents of a document of the current reader.
async fn clean(scenario: &Scenario, pages: usize) -> StoredState {
    let document = scenario.upload(&paragraphs(pages)).await;
    scenario.drain_queue().await;
    scenario.stored_state(&document).await
}

async fn bodies(scenario: &Scenario) -> Vec<String> {
    scenario.receive().await.iter().map(|message| message.body().unwrap().to_owned()).collect()
}

/// The messages that a sweep sends, which stay in the queue.
async fn swept(scenario: &Scenario) -> Vec<String> {
    scenario.sweep().await.unwrap();
    bodies(scenario).await
}

async fn is_read_again(scenario: &Scenario, document: &Uploaded, clean: &StoredState) {
    let found = scenario.stored_state(document).await;
    assert_eq!(found.content(), clean.content());
    assert_eq!(found.points, found.chunk_ids());
}

#[tokio::test]
async fn failed_reread_keeps_text_and_ends() {
    let scenario = Scenario::with(&[("INGEST_MAX_RECEIVES", "2")]).await;
    let (missing, changed) = (outdated(&scenario, 2).await, outdated(&scenario, 2).await);
    let before = (scenario.stored_state(&missing).await, scenario.stored_state(&changed).await);
    scenario.destroy_object(&missing).await;
    scenario.destroy_object(&changed).await;
    scenario.put(&changed.key, &paragraphs(1)).await;
    scenario.drain_queue().await;
    assert_eq!(swept(&scenario).await.len(), 2);
    scenario.drain_queue_counting().await;
    assert_eq!((scenario.stored_state(&missing).await, scenario.stored_state(&changed).await), before);
    scenario.clock.advance(IDLE);
    assert!(swept(&scenario).await.is_empty(), "the same reader does not try again");
}

#[tokio::test]
async fn page_turned_unreadable_keeps_text() {
    let scenario = Scenario::begin().await;
    let document = outdated(&scenario, 1).await;
    let before = scenario.stored_state(&document).await;
    let files = malformed_files::all();
    let unreadable = files.iter().find(|file| file.name == "a form that draws itself").unwrap();
    let forget = "UPDATE document_versions SET sha256 = NULL WHERE document_id = $1";
    scenario.world().execute(forget, &[&document.id]).await;
    scenario.destroy_object(&document).await;
    scenario.put(&document.key, &unreadable.bytes).await;
    scenario.drain_queue().await;
    assert_eq!(swept(&scenario).await.len(), 1);
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.pages, found.chunks), (before.pages, before.chunks));
    scenario.clock.advance(IDLE);
    assert!(swept(&scenario).await.is_empty(), "the same reader does not try again");
}

#[tokio::test]
async fn killing_range_is_not_requested_again() {
    let scenario = Scenario::begin().await;
    let document = outdated(&scenario, 2).await;
    let orders = swept(&scenario).await;
    scenario.lose_messages().await;
    let state = scenario.ingest().await;
    assert_eq!(Scenario::deliver_for(&state, &orders, 6).await, [false], "every attempt was killed");
    scenario.clock.advance(IDLE);
    assert!(swept(&scenario).await.is_empty());
    assert!(!scenario.visible_chunks(&document).await.is_empty());
}

#[tokio::test]
async fn zero_ranges_stop_rereading() {
    let scenario = Scenario::with(&[("REREAD_RANGES", "0")]).await;
    outdated(&scenario, 2).await;
    assert!(swept(&scenario).await.is_empty());
}

#[tokio::test]
async fn rereading_waits_for_other_work() {
    let scenario = Scenario::begin().await;
    let document = outdated(&scenario, 2).await;
    let clean = clean(&scenario, 2).await;
    scenario.upload(&paragraphs(2)).await;
    assert_eq!(swept(&scenario).await.len(), 1, "an upload waits in the queue");
    scenario.deliver_notifications().await;
    scenario.lose_messages().await;
    assert!(swept(&scenario).await.is_empty(), "an upload is being read");
    scenario.clock.advance(IDLE);
    assert_eq!(swept(&scenario).await.len(), 1, "the lost range of the upload goes first");
    scenario.drain_queue().await;
    assert_eq!(swept(&scenario).await.len(), 1);
    scenario.drain_queue().await;
    is_read_again(&scenario, &document, &clean).await;
}

#[tokio::test]
async fn few_ranges_are_read_at_once() {
    let scenario = Scenario::with(&[("REREAD_RANGES", "2")]).await;
    let clean = clean(&scenario, 6).await;
    let document = outdated(&scenario, 6).await;
    let first = swept(&scenario).await;
    assert_eq!(first.len(), 2);
    assert_eq!(swept(&scenario).await.len(), 2, "these are still to be read");
    scenario.drain_queue().await;
    let second = swept(&scenario).await;
    assert_eq!(second.len(), 1);
    scenario.drain_queue().await;
    is_read_again(&scenario, &document, &clean).await;
    assert!(swept(&scenario).await.is_empty());
}

#[tokio::test]
async fn killed_reread_equals_clean_run() {
    let scenario = Scenario::begin().await;
    let clean = clean(&scenario, 3).await;
    for step in REINDEX_STEPS {
        let document = outdated(&scenario, 3).await;
        scenario.sweep().await.unwrap();
        scenario.kill(Kill::At(step)).await;
        assert!(!scenario.visible_chunks(&document).await.is_empty(), "killed at {step:?}: it answers");
        scenario.drain_queue().await;
        is_read_again(&scenario, &document, &clean).await;
    }
}

#[tokio::test]
async fn killed_sweep_is_continued() {
    let scenario = Scenario::begin().await;
    let clean = clean(&scenario, 3).await;
    let document = outdated(&scenario, 3).await;
    let watch = Watch::start().await;
    let watched = scenario.watched(&watch).await;
    let work = tokio::spawn(async move { Scenario::sweep_with(&watched).await });
    let held = watch.until("reread marked").await;
    work.abort();
    held.go_on();
    assert!(work.await.is_err(), "it never ends");
    assert!(bodies(&scenario).await.is_empty());
    scenario.clock.advance(IDLE);
    assert_eq!(swept(&scenario).await.len(), 2);
    scenario.drain_queue().await;
    is_read_again(&scenario, &document, &clean).await;
}

#[tokio::test]
async fn duplicate_and_late_messages_change_nothing() {
    let scenario = Scenario::begin().await;
    let clean = clean(&scenario, 4).await;
    let document = outdated(&scenario, 4).await;
    let mut orders = swept(&scenario).await;
    scenario.lose_messages().await;
    orders.reverse();
    let twice = [orders.clone(), orders.clone()].concat();
    assert!(scenario.deliver_each_in_a_batch_of_its_own(&twice).await.into_iter().all(|succeeded| succeeded));
    is_read_again(&scenario, &document, &clean).await;
    assert_eq!(scenario.deliver(&orders).await, [true, true]);
    is_read_again(&scenario, &document, &clean).await;
}

#[tokio::test]
async fn answers_before_new_points_expire() {
    let scenario = Scenario::with(&[("ANSWER_CACHE_SECONDS", "3600")]).await;
    outdated(&scenario, 1).await;
    let owner = scenario.owner().await;
    let is_cached = async || owner.asks("Which substation was connected?").await.is(200)["cache_hit"] == true;
    let orders = swept(&scenario).await;
    let watch = Watch::start().await;
    let watched = scenario.watched(&watch).await;
    let work = tokio::spawn(async move { Scenario::deliver_to(&watched, &orders).await });
    let held = watch.until("reindex stored").await;
    assert!(!is_cached().await && is_cached().await, "new rows, all points");
    scenario.clock.advance(SignedDuration::from_secs(1));
    held.go_on();
    assert_eq!(watch.during(work).await.unwrap(), [true]);
    assert!(!is_cached().await && is_cached().await, "new rows, new points");
}

#[tokio::test]
async fn document_deleted_meanwhile_stays_deleted() {
    let scenario = Scenario::begin().await;
    let document = outdated(&scenario, 2).await;
    let orders = swept(&scenario).await;
    scenario.delete(&document).await;
    scenario.drain_queue().await;
    assert_eq!(scenario.deliver(&orders).await, [true]);
    assert!(scenario.has_nothing_of(&document).await);
}

#[tokio::test]
async fn newer_version_meanwhile_stays_alone() {
    for step in ["reindex ordered", "reindex embedded", "reindex stored", "reindex indexed"] {
        let scenario = Scenario::begin().await;
        let document = outdated(&scenario, 2).await;
        let orders = swept(&scenario).await;
        scenario.lose_messages().await;
        let watch = Watch::start().await;
        let watched = scenario.watched(&watch).await;
        let work = tokio::spawn(async move { Scenario::deliver_to(&watched, &orders).await });
        let held = watch.until(step).await;
        scenario.upload_version(&document, 2, &paragraphs(3)).await;
        scenario.drain_queue().await;
        held.go_on();
        assert_eq!(watch.during(work).await.unwrap(), [true], "replaced at {step:?}");
        scenario.clock.advance(IDLE);
        scenario.sweep().await.unwrap();
        scenario.drain_queue().await;
        let found = scenario.stored_state(&document).await;
        assert_eq!(scenario.visible_chunks(&document).await, found.chunk_ids(), "replaced at {step:?}");
        assert_eq!(found.points, found.chunk_ids(), "replaced at {step:?}");
        assert!(swept(&scenario).await.is_empty(), "replaced at {step:?}: nothing waits any more");
    }
}

#[tokio::test]
async fn current_documents_are_left_alone() {
    let scenario = Scenario::begin().await;
    clean(&scenario, 2).await;
    scenario.clock.advance(IDLE);
    assert!(swept(&scenario).await.is_empty());
}

#[tokio::test]
async fn reread_keeps_dates_and_status() {
    let scenario = Scenario::begin().await;
    let document = outdated(&scenario, 2).await;
    let dates = async || {
        let sql = "SELECT concat_ws(' ', status, versions.created_at, versions.updated_at, ready_at, documents.updated_at) \
            FROM document_versions AS versions JOIN documents ON documents.id = document_id WHERE document_id = $1";
        let connection = scenario.world().database().connection().await.unwrap();
        connection.query_one(sql, &[&document.id]).await.unwrap().get::<_, String>(0)
    };
    let before = dates().await;
    scenario.clock.advance(IDLE);
    scenario.sweep().await.unwrap();
    scenario.drain_queue().await;
    assert_eq!(dates().await, before);
}
