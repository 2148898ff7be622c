//! Refused restores, which change nothing.

use super::lost_world;
use copilot::COPILOT;
use serde_json::json;
use sisuiq_backup::BackupError;
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::World;

/// The key of the world's backups.
const KEY: &str = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
const OTHER_KEY: &str = "AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=";

/// Checks that a restore fails for this reason and does not change the database.
async fn is_refused(world: &World, reason: &str) {
    let before = world.contents().await;
    let refused = world.restores().await.unwrap_err().to_string();
    assert!(refused.ends_with(reason), "{refused:?} instead of {reason:?}");
    assert_eq!(world.contents().await, before, "{reason}");
}

async fn is_damaged(world: &World, reason: &str) {
    is_refused(world, reason).await;
    let damaged = world.backups().await.verify(None, None).await.unwrap_err().to_string();
    assert!(damaged.ends_with(reason), "{damaged:?} instead of {reason:?}");
}

async fn read(world: &World, key: &str) -> Vec<u8> {
    let object = world.s3().get_object().bucket(world.bucket()).key(key).send().await.unwrap();
    object.body.collect().await.unwrap().to_vec()
}

async fn put(world: &World, key: &str, bytes: &[u8]) {
    world.s3().put_object().bucket(world.bucket()).key(key).body(bytes.to_vec().into()).send().await.unwrap();
}

/// A copy with one flipped bit.
fn altered(bytes: &[u8]) -> Vec<u8> {
    let mut altered = bytes.to_vec();
    *altered.last_mut().unwrap() ^= 1;
    altered
}

#[tokio::test]
async fn damaged_backup_changes_nothing() {
    let (world, id) = lost_world().await;
    let (manifest, part) = (format!("backups/{id}/manifest"), format!("backups/{id}/users/000000"));
    for (key, reason) in [(&manifest, "was altered, or encrypted with another key"), (&part, "was altered")] {
        let whole = read(&world, key).await;
        for damaged in [altered(&whole), whole[..whole.len() - 1].to_vec(), Vec::new()] {
            put(&world, key, &damaged).await;
            is_damaged(&world, &format!("{key} {reason}")).await;
        }
        put(&world, key, &whole).await;
    }
    let other = read(&world, &format!("backups/{id}/staff_roles/000000")).await;
    let whole = read(&world, &part).await;
    put(&world, &part, &other).await;
    is_damaged(&world, &format!("{part} was altered")).await;
    world.s3().delete_object().bucket(world.bucket()).key(&part).send().await.unwrap();
    is_damaged(&world, &format!("{part} is missing")).await;
    put(&world, &part, &whole).await;
    assert_eq!(world.restores().await.unwrap().id, id);
}

#[tokio::test]
async fn backup_opens_only_with_its_key() {
    let (world, id) = lost_world().await;
    let manifest = format!("backups/{id}/manifest");
    world.keeps_backup_keys(&json!({ "current": { "id": "b", "key": OTHER_KEY } })).await;
    is_damaged(&world, &format!("{manifest} was altered, or encrypted with another key")).await;
    world.keeps_backup_keys(&json!({ "current": { "id": "c", "key": OTHER_KEY } })).await;
    is_damaged(&world, "its key b is unknown").await;
    world.keeps_backup_keys(&json!({ "current": { "id": "b", "key": "c2hvcnQ=" } })).await;
    is_damaged(&world, "the backup key b is not 32 bytes in base64 under a name of 1 to 64 characters").await;
    let rotated = json!({ "current": { "id": "c", "key": OTHER_KEY }, "previous": [{ "id": "b", "key": KEY }] });
    world.keeps_backup_keys(&rotated).await;
    assert_eq!(world.restores().await.unwrap().id, id);
}

#[tokio::test]
async fn other_schema_is_refused() {
    let (world, _) = lost_world().await;
    let newer = "INSERT INTO refinery_schema_history (version, name, applied_on, checksum) VALUES (9999, 'x', '', '')";
    world.execute(newer, &[]).await;
    is_refused(&world, "but the database has Some(9999): use the release of the backup").await;
    world.execute("DELETE FROM refinery_schema_history WHERE version = 9999", &[]).await;
    world.execute("ALTER TABLE users ADD COLUMN shoe_size integer", &[]).await;
    is_refused(&world, "the table users differs from the one in the backup").await;
    world.execute("ALTER TABLE users DROP COLUMN shoe_size", &[]).await;
    world.execute("CREATE TABLE surprise (id uuid PRIMARY KEY)", &[]).await;
    is_refused(&world, "the table surprise differs from the one in the backup").await;
}

#[tokio::test]
async fn database_with_data_needs_replace() {
    let (world, id) = lost_world().await;
    world.admits("dave", UserRole::User).await;
    is_refused(&world, "users has rows; use `replace` to restore over existing data").await;
    let order = backup::Request::Restore { id: Some(id), replace: true };
    backup::handle(&world.backups().await, order, None).await.unwrap();
    let connection = world.database().connection().await.unwrap();
    let names = connection.query("SELECT name::text FROM users ORDER BY name", &[]).await.unwrap();
    let names: Vec<String> = names.iter().map(|row| row.get(0)).collect();
    assert_eq!(names, ["alice", "bob"]);
}

#[tokio::test]
async fn empty_database_replaces_no_backup() {
    let (world, id) = lost_world().await;
    let refused = backup::handle(&world.backups().await, backup::Request::Backup, None).await.unwrap_err();
    assert!(matches!(refused, BackupError::Nothing), "{refused}");
    let connection = world.database().connection().await.unwrap();
    let told = sisuiq_admin_db::backups::list(&connection, 10).await.unwrap().remove(0);
    assert_eq!((told.status.as_str(), told.error), ("failed", Some(refused.to_string())));
    drop(connection);
    let kept = world.backups().await.list().await.unwrap();
    assert_eq!(kept.iter().map(|kept| kept.id).collect::<Vec<_>>(), [id]);
    assert_eq!(world.restores().await.unwrap().id, id);
}

#[tokio::test]
async fn restore_without_backup_is_refused() {
    let world = World::new(COPILOT).await;
    world.prepare_storage().await;
    is_damaged(&world, "there is no such backup").await;
    let unknown = world.backups().await.verify(Some(Uuid::from_u128(1)), None).await.unwrap_err();
    assert_eq!(unknown.to_string(), "there is no such backup");
}
