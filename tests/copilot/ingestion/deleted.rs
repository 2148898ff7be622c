//! Documents that are deleted, and objects that disappear, while they are processed.

use super::scenario::{Scenario, delete_message, landed, landed_as, pages_message, paragraphs};
use copilot::ingestion::Watch;
use serde_json::json;
use sisuiq_testing::pdf::PdfBuilder;
use std::path::Path;
use world::World;

/// Deletes and purges a document while its ingestion waits at the step.
async fn delete_at(step: &str) {
    let scenario = Scenario::begin().await;
    let watch = Watch::start().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.deliver_notifications().await;
    let range = pages_message(&document, 1, 2);
    let watched = scenario.watched(&watch).await;
    let work = tokio::spawn(async move { Scenario::deliver_to(&watched, &[range]).await });
    let held = watch.until(step).await;
    scenario.delete(&document).await;
    assert!(scenario.finds_nothing_of(&document).await, "deleted at {step:?}: gone from this moment");
    scenario.deliver(&[delete_message(&document)]).await;
    held.go_on();
    assert_eq!(watch.during(work).await.unwrap(), [true], "deleted at {step:?}");
    assert!(scenario.has_nothing_of(&document).await, "deleted at {step:?}");
}

#[tokio::test]
async fn deletion_before_storing_is_final() {
    delete_at("read").await;
}

#[tokio::test]
async fn deletion_before_indexing_is_final() {
    delete_at("stored").await;
}

#[tokio::test]
async fn deletion_before_counting_is_final() {
    delete_at("indexed").await;
}

#[tokio::test]
async fn deletion_waits_for_the_last_count() {
    let scenario = Scenario::begin().await;
    let watch = Watch::start().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.deliver_notifications().await;
    let range = pages_message(&document, 1, 2);
    let watched = scenario.watched(&watch).await;
    let work = tokio::spawn(async move { Scenario::deliver_to(&watched, &[range]).await });
    let held = watch.until("counting").await;
    let let_it_count = async {
        scenario.until_somebody_waits().await;
        held.go_on();
        watch.during(work).await
    };
    let ((), done) = tokio::join!(scenario.delete(&document), let_it_count);
    assert_eq!(done.unwrap(), [true]);
    assert!(scenario.finds_nothing_of(&document).await);
    scenario.drain_queue().await;
    assert!(scenario.has_nothing_of(&document).await);
}

#[tokio::test]
async fn deletion_between_ranges_leaves_nothing() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(6)).await;
    scenario.deliver_notifications().await;
    scenario.lose_messages().await;
    scenario.deliver(&[pages_message(&document, 1, 2)]).await;
    scenario.delete(&document).await;
    let late = [pages_message(&document, 3, 4), delete_message(&document), pages_message(&document, 5, 6)];
    assert_eq!(scenario.deliver(&late).await, [true, true, true]);
    assert!(scenario.has_nothing_of(&document).await);
}

#[tokio::test]
async fn upload_after_deletion_is_removed() {
    let scenario = Scenario::begin().await;
    let document = scenario.promise(&paragraphs(2)).await;
    scenario.delete(&document).await;
    scenario.lose_messages().await;
    let notice = scenario.put(&document.key, &document.bytes).await;
    assert_eq!(scenario.deliver(&[notice]).await, [true]);
    assert!(scenario.has_nothing_of(&document).await);
}

#[tokio::test]
async fn removed_object_deletes_its_document() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.drain_queue().await;
    scenario.remove_object(&document).await;
    scenario.drain_queue().await;
    assert!(scenario.has_nothing_of(&document).await);
}

#[tokio::test]
async fn object_removed_during_ingestion_deletes_document() {
    let scenario = Scenario::begin().await;
    let watch = Watch::start().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.deliver_notifications().await;
    let range = pages_message(&document, 1, 2);
    let watched = scenario.watched(&watch).await;
    let work = tokio::spawn(async move { Scenario::deliver_to(&watched, &[range]).await });
    let held = watch.until("stored").await;
    scenario.remove_object(&document).await;
    scenario.deliver(&[scenario.removed(&document)]).await;
    held.go_on();
    assert_eq!(watch.during(work).await.unwrap(), [true]);
    assert!(scenario.has_nothing_of(&document).await);
}

