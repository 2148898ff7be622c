//! What is not restored, and changes nothing.

use super::lost_world;
use serde_json::json;
use sisuiq_backup::BackupError;
use sisuiq_db::UserRole;
use tests::world::World;
use uuid::Uuid;

/// The key of the world's backups.
const KEY: &str = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
const OTHER_KEY: &str = "AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=";

/// Restoring, and reading back, fails for this reason and leaves the database as it is.
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

/// An object with one bit of it turned.
fn altered(bytes: &[u8]) -> Vec<u8> {
    let mut altered = bytes.to_vec();
    *altered.last_mut().unwrap() ^= 1;
    altered
}

#[tokio::test]
async fn a_damaged_backup_is_refused_and_leaves_the_database_as_it_is() {
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
async fn a_backup_is_opened_by_its_own_key_alone_also_once_there_is_a_newer_one() {
    let (world, id) = lost_world().await;
    let manifest = format!("backups/{id}/manifest");
    world.keeps_backup_keys(&json!({ "current": { "id": "b", "key": OTHER_KEY } })).await;
    is_damaged(&world, &format!("{manifest} was altered, or encrypted with another key")).await;
    world.keeps_backup_keys(&json!({ "current": { "id": "c", "key": OTHER_KEY } })).await;
    is_damaged(&world, "its key b is not known").await;
    world.keeps_backup_keys(&json!({ "current": { "id": "b", "key": "c2hvcnQ=" } })).await;
    is_damaged(&world, "the backup key b is not 32 bytes in base64 under a name of 1 to 64 characters").await;
    let rotated = json!({ "current": { "id": "c", "key": OTHER_KEY }, "previous": [{ "id": "b", "key": KEY }] });
    world.keeps_backup_keys(&rotated).await;
    assert_eq!(world.restores().await.unwrap().id, id);
}

#[tokio::test]
async fn another_schema_is_refused() {
    let (world, _) = lost_world().await;
    let newer = "INSERT INTO refinery_schema_history (version, name, applied_on, checksum) VALUES (9999, 'x', '', '')";
    world.execute(newer, &[]).await;
    is_refused(&world, "and the database Some(9999): use the release of the backup").await;
    world.execute("DELETE FROM refinery_schema_history WHERE version = 9999", &[]).await;
    world.execute("ALTER TABLE users ADD COLUMN shoe_size integer", &[]).await;
    is_refused(&world, "the table users differs from the one in the backup").await;
    world.execute("ALTER TABLE users DROP COLUMN shoe_size", &[]).await;
    world.execute("CREATE TABLE surprise (id uuid PRIMARY KEY)", &[]).await;
    is_refused(&world, "the table surprise differs from the one in the backup").await;
}

#[tokio::test]
async fn a_database_with_data_is_refused_unless_it_is_to_be_replaced() {
    let (world, id) = lost_world().await;
    world.admits("dave", UserRole::User).await;
    is_refused(&world, "users has rows; use `replace` to restore over existing data").await;
    let order = backup::Order::Restore { id: Some(id), replace: true };
    backup::backup(&world.backups().await, order, None).await.unwrap();
    let connection = world.database().connection().await.unwrap();
    let names = connection.query("SELECT name::text FROM users ORDER BY name", &[]).await.unwrap();
    let names: Vec<String> = names.iter().map(|row| row.get(0)).collect();
    assert_eq!(names, ["alice", "bob"]);
}

#[tokio::test]
async fn of_a_database_that_holds_nothing_no_backup_takes_the_place_of_one_from_before_it_was_lost() {
    let (world, id) = lost_world().await;
    let refused = backup::backup(&world.backups().await, backup::Order::Backup, None).await.unwrap_err();
    assert!(matches!(refused, BackupError::Nothing), "{refused}");
    let connection = world.database().connection().await.unwrap();
    let told = sisuiq_db::backups::list(&connection, 10).await.unwrap().remove(0);
    assert_eq!((told.status.as_str(), told.error), ("failed", Some(refused.to_string())));
    drop(connection);
    let kept = world.backups().await.kept().await.unwrap();
    assert_eq!(kept.iter().map(|kept| kept.id).collect::<Vec<_>>(), [id]);
    assert_eq!(world.restores().await.unwrap().id, id);
}

#[tokio::test]
async fn where_there_is_no_backup_none_is_restored() {
    let world = World::new().await;
    world.prepare_storage().await;
    is_damaged(&world, "there is no such backup").await;
    let unknown = world.backups().await.verify(Some(Uuid::from_u128(1)), None).await.unwrap_err();
    assert_eq!(unknown.to_string(), "there is no such backup");
}
