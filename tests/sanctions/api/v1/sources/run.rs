//! `/api/v1/sources/{id}/run`

use super::{PATH, creates, un_list};
use crate::product::SANCTIONS;
use serde_json::json;
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::World;

#[tokio::test]
async fn only_administrators_start_runs() {
    let world = World::new(SANCTIONS).await;
    let admin = world.admin().await;
    let path = format!("{}/run", creates(&admin, un_list()).await);
    world.stranger().post(&path, json!({})).await.is_problem(401, "unauthorized");
    for role in [UserRole::Compliance, UserRole::Analyst, UserRole::Auditor, UserRole::User] {
        world.of_role(role).await.post(&path, json!({})).await.is_problem(403, "forbidden");
    }
    admin.post(&format!("{PATH}/{}/run", Uuid::new_v4()), json!({})).await.is_problem(404, "not_found");
    admin.post(&format!("{PATH}/un-list/run"), json!({})).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn one_run_at_a_time() {
    let world = World::new(SANCTIONS).await;
    let admin = world.admin().await;
    let source = creates(&admin, un_list()).await;
    let path = format!("{source}/run");
    let run = admin.post(&path, json!({})).await.is(202).matches_snapshot("post_v1_sources_id_run");
    assert_eq!(admin.get(&format!("{PATH}/runs/{}", run.text("id"))).await.is(200)["status"], "queued");
    admin.post(&path, json!({})).await.is_problem(409, "conflict");
    admin.delete(&source).await.is(204);
    let other = json!({ "enabled": false, "name": "other", "format": "un_xml", "dataset": "UN-Sanctions", "files": un_list()["files"] });
    let disabled = creates(&admin, other).await;
    admin.post(&format!("{disabled}/run"), json!({})).await.is_problem(409, "conflict");
}

#[tokio::test]
async fn acceptance_of_a_loss_is_true_or_false_and_audited() {
    let world = World::new(SANCTIONS).await;
    let admin = world.admin().await;
    let source = creates(&admin, un_list()).await;
    admin.post(&format!("{source}/run?accept_loss=perhaps"), json!({})).await.is_problem(422, "unprocessable");
    admin.post(&format!("{source}/run?accept_loss=true"), json!({})).await.is(202);
    let id: Uuid = source.rsplit('/').next().unwrap().parse().unwrap();
    let sql = "SELECT accepts_loss FROM source_runs WHERE source_id = $1";
    let accepts: bool = world.database().connection().await.unwrap().query_one(sql, &[&id]).await.unwrap().get(0);
    assert!(accepts);
}

#[tokio::test]
async fn repeated_request_starts_one_run() {
    let world = World::new(SANCTIONS).await;
    let admin = world.admin().await;
    let path = format!("{}/run", creates(&admin, un_list()).await);
    let first = admin.posts_once(&path, "key", &json!({})).await.is(202);
    let second = admin.posts_once(&path, "key", &json!({})).await.is(202);
    assert_eq!(first.body, second.body);
}