#[tokio::test]
async fn outdated_removal_deletes_nothing() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.drain_queue().await;
    let before = scenario.stored_state(&document).await;
    assert_eq!(scenario.deliver(&[scenario.removed(&document)]).await, [true]);
    assert_eq!(scenario.stored_state(&document).await, before);
}

#[tokio::test]
async fn removal_before_creation_leaves_nothing() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.remove_object(&document).await;
    scenario.lose_messages().await;
    assert_eq!(scenario.deliver(&[scenario.removed(&document)]).await, [true]);
    assert_eq!(scenario.deliver(&[landed(&document)]).await, [true]);
    scenario.drain_queue().await;
    assert!(scenario.has_nothing_of(&document).await);
}

#[tokio::test]
async fn later_object_is_ignored() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(3)).await;
    scenario.drain_queue().await;
    let before = scenario.stored_state(&document).await;
    scenario.put(&document.key, &paragraphs(1)).await;
    scenario.drain_queue().await;
    assert_eq!(scenario.stored_state(&document).await, before);
}

#[tokio::test]
async fn later_object_during_ingestion_is_ignored() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(4)).await;
    scenario.deliver_notifications().await;
    scenario.put(&document.key, &paragraphs(1)).await;
    scenario.drain_queue().await;
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.pages_done), ("ready", 4));
    assert_eq!(found.sha256.as_deref(), Some(document.sha256().as_str()));
}

#[tokio::test]
async fn later_object_retries_no_failed_document() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(2)).await;
    scenario.give_up(&document).await;
    assert_eq!(scenario.deliver(&[landed_as(&document, "0123456789abcdef0123456789abcdef")]).await, [true]);
    let found = scenario.stored_state(&document).await;
    assert_eq!((found.status.as_str(), found.error_code.as_deref()), ("failed", Some("kept_failing")));
}

#[tokio::test]
async fn upload_after_purge_is_hidden() {
    let scenario = Scenario::begin().await;
    let document = scenario.promise(&paragraphs(1)).await;
    scenario.delete(&document).await;
    scenario.drain_queue().await;
    let notice = scenario.put(&document.key, &document.bytes).await;
    assert!(scenario.shows_object(&document.key).await);
    assert_eq!(scenario.deliver(&[notice.clone(), notice]).await, [true, true]);
    assert!(!scenario.shows_object(&document.key).await && scenario.has_object(&document.key).await);
    assert!(!scenario.knows(&document).await);
}

#[tokio::test]
async fn deleting_twice_is_deleting_once() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(1)).await;
    scenario.drain_queue().await;
    scenario.delete(&document).await;
    let twice = [delete_message(&document), delete_message(&document)];
    assert_eq!(scenario.deliver(&twice).await, [true, true]);
    assert!(scenario.has_nothing_of(&document).await);
}

#[tokio::test]
async fn purge_skips_documents_in_use() {
    let scenario = Scenario::begin().await;
    let document = scenario.upload(&paragraphs(1)).await;
    scenario.drain_queue().await;
    let before = scenario.stored_state(&document).await;
    scenario.deliver(&[delete_message(&document)]).await;
    assert_eq!(scenario.stored_state(&document).await, before);
    assert!(scenario.has_object(&document.key).await);
}

/// The SQL statements of a section in docs/OPERATIONS.md.
fn statements(section: &str) -> Vec<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/OPERATIONS.md");
    let page = std::fs::read_to_string(page).unwrap();
    let section = page.split_once(&format!("\n## {section}\n")).unwrap().1.split("\n## ").next().unwrap();
    section.split("```sql\n").skip(1).map(|block| block.split("```").next().unwrap().to_owned()).collect()
}

