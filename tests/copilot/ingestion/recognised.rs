//! Pages without usable text are recognised in pictures of them.

use super::scenario::{RECOGNITION_STEPS, Scenario, StoredState, Uploaded, recognise_message};
use jiff::SignedDuration;
use sisuiq_documents_db::document_page_scans;
use sisuiq_model::VersionKey;
use sisuiq_testing::pdf::{PageBuilder, PdfBuilder};

const IDLE: SignedDuration = SignedDuration::from_mins(11);
const TEXT: &str = "The Karuma station was opened in September 2024\nand delivers 600 megawatts to the grid.";

fn letter() -> PdfBuilder {
    let lines: Vec<&str> = TEXT.lines().collect();
    PdfBuilder::default().page(PageBuilder::default().paragraph(72.0, 700.0, 12.0, &lines))
}

/// A ready document with one scanned page, whose message waits.
async fn scanned(scenario: &Scenario) -> Uploaded {
    let document = scenario.upload(&Scenario::scan(&letter().build(), 1).await).await;
    scenario.drain_queue().await;
    document
}

/// A picture without text.
fn picture() -> Vec<u8> {
    PdfBuilder::default().page(PageBuilder::default().picture()).build()
}

fn is_read(found: &StoredState) {
    let page = found.pages.first().expect("the page is stored");
    assert!(page.ocr && page.has_text, "{page:?}");
    assert!(page.text.contains("600 megawatts"), "{:?}", page.text);
    assert_eq!((found.status.as_str(), found.pages_without_text.as_slice()), ("ready", &[][..]));
    assert!(!found.chunks.is_empty());
    assert_eq!(found.points, found.chunk_ids());
}

async fn states(scenario: &Scenario, document: &Uploaded) -> Vec<(String, i32, Option<String>)> {
    let scans = scenario.stored_scans(document).await;
    scans.into_iter().map(|scan| (scan.state, scan.attempts, scan.reason)).collect()
}

#[tokio::test]
async fn pictures_without_text_stay_without() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&picture()).await;
    scenario.drain_queue().await;
    assert_eq!(scenario.recognise_all().await, 0);
    assert_eq!(scenario.world().waiting().await, Vec::<String>::new(), "nothing is read again");
    assert_eq!(states(&scenario, &document).await, [("read".to_owned(), 1, None)]);
    assert_eq!(scenario.stored_state(&document).await.pages_without_text, [1]);
    scenario.clock.advance(IDLE);
    scenario.sweep().await.unwrap();
    assert!(scenario.waiting_for_ocr().await.is_empty());
}

#[tokio::test]
async fn scanned_pages_become_searchable() {
    let scenario = Scenario::begin().await;
    let document = scanned(&scenario).await;
    let before = scenario.stored_state(&document).await;
    assert_eq!((before.status.as_str(), before.pages_without_text.as_slice()), ("ready", &[1][..]));
    scenario.recognise_and_read().await;
    is_read(&scenario.stored_state(&document).await);
    assert_eq!(scenario.stored_scans(&document).await[0].script.as_deref(), Some("latin"));
}

#[tokio::test]
async fn pages_with_text_are_left_alone() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&letter().page(PageBuilder::default()).build()).await;
    scenario.drain_queue().await;
    assert!(scenario.stored_scans(&document).await.is_empty());
    assert!(scenario.waiting_for_ocr().await.is_empty());
    assert!(scenario.stored_state(&document).await.pages.iter().all(|page| !page.ocr));
}

#[tokio::test]
async fn lost_messages_are_sent_again() {
    let scenario = Scenario::begin().await;
    let document = scanned(&scenario).await;
    scenario.lose_ocr_messages().await;
    scenario.sweep().await.unwrap();
    assert!(scenario.waiting_for_ocr().await.is_empty(), "they may be on their way");
    scenario.clock.advance(IDLE);
    scenario.sweep().await.unwrap();
    assert_eq!(scenario.waiting_for_ocr().await.len(), 1);
    scenario.clock.advance(IDLE);
    scenario.sweep().await.unwrap();
    assert_eq!(scenario.waiting_for_ocr().await.len(), 1, "a waiting message is not doubled");
    scenario.recognise_all().await;
    scenario.lose_messages().await;
    scenario.clock.advance(IDLE);
    scenario.sweep().await.unwrap();
    scenario.drain_queue().await;
    is_read(&scenario.stored_state(&document).await);
}

#[tokio::test]
async fn duplicates_change_nothing() {
    let scenario = Scenario::begin().await;
    let document = scanned(&scenario).await;
    let order = recognise_message(&document, 1);
    let (one, other) = tokio::join!(
        scenario.recognise(std::slice::from_ref(&order)),
        scenario.recognise(std::slice::from_ref(&order)),
    );
    assert_eq!((one, other), (vec![true], vec![true]));
    scenario.recognise_and_read().await;
    let found = scenario.stored_state(&document).await;
    is_read(&found);
    assert_eq!(scenario.recognise(&[order.clone(), order]).await, [true, true]);
    scenario.drain_queue().await;
    assert_eq!(scenario.stored_state(&document).await, found);
}

