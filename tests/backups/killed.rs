//! Backups that do not come to their end.

use jiff::SignedDuration;
use sisuiq_backup::BackupError;
use sisuiq_db::{UserRole, backups};
use tests::world::World;
use tokio::time::Instant;

async fn objects(world: &World) -> Vec<String> {
    let listed = world.s3().list_objects_v2().bucket(world.bucket()).prefix("backups/").send().await.unwrap();
    listed.contents().iter().map(|object| object.key().unwrap().to_owned()).collect()
}

/// What the database says of its backups, newest first.
async fn noted(world: &World) -> Vec<(String, Option<String>)> {
    let connection = world.database().connection().await.unwrap();
    let known = backups::list(&connection, 10).await.unwrap();
    known.into_iter().map(|backup| (backup.status, backup.error)).collect()
}

#[tokio::test]
async fn a_backup_without_time_leaves_nothing_but_the_reason() {
    let world = World::new().await;
    world.prepare_storage().await;
    let refused = world.backups().await.take(Some(Instant::now())).await.unwrap_err();
    assert!(matches!(refused, BackupError::OutOfTime), "{refused}");
    assert!(objects(&world).await.is_empty());
    assert_eq!(noted(&world).await, [("failed".to_owned(), Some("there was not enough time".to_owned()))]);
}

#[tokio::test]
async fn a_backup_that_cannot_be_stored_is_told_as_failed_with_its_cause() {
    let world = World::new().await;
    let refused = world.backups().await.take(None).await.unwrap_err();
    assert!(matches!(refused, BackupError::Store { .. }), "{refused}");
    let (status, error) = noted(&world).await.remove(0);
    assert_eq!(status, "failed");
    assert!(error.unwrap().starts_with("the bucket refused or is away while storing an object: "));
}

#[tokio::test]
async fn what_a_killed_backup_left_is_no_backup_and_goes_a_day_later() {
    let world = World::new().await;
    world.admits("alice", UserRole::User).await;
    let id = world.backs_up().await;
    world.wait(SignedDuration::from_hours(24));
    let killed = world.backs_up().await;
    // as if it had been killed before its last step
    let manifest = format!("backups/{killed}/manifest");
    world.s3().delete_object().bucket(world.bucket()).key(manifest).send().await.unwrap();
    let kept = world.backups().await.kept().await.unwrap();
    assert_eq!(kept.iter().map(|kept| kept.id).collect::<Vec<_>>(), [id]);
    assert!(world.backups().await.prune(None).await.unwrap().is_empty());
    assert!(objects(&world).await.iter().any(|key| key.contains(&killed.to_string())), "it may still be under way");
    world.wait(SignedDuration::from_hours(25));
    world.backups().await.prune(None).await.unwrap();
    assert!(!objects(&world).await.iter().any(|key| key.contains(&killed.to_string())));
    assert_eq!(world.backups().await.verify(None, None).await.unwrap().id, id);
}

#[tokio::test]
async fn only_one_backup_or_restore_is_under_way() {
    let world = World::new().await;
    world.admits("alice", UserRole::User).await;
    world.backs_up().await;
    let before = world.contents().await;
    let connection = world.database().connection().await.unwrap();
    let lock = i64::from_be_bytes(*b"\0\0SISUBA");
    connection.query("SELECT pg_advisory_lock($1)", &[&lock]).await.unwrap();
    let refused = world.backups().await.take(None).await.unwrap_err();
    assert!(matches!(refused, BackupError::Busy), "{refused}");
    let refused = world.restores().await.unwrap_err();
    assert!(matches!(refused, BackupError::Busy), "{refused}");
    connection.query("SELECT pg_advisory_unlock($1)", &[&lock]).await.unwrap();
    assert_eq!(world.contents().await, before);
}