/// The names of the tables that contain one of these texts, in order.
async fn tables_with(world: &World, texts: &[&str]) -> Vec<String> {
    let connection = world.database().connection().await.unwrap();
    let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1";
    let tables: Vec<String> = connection.query(tables, &[]).await.unwrap().iter().map(|row| row.get(0)).collect();
    let mut found = Vec::new();
    for table in tables {
        let rows = format!(
            "SELECT EXISTS (SELECT 1 FROM \"{table}\" AS t, unnest($1::text[]) AS w WHERE strpos(t::text, w) > 0)"
        );
        if connection.query_one(&rows, &[&texts]).await.unwrap().get(0) {
            found.push(table);
        }
    }
    found
}

#[tokio::test]
async fn documented_statements_erase_one_person() {
    let scenario = Scenario::begin().await;
    let world = scenario.world();
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let pdf = |text: &str| PdfBuilder::of_texts(&[text]).build();
    let erased = alice.uploads("alice.pdf", &pdf("The heron of Lake Kivu counts seven transformers.")).await;
    let kept = bob.uploads("bob.pdf", &pdf("The vision of the company is a reliable grid.")).await;
    let table = alice.tabulates("outages.csv", b"date,minutes\n2031-01-02,30\n", Some(100.0)).await;
    let given = bob.uploads("given.pdf", &pdf("The mission of the company is safe electricity.")).await;
    let id = alice.get("/api/auth/me").await.is(200).text("id").to_owned();
    for document in [&kept, &given] {
        bob.put(&format!("{}/shares/users/{id}", document.path()), json!({})).await.is(204);
    }
    bob.delete(&format!("{}/shares/users/{id}", given.path())).await.is(204);
    alice.asks("What does the heron of Lake Kivu count?").await.is(200);
    let [hide, remove] = statements("Erasing a person").try_into().unwrap();
    let connection = world.database().connection().await.unwrap();
    world.sweeps().await;
    world.maintains().await;
    let run = async |block: &str| {
        for statement in block.split(';').map(str::trim).filter(|statement| !statement.is_empty()) {
            connection.execute(&statement.replace("'ID'", &format!("'{id}'")), &[]).await?;
        }
        Ok::<_, sisuiq_db::DatabaseError>(())
    };

    let hidden = "UPDATE documents SET access = 'owner' WHERE id::text = $1";
    assert_eq!(connection.execute(hidden, &[&erased.id]).await.unwrap(), 1);
    let handed_over = "UPDATE documents SET owner_id = $1::text::uuid WHERE id::text = $2";
    assert_eq!(connection.execute(handed_over, &[&id, &given.id]).await.unwrap(), 1);
    run(&hide).await.unwrap();
    alice.get("/api/auth/me").await.is(401);
    assert!(run(&remove).await.is_err(), "what is in other stores goes first");
    world.sweeps().await;
    world.maintains().await;
    assert_eq!(world.deliver_all().await, 0);
    run(&remove).await.unwrap();
    drop(connection);
    for key in [&erased.key, &given.key, &table.key] {
        assert!(!scenario.has_object(key).await, "{key}");
    }
    let left = tables_with(world, &[&id, &alice.email(), "alice.pdf", "heron"]).await;
    assert_eq!(left, ["audit_records", "erasures"], "nothing but ids, that no backup may undo it");
    assert!(tables_with(world, &[&alice.email(), "alice.pdf", "heron"]).await.is_empty());
    bob.get(&kept.path()).await.is(200);
    let untold = "SELECT count(*) FROM documents WHERE readers_revision <> indexed_readers_revision";
    let connection = world.database().connection().await.unwrap();
    assert_eq!(connection.query_one(untold, &[]).await.unwrap().get::<_, i64>(0), 1, "vectors are told of the readers");
    assert_ne!(bob.asks("What is the vision of the company?").await.is(200)["citations"], json!([]));
}
