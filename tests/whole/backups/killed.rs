//! Backups that were interrupted.

use copilot::COPILOT;
use jiff::SignedDuration;
use sisuiq_admin_db::backups;
use sisuiq_backup::BackupError;
use sisuiq_model::UserRole;
use tokio::time::Instant;
use world::World;

async fn objects(world: &World) -> Vec<String> {
    let listed = world.s3().list_objects_v2().bucket(world.bucket()).prefix("backups/").send().await.unwrap();
    listed.contents().iter().map(|object| object.key().unwrap().to_owned()).collect()
}

/// Status and error of each backup in the database, newest first.
async fn noted(world: &World) -> Vec<(String, Option<String>)> {
    let connection = world.database().connection().await.unwrap();
    let known = backups::list(&connection, 10).await.unwrap();
    known.into_iter().map(|backup| (backup.status, backup.error)).collect()
}

#[tokio::test]
async fn backup_without_time_leaves_reason() {
    let world = World::new(COPILOT).await;
    world.prepare_storage().await;
    let refused = world.backups().await.create(Some(Instant::now())).await.unwrap_err();
    assert!(matches!(refused, BackupError::OutOfTime), "{refused}");
    assert!(objects(&world).await.is_empty());
    assert_eq!(noted(&world).await, [("failed".to_owned(), Some("the time was not sufficient".to_owned()))]);
}

#[tokio::test]
async fn unstorable_backup_reports_its_cause() {
    let world = World::new(COPILOT).await;
    world.admits("alice", UserRole::User).await;
    let refused = world.backups().await.create(None).await.unwrap_err();
    assert!(matches!(refused, BackupError::Store { .. }), "{refused}");
    let (status, error) = noted(&world).await.remove(0);
    assert_eq!(status, "failed");
    assert!(error.unwrap().starts_with("the bucket failed or is unavailable while storing an object: "));
}

#[tokio::test]
async fn killed_backup_is_pruned_after_day() {
    let world = World::new(COPILOT).await;
    world.admits("alice", UserRole::User).await;
    let id = world.backs_up().await;
    world.wait(SignedDuration::from_hours(24));
    let killed = world.backs_up().await;
    // the manifest is stored last: a killed backup has none
    let manifest = format!("backups/{killed}/manifest");
    world.s3().delete_object().bucket(world.bucket()).key(manifest).send().await.unwrap();
    let kept = world.backups().await.list().await.unwrap();
    assert_eq!(kept.iter().map(|kept| kept.id).collect::<Vec<_>>(), [id]);
    assert!(world.backups().await.prune(None).await.unwrap().is_empty());
    assert!(objects(&world).await.iter().any(|key| key.contains(&killed.to_string())), "it may still be under way");
    world.wait(SignedDuration::from_hours(25));
    world.backups().await.prune(None).await.unwrap();
    assert!(!objects(&world).await.iter().any(|key| key.contains(&killed.to_string())));
    assert_eq!(world.backups().await.verify(None, None).await.unwrap().id, id);
}

#[tokio::test]
async fn one_backup_or_restore_at_once() {
    let world = World::new(COPILOT).await;
    world.admits("alice", UserRole::User).await;
    world.backs_up().await;
    let before = world.contents().await;
    let connection = world.database().connection().await.unwrap();
    let lock = i64::from_be_bytes(*b"\0\0SISUBA");
    connection.query("SELECT pg_advisory_lock($1)", &[&lock]).await.unwrap();
    let refused = world.backups().await.create(None).await.unwrap_err();
    assert!(matches!(refused, BackupError::Busy), "{refused}");
    let refused = world.restores().await.unwrap_err();
    assert!(matches!(refused, BackupError::Busy), "{refused}");
    connection.query("SELECT pg_advisory_unlock($1)", &[&lock]).await.unwrap();
    assert_eq!(world.contents().await, before);
}

