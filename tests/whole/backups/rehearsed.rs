//! The monthly drill: a backup is restored beside the live data, compared, asked, and discarded.

use backup::{Request, Response};
use copilot::COPILOT;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use sisuiq_admin_db::{
    backups,
    restore_drills::{self, RestoreDrill},
};
use sisuiq_backup::{BackupError, DrillStatus};
use sisuiq_model::UserRole;
use sisuiq_testing::pdf::PdfBuilder;
use tokio::time::Instant;
use uuid::Uuid;
use world::World;

const TEXT: &str = "The heron of Lake Kivu counts seven transformers each night.";
const QUESTION: &str = "What does the heron of Lake Kivu count?";

/// A world with a document and an answer from it.
async fn asked_world() -> (World, String) {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let document = admin.uploads("herons.pdf", &PdfBuilder::of_texts(&[TEXT]).build()).await;
    assert_ne!(world.user("alice").await.asks(QUESTION).await.is(200)["citations"], json!([]));
    world.sweeps().await;
    assert_eq!(world.deliver_all().await, 0);
    (world, document.path())
}

async fn requests(world: &World, request: Request) -> Result<Response, BackupError> {
    backup::handle(&world.backups().await, request, None).await
}

/// Drills and returns the reason why that failed. Nothing may have changed but the records, and nothing be left.
async fn fails(world: &World) -> String {
    let before = world.contents().await;
    let error = world.drills().await.unwrap_err().to_string();
    assert_eq!(world.contents().await, before);
    assert_eq!(left_tables(world).await, 0);
    let last = last(world).await;
    assert_eq!(last.status, "failed");
    assert!(last.error.as_ref().is_some_and(|reason| reason.starts_with(&error)), "{last:?} instead of {error}");
    error
}

async fn last(world: &World) -> RestoreDrill {
    let connection = world.database().connection().await.unwrap();
    restore_drills::find_last(&connection).await.unwrap().unwrap()
}

/// Temporary tables in the database, of any session.
async fn left_tables(world: &World) -> i64 {
    let connection = world.database().connection().await.unwrap();
    let left = "SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'";
    connection.query_one(left, &[]).await.unwrap().get(0)
}

async fn newest_backup(world: &World) -> backups::Backup {
    let connection = world.database().connection().await.unwrap();
    backups::list(&connection, 1).await.unwrap().remove(0)
}

#[tokio::test]
async fn drill_without_backup_is_skipped() {
    let world = World::new(COPILOT).await;
    world.prepare_storage().await;
    let done = requests(&world, Request::DrillIfDue).await.unwrap();
    let Response::Drill(drilled) = done else { panic!("{done:?}") };
    let reason = Some("there is no verified backup yet".to_owned());
    assert_eq!((drilled.status, &drilled.reason), (DrillStatus::Skipped, &reason));
    let last = last(&world).await;
    assert_eq!((last.status.as_str(), last.error, last.findings.backup), ("skipped", reason, None));
}

#[tokio::test]
async fn drill_of_unknown_backup_fails() {
    let world = World::new(COPILOT).await;
    world.prepare_storage().await;
    let unknown = requests(&world, Request::Drill { id: Some(Uuid::from_u128(1)) }).await.unwrap_err();
    assert!(matches!(unknown, BackupError::Unknown), "{unknown}");
    assert_eq!(last(&world).await.status, "failed");
}

#[tokio::test]
async fn drill_needs_the_vault() {
    let world = World::new(COPILOT).await;
    world.set("DOCUMENTS_BUCKET", "no-bucket-of-this-world");
    let reason = fails(&world).await;
    assert!(reason.starts_with("the bucket failed or is unavailable"), "{reason}");
}

#[tokio::test]
async fn damaged_backup_fails_the_drill() {
    let (world, _) = asked_world().await;
    let id = world.backs_up().await;
    let part = format!("backups/{id}/document_pages/000000");
    world.s3().put_object().bucket(world.bucket()).key(&part).body(Vec::new().into()).send().await.unwrap();
    let reason = fails(&world).await;
    assert!(reason.ends_with(&format!("{part} was altered")), "{reason}");
    let backup = newest_backup(&world).await;
    assert_eq!((backup.status.as_str(), backup.verified_at), ("failed", None), "it no longer counts");
    let found = last(&world).await.findings;
    assert!(found.backup == Some(id) && found.tables > 0, "how far it came is recorded: {found:?}");
    // it is no verified backup any more
    assert_eq!(world.drills().await.unwrap().status, DrillStatus::Skipped);
}

