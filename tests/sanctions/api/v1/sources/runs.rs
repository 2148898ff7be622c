//! `/api/v1/sources/{id}/runs` and `/api/v1/sources/runs/{run_id}`

mod changes;

use super::{PATH, creates, un_list};
use crate::product::SANCTIONS;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::World;

/// Stores a finished run of a source.
async fn ran(world: &World, source: &str, status: &str, at: Timestamp) -> Uuid {
    let id = Uuid::new_v4();
    let source: Uuid = source.rsplit('/').next().unwrap().parse().unwrap();
    let (code, text, counts) = match status {
        "failed" => (Some("error_page"), Some("The address answers with a web page."), [None; 4]),
        "done" => (None, None, [Some(10), Some(3), Some(2), Some(1)]),
        _ => (None, None, [None; 4]),
    };
    let [records, added, changed, removed]: [Option<i32>; 4] = counts;
    let sql = "INSERT INTO source_runs (id, source_id, trigger, status, error_code, error, records, added, changed, removed, created_at, \
        started_at, updated_at, finished_at) VALUES ($1, $2, 'manual', $3, $4, $5, $6, $7, $8, $9, $10, $10, $10, $10)";
    let parameters: [&(dyn tokio_postgres::types::ToSql + Sync); 10] =
        [&id, &source, &status, &code, &text, &records, &added, &changed, &removed, &at];
    assert_eq!(world.execute(sql, &parameters).await, 1);
    id
}

#[tokio::test]
async fn runs_are_listed_newest_first() {
    let world = World::new(SANCTIONS).await;
    let admin = world.admin().await;
    let source = creates(&admin, un_list()).await;
    let path = format!("{source}/runs");
    world.stranger().get(&path).await.is_problem(401, "unauthorized");
    world.of_role(UserRole::User).await.get(&path).await.is_problem(403, "forbidden");
    admin.get(&format!("{PATH}/{}/runs", Uuid::new_v4())).await.is_problem(404, "not_found");
    assert_eq!(admin.get(&path).await.is(200).body, json!({ "data": [], "count": 0 }));
    let first = world.clock().now();
    for (place, status) in [(0, "failed"), (1, "no_change"), (2, "done")] {
        ran(&world, &source, status, first + SignedDuration::from_hours(place)).await;
    }
    let listed = admin.get(&path).await.is(200).matches_snapshot("get_v1_sources_id_runs");
    let states: Vec<&Value> = listed["data"].as_array().unwrap().iter().map(|run| &run["status"]).collect();
    assert_eq!(states, ["done", "no_change", "failed"]);
    assert_eq!(admin.get(&format!("{path}?status=failed")).await.is(200)["count"], 1);
    let refused = admin.get(&format!("{path}?status=lost")).await.is_problem(422, "unprocessable");
    assert_eq!(refused.wrong_fields(), ["status"]);
    let page = admin.get(&format!("{path}?limit=2")).await.is(200);
    let next = page.header("link").trim_start_matches('<').split('>').next().unwrap().to_owned();
    let rest = admin.get(&next).await.is(200);
    assert_eq!((&rest["data"][0]["status"], rest["data"].as_array().unwrap().len()), (&json!("failed"), 1));
}

#[tokio::test]
async fn run_names_its_files() {
    let world = World::new(SANCTIONS).await;
    let admin = world.admin().await;
    let source = creates(&admin, un_list()).await;
    let now = world.clock().now();
    let run = ran(&world, &source, "done", now).await;
    let sql = "INSERT INTO source_run_files (run_id, part, requested_url, url, validators, object_key, sha256, bytes, fetched_at) \
        VALUES ($1, 'main', 'https://scsanctions.un.org/list.xml', 'https://scsanctions.un.org/list.xml', '{}', 'raw/1', sha256('list'), 4, $2)";
    assert_eq!(world.execute(sql, &[&run, &now]).await, 1);
    let path = format!("{PATH}/runs/{run}");
    world.stranger().get(&path).await.is_problem(401, "unauthorized");
    world.of_role(UserRole::User).await.get(&path).await.is_problem(403, "forbidden");
    admin.get(&format!("{PATH}/runs/{}", Uuid::new_v4())).await.is_problem(404, "not_found");
    admin.get(&format!("{PATH}/runs/latest")).await.is_problem(400, "bad_request");
    let read =
        world.of_role(UserRole::Analyst).await.get(&path).await.is(200).matches_snapshot("get_v1_sources_runs_run_id");
    assert_eq!(read["counts"], json!({ "records": 10, "added": 3, "changed": 2, "removed": 1 }));
    assert_eq!(read["files"][0]["sha256"].as_str().unwrap().len(), 64);
}

#[tokio::test]
async fn a_source_has_one_unfinished_run() {
    let world = World::new(SANCTIONS).await;
    let source = creates(&world.admin().await, un_list()).await;
    let source: Uuid = source.rsplit('/').next().unwrap().parse().unwrap();
    let sql = "INSERT INTO source_runs (id, source_id, trigger, created_at, updated_at) \
        VALUES (gen_random_uuid(), $1, 'schedule', now(), now()) ON CONFLICT DO NOTHING";
    assert_eq!(world.execute(sql, &[&source]).await, 1);
    assert_eq!(world.execute(sql, &[&source]).await, 0);
}
