//! `GET /api/admin/backups`

use crate::product::PLATFORM;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use sisuiq_backup::DrillStatus;
use sisuiq_model::UserRole;
use world::World;

const PATH: &str = "/api/admin/backups";

async fn take(world: &World) -> Result<backup::Response, backup::BackupError> {
    let state = backup::State::from_environment(&world.environment(), world.clock()).await.unwrap();
    backup::handle(&state, backup::Request::Backup, None).await
}

#[tokio::test]
async fn only_administrators_are_admitted() {
    let world = World::new(PLATFORM).await;
    world.stranger().get(PATH).await.is_problem(401, "unauthorized");
    world.user("alice").await.get(PATH).await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn overdue_without_any_backup() {
    let world = World::new(PLATFORM).await;
    let told = world.admin().await.get(PATH).await.is(200).body;
    let none = json!({
        "last_complete_at": null, "age_seconds": null, "stored_bytes": null, "last_verified_at": null, "next_at": null,
        "is_overdue": true, "last_drill": null, "items": []
    });
    assert_eq!(told, none);
}

#[tokio::test]
async fn failed_drill_shows_its_reason() {
    let world = World::new(PLATFORM).await;
    world.set("DOCUMENTS_BUCKET", "no-bucket-of-this-world");
    world.drills().await.unwrap_err();
    let told = world.admin().await.get(PATH).await.is(200).body;
    let drill = &told["last_drill"];
    assert_eq!((&drill["status"], &drill["backup_id"]), (&json!("failed"), &Value::Null));
    assert!(drill["error"].as_str().unwrap().starts_with("the bucket failed or is unavailable"), "{drill}");
}

#[tokio::test]
async fn shows_last_complete_and_later_failure() {
    let world = World::new(PLATFORM).await;
    world.admits("alice", UserRole::User).await;
    world.prepare_storage().await;
    take(&world).await.unwrap();
    assert_eq!(world.drills().await.unwrap().status, DrillStatus::Passed);
    world.admin().await.get(PATH).await.is(200).matches_snapshot("get_admin_backups");
    world.wait(SignedDuration::from_hours(1));
    world.set("DOCUMENTS_BUCKET", "no-bucket-of-this-world");
    take(&world).await.unwrap_err();
    let admin = world.logs_in("admin").await;
    let told = admin.get(PATH).await.is(200).body;
    let items = told["items"].as_array().unwrap();
    assert_eq!(told["last_complete_at"], items[1]["started_at"]);
    assert_eq!((&told["age_seconds"], &told["is_overdue"]), (&json!(3_600), &json!(false)));
    assert_eq!(told["last_verified_at"], items[1]["verified_at"]);
    let moment = |told: &Value| told.as_str().unwrap().parse::<Timestamp>().unwrap();
    assert_eq!(moment(&told["next_at"]), moment(&told["last_complete_at"]) + SignedDuration::from_hours(25));
    let states: Vec<&Value> = items.iter().map(|item| &item["status"]).collect();
    assert_eq!(states, ["failed", "complete"]);
    assert!(items[0]["error"].as_str().unwrap().starts_with("the bucket failed or is unavailable"), "{}", items[0]);
    assert_eq!((&items[1]["error"], &items[1]["stored_bytes"]), (&Value::Null, &told["stored_bytes"]));
    world.wait(SignedDuration::from_hours(26));
    let admin = world.logs_in("admin").await;
    assert_eq!(admin.get(PATH).await.is(200)["is_overdue"], true);
}