#[tokio::test]
async fn missing_referenced_rows_fail_the_drill() {
    let (world, _) = asked_world().await;
    let definition = "FOREIGN KEY (document_id, version) REFERENCES document_versions ON DELETE CASCADE";
    world.execute("ALTER TABLE document_pages DROP CONSTRAINT document_pages_document_id_version_fkey", &[]).await;
    world.execute("UPDATE document_pages SET version = 7", &[]).await;
    world.backs_up().await;
    let add = "ALTER TABLE document_pages ADD CONSTRAINT document_pages_document_id_version_fkey";
    world.execute(&format!("{add} {definition} NOT VALID"), &[]).await;
    let reason = fails(&world).await;
    let expected = "rows of the table document_pages refer to rows that the backup lacks \
        (document_pages_document_id_version_fkey)";
    assert_eq!(reason, expected);
}

#[tokio::test]
async fn missing_passages_fail_the_drill() {
    let (world, document) = asked_world().await;
    assert!(world.execute("DELETE FROM document_chunks", &[]).await > 0);
    world.backs_up().await;
    let reason = fails(&world).await;
    let id = document.rsplit('/').next().unwrap();
    assert_eq!(reason, format!("the backup has 0 passages of the document {id}, but the vector store has 1 points"));
    let found = last(&world).await.findings;
    assert_eq!((found.points_expected, found.points_found), (0, 1));
}

#[tokio::test]
async fn other_page_text_fails_the_drill() {
    let (world, _) = asked_world().await;
    world.execute("UPDATE document_pages SET text = 'The heron sleeps.'", &[]).await;
    world.backs_up().await;
    let reason = fails(&world).await;
    let unanswered = "a passage by its words, the words that an answer quoted";
    assert_eq!(reason, format!("the restored rows do not contain the expected answer: {unanswered}"));
    let found = last(&world).await.findings;
    assert_eq!((found.questions_asked, found.questions_answered), (2, 0));
}

#[tokio::test]
async fn drill_without_vector_store_fails() {
    let (world, _) = asked_world().await;
    world.backs_up().await;
    world.break_qdrant().await;
    assert_eq!(fails(&world).await, "the vector store failed or is unavailable");
}

#[tokio::test]
async fn drill_without_time_fails() {
    let (world, _) = asked_world().await;
    world.backs_up().await;
    let late = world.backups().await.drill(None, Some(Instant::now())).await.unwrap_err();
    assert!(matches!(late, BackupError::OutOfTime), "{late}");
    assert_eq!(last(&world).await.error.as_deref(), Some("the time was not sufficient"));
}

#[tokio::test]
async fn good_backup_passes_and_changes_nothing() {
    let (world, _) = asked_world().await;
    let id = world.backs_up().await;
    world.wait(SignedDuration::from_hours(2));
    let (before, backup) = (world.contents().await, newest_backup(&world).await);
    let drilled = world.drills().await.unwrap();
    assert_eq!((drilled.status, drilled.backup_id), (DrillStatus::Passed, Some(id)));
    assert_eq!((drilled.tables, drilled.rows), (backup.extent.tables, backup.extent.rows));
    assert_eq!((drilled.points_expected, drilled.points_found), (1, 1));
    assert_eq!((drilled.questions_asked, drilled.questions_answered), (2, 2), "there is neither law nor a list");
    assert_eq!(world.contents().await, before);
    assert_eq!(left_tables(&world).await, 0);
    // the database keeps microseconds
    let moment = |time: Option<Timestamp>| time.map(Timestamp::as_microsecond);
    let now = Some(world.clock().now().as_microsecond());
    assert_ne!(moment(backup.verified_at), now);
    assert_eq!(moment(newest_backup(&world).await.verified_at), now);
    assert_eq!(moment(world.backups().await.list().await.unwrap()[0].verified_at), now);
}