#[tokio::test]
async fn unreadable_backup_does_not_count() {
    let world = World::new(COPILOT).await;
    world.admits("alice", UserRole::User).await;
    let good = world.backs_up().await;
    world.wait(SignedDuration::from_hours(24));
    let backups = world.backups().await;
    let late = backups.create(None).await.unwrap().id;
    let hours_ago = async || backups.newest().await.unwrap().map(|newest| backups.age(newest.started_at).as_hours());
    assert_eq!(hours_ago().await, Some(24), "nobody has read the later one");
    let refused = backups.verify(Some(late), Some(Instant::now())).await.unwrap_err();
    assert!(matches!(refused, BackupError::OutOfTime), "{refused}");
    let reason = "verification failed: the time was not sufficient".to_owned();
    assert_eq!(noted(&world).await, [("failed".to_owned(), Some(reason)), ("complete".to_owned(), None)]);
    assert_eq!(hours_ago().await, Some(24));
    backups.verify(Some(late), None).await.unwrap();
    assert_eq!(noted(&world).await[0], ("complete".to_owned(), None));
    assert_eq!(hours_ago().await, Some(0));
    // after a successful verification, a timeout changes nothing, but damage does
    backups.verify(Some(late), Some(Instant::now())).await.unwrap_err();
    assert_eq!(noted(&world).await[0].0, "complete");
    let part = format!("backups/{late}/users/000000");
    world.s3().put_object().bucket(world.bucket()).key(&part).body(Vec::new().into()).send().await.unwrap();
    backups.verify(Some(late), None).await.unwrap_err();
    let (status, error) = noted(&world).await.remove(0);
    assert_eq!(status, "failed");
    assert!(error.unwrap().ends_with(&format!("{part} was altered")));
    assert_eq!(hours_ago().await, Some(24));
    let kept = backups.list().await.unwrap();
    let verified: Vec<_> = kept.iter().map(|kept| (kept.id, kept.verified_at.is_some())).collect();
    assert_eq!(verified, [(late, false), (good, true)]);
}

#[tokio::test]
async fn next_backup_reports_killed_ones() {
    let world = World::new(COPILOT).await;
    world.admits("alice", UserRole::User).await;
    let stored = world.backs_up().await;
    // as if the backup had been killed after its last step, before its row was updated
    world.execute("UPDATE backups SET status = 'running', finished_at = NULL, verified_at = NULL", &[]).await;
    world.wait(SignedDuration::from_hours(24));
    let began = "INSERT INTO backups (id, status, started_at) VALUES ($1, 'running', $2)";
    world.execute(began, &[&world.clock().uuid_v7(), &world.clock().now()]).await;
    world.wait(SignedDuration::from_hours(24));
    world.backs_up().await;
    let connection = world.database().connection().await.unwrap();
    let known = backups::list(&connection, 10).await.unwrap();
    let told: Vec<_> = known.iter().map(|one| (one.status.as_str(), one.error.as_deref())).collect();
    assert_eq!(
        told,
        [("complete", None), ("failed", Some("the process ended before the backup was complete")), ("complete", None)]
    );
    assert_eq!((known[2].id, known[2].verified_at), (stored, None), "nobody knows whether it was read back");
    assert!(known[2].extent.rows > 0);
}

#[tokio::test]
async fn backup_and_migration_exclude_each_other() {
    let world = World::new(COPILOT).await;
    world.admits("alice", UserRole::User).await;
    world.prepare_storage().await;
    let mut migrating = world.database().dedicated().await.unwrap();
    let backing_up = world.database().dedicated().await.unwrap();
    sisuiq_db::keep_schema(&backing_up).await.unwrap();
    let other = world.database().dedicated().await.unwrap();
    sisuiq_db::keep_schema(&other).await.unwrap();
    let begun = std::time::Instant::now();
    let migrated = tokio::spawn(async move { sisuiq_db::migrate(&mut migrating).await });
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert!(!migrated.is_finished());
    drop((backing_up, other));
    assert!(migrated.await.unwrap().unwrap().is_empty());
    assert!(begun.elapsed() < std::time::Duration::from_secs(10));
    // while a migration has the lock, a backup waits until its deadline and fails
    let connection = world.database().connection().await.unwrap();
    let lock = 0x5349_5355_6951_i64;
    connection.query("SELECT pg_advisory_lock($1)", &[&lock]).await.unwrap();
    let ends = Instant::now() + std::time::Duration::from_millis(300);
    let refused = world.backups().await.create(Some(ends)).await.unwrap_err();
    assert!(matches!(refused, BackupError::OutOfTime), "{refused}");
    connection.query("SELECT pg_advisory_unlock($1)", &[&lock]).await.unwrap();
    world.backs_up().await;
}

#[tokio::test]
async fn restore_waits_for_migration() {
    let world = World::new(COPILOT).await;
    world.admits("alice", UserRole::User).await;
    world.backs_up().await;
    world.loses_its_stores().await;
    let migrating = world.database().dedicated().await.unwrap();
    let lock = 0x5349_5355_6951_i64;
    migrating.query("SELECT pg_advisory_lock($1)", &[&lock]).await.unwrap();
    let mut restored = std::pin::pin!(world.restores());
    let waited = tokio::time::timeout(std::time::Duration::from_millis(500), &mut restored).await;
    assert!(waited.is_err(), "{waited:?}");
    drop(migrating);
    assert!(restored.await.unwrap().rows > 0);
}