#[tokio::test]
async fn killed_recognition_equals_clean_run() {
    let scenario = Scenario::begin().await;
    let clean = scanned(&scenario).await;
    scenario.recognise_and_read().await;
    let clean = scenario.stored_state(&clean).await;
    for step in RECOGNITION_STEPS {
        let document = scanned(&scenario).await;
        scenario.kill_recognition(step).await;
        scenario.recognise_all().await;
        scenario.clock.advance(IDLE);
        scenario.sweep().await.unwrap();
        scenario.drain_queue().await;
        let found = scenario.stored_state(&document).await;
        assert_eq!(found.content(), clean.content(), "killed at {step:?}");
        assert_eq!(found.points, found.chunk_ids(), "killed at {step:?}");
    }
}

#[tokio::test]
async fn three_failed_attempts_end_a_page() {
    let scenario = Scenario::begin().await;
    let document = scanned(&scenario).await;
    // the file shows a page that cannot be drawn
    let absent = "UPDATE document_page_scans SET page = 7 WHERE document_id = $1";
    scenario.world().execute(absent, &[&document.id]).await;
    let order = [recognise_message(&document, 7)];
    for expected in [false, false, true, true] {
        assert_eq!(scenario.recognise(&order).await, [expected]);
    }
    assert_eq!(states(&scenario, &document).await, [("failed".to_owned(), 3, Some("unreadable".to_owned()))]);
    assert_eq!(scenario.stored_state(&document).await.pages_without_text, [1]);
}

#[tokio::test]
async fn killed_third_attempts_end_a_page() {
    let scenario = Scenario::begin().await;
    let document = scanned(&scenario).await;
    let order = [recognise_message(&document, 1)];
    for (age, expected) in [("0 minutes", false), ("6 minutes", true)] {
        let killed = format!("UPDATE document_page_scans SET attempts = 3, updated_at = now() - interval '{age}'");
        scenario.world().execute(&killed, &[]).await;
        assert_eq!(scenario.recognise(&order).await, [expected], "it may still be running for five minutes");
    }
    assert_eq!(states(&scenario, &document).await, [("failed".to_owned(), 3, Some("kept_failing".to_owned()))]);
}

#[tokio::test]
async fn missing_files_are_no_attempts() {
    let scenario = Scenario::begin().await;
    let document = scanned(&scenario).await;
    scenario.destroy_object(&document).await;
    assert_eq!(scenario.recognise(&[recognise_message(&document, 1)]).await, [false]);
    assert_eq!(states(&scenario, &document).await, [("waiting".to_owned(), 0, None)]);
}

#[tokio::test]
async fn deleted_documents_are_left_alone() {
    let scenario = Scenario::begin().await;
    let document = scanned(&scenario).await;
    scenario.delete(&document).await;
    assert_eq!(scenario.recognise(&[recognise_message(&document, 1)]).await, [true]);
    scenario.drain_queue().await;
    assert!(scenario.has_nothing_of(&document).await);
    assert_eq!(scenario.recognise(&[recognise_message(&document, 1)]).await, [true]);
}

#[tokio::test]
async fn newer_versions_end_recognition() {
    let scenario = Scenario::begin().await;
    let document = scanned(&scenario).await;
    scenario.upload_version(&document, 2, &letter().build()).await;
    scenario.drain_queue().await;
    assert_eq!(scenario.recognise(&[recognise_message(&document, 1)]).await, [true]);
    assert!(scenario.stored_scans(&document).await.is_empty(), "the version is retired");
}

#[tokio::test]
async fn older_documents_are_recognised() {
    let scenario = Scenario::begin().await;
    let document = scanned(&scenario).await;
    scenario.lose_ocr_messages().await;
    for sql in [
        "DELETE FROM document_page_scans WHERE document_id = $1",
        "UPDATE document_ranges SET reader_version = 1 WHERE document_id = $1",
    ] {
        assert_ne!(scenario.world().execute(sql, &[&document.id]).await, 0, "{sql}");
    }
    scenario.sweep().await.unwrap();
    scenario.drain_queue().await;
    assert_eq!(scenario.waiting_for_ocr().await.len(), 1);
    scenario.recognise_and_read().await;
    is_read(&scenario.stored_state(&document).await);
}

#[tokio::test]
async fn pages_over_the_limit_are_not_recognised() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&letter().build()).await;
    scenario.drain_queue().await;
    let version = VersionKey { document: document.id, number: 1 };
    let database = scenario.world().database();
    let connection = database.connection().await.unwrap();
    for pages in [&[1, 2][..], &[2, 3, 4], &[4, 5]] {
        document_page_scans::enqueue(&connection, version, pages, 3, scenario.clock.now()).await.unwrap();
    }
    drop(connection);
    let states = states(&scenario, &document).await.into_iter().map(|(state, _, reason)| (state, reason));
    let waiting = || ("waiting".to_owned(), None);
    let over = || ("failed".to_owned(), Some("too_many_pages".to_owned()));
    assert_eq!(states.collect::<Vec<_>>(), [waiting(), waiting(), waiting(), over(), over()]);
}

#[tokio::test]
async fn other_messages_are_refused() {
    let scenario = Scenario::begin().await;
    let document = scanned(&scenario).await;
    assert_eq!(scenario.recognise(&[super::scenario::delete_message(&document)]).await, [false]);
    assert_eq!(scenario.deliver(&[recognise_message(&document, 1)]).await, [false]);
}