#[tokio::test]
async fn later_changes_do_not_fail_the_drill() {
    let (world, document) = asked_world().await;
    world.backs_up().await;
    let admin = world.logs_in("admin").await;
    admin.delete(&document).await.is(204);
    admin.uploads("later.pdf", &PdfBuilder::of_texts(&["Nothing of this is in the backup."]).build()).await;
    world.notes_erasures().await;
    assert_eq!(world.deliver_all().await, 0);
    let drilled = world.drills().await.unwrap();
    assert_eq!((drilled.points_expected, drilled.points_found), (0, 0));
    assert_eq!((drilled.questions_asked, drilled.questions_answered), (1, 1), "what was erased is not searched");
}

#[tokio::test]
async fn two_drills_do_not_disturb_each_other() {
    let (world, _) = asked_world().await;
    world.backs_up().await;
    let (one, other) = tokio::join!(world.drills(), world.drills());
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_ne!(one.id, other.id);
    assert_eq!((one.status, one.rows), (other.status, other.rows));
    assert_eq!(one.status, DrillStatus::Passed);
    assert_eq!(left_tables(&world).await, 0);
}

#[tokio::test]
async fn drill_locks_out_no_backup() {
    let world = World::new(COPILOT).await;
    world.admits("alice", UserRole::User).await;
    world.backs_up().await;
    let connection = world.database().connection().await.unwrap();
    let lock = i64::from_be_bytes(*b"\0\0SISUBA");
    connection.query("SELECT pg_advisory_lock($1)", &[&lock]).await.unwrap();
    assert_eq!(world.drills().await.unwrap().status, DrillStatus::Passed);
    connection.query("SELECT pg_advisory_unlock($1)", &[&lock]).await.unwrap();
}

#[tokio::test]
async fn backup_of_other_schema_is_skipped() {
    let world = World::new(COPILOT).await;
    world.admits("alice", UserRole::User).await;
    let id = world.backs_up().await;
    let newer = "INSERT INTO refinery_schema_history (version, name, applied_on, checksum) VALUES (9999, 'x', '', '')";
    world.execute(newer, &[]).await;
    let drilled = world.drills().await.unwrap();
    assert_eq!((drilled.status, drilled.backup_id), (DrillStatus::Skipped, Some(id)));
    assert!(drilled.reason.unwrap().starts_with("the database was migrated since the newest verified backup"));
    assert!(newest_backup(&world).await.verified_at.is_some(), "the backup is not to blame");
}

#[tokio::test]
async fn drill_is_due_every_month() {
    let world = World::new(COPILOT).await;
    world.admits("alice", UserRole::User).await;
    world.backs_up().await;
    let mut passed = Vec::new();
    for day in 0..62 {
        match requests(&world, Request::DrillIfDue).await.unwrap() {
            Response::Drill(drilled) => {
                assert_eq!(drilled.status, DrillStatus::Passed);
                passed.push(day);
            }
            Response::DrillNotDue => {}
            other => panic!("{other:?}"),
        }
        world.wait(SignedDuration::from_hours(24));
    }
    assert_eq!(passed, [0, 30, 60]);
}

#[tokio::test]
async fn failed_drill_stays_due() {
    let (world, _) = asked_world().await;
    world.backs_up().await;
    world.break_qdrant().await;
    requests(&world, Request::DrillIfDue).await.unwrap_err();
    world.mend_qdrant();
    world.wait(SignedDuration::from_hours(24));
    let state = world.backups().await;
    assert!(state.drills().await.unwrap().is_failed);
    let done = requests(&world, Request::DrillIfDue).await.unwrap();
    assert!(matches!(&done, Response::Drill(drilled) if drilled.status == DrillStatus::Passed), "{done:?}");
    assert!(!state.drills().await.unwrap().is_failed);
}

#[tokio::test]
async fn killed_drill_is_recorded_by_the_next() {
    let world = World::new(COPILOT).await;
    world.admits("alice", UserRole::User).await;
    world.backs_up().await;
    let connection = world.database().connection().await.unwrap();
    let killed = world.clock().uuid_v7();
    restore_drills::begin(&connection, killed, world.clock().now()).await.unwrap();
    world.wait(SignedDuration::from_hours(2));
    assert_eq!(world.drills().await.unwrap().status, DrillStatus::Passed);
    let sql = "SELECT status || ': ' || error FROM restore_drills WHERE id = $1";
    let told: String = connection.query_one(sql, &[&killed]).await.unwrap().get(0);
    assert_eq!(told, "failed: the process ended before the drill did");
}
