//! `GET /api/ingest/jobs` and `GET /api/ingest/jobs/{id}`

use super::pdf;
use copilot::COPILOT;
use serde_json::json;
use uuid::Uuid;
use world::World;

#[tokio::test]
async fn admins_see_jobs_of_visible_documents() {
    let world = World::new(COPILOT).await;
    let (alice, admin) = (world.user("alice").await, world.admin().await);
    let private = alice.uploads("private.pdf", &pdf("private")).await;
    let path = format!("/api/ingest/jobs/{}", private.id);
    for path in [path.as_str(), "/api/ingest/jobs"] {
        alice.get(path).await.is_problem(403, "forbidden");
        world.stranger().get(path).await.is_problem(401, "unauthorized");
    }
    let foreign = admin.get(&path).await.is_problem(404, "not_found");
    let missing = admin.get(&format!("/api/ingest/jobs/{}", Uuid::new_v4())).await.is_problem(404, "not_found");
    assert_eq!(foreign["detail"], missing["detail"]);
    assert_eq!(admin.get("/api/ingest/jobs").await.is(200).body, json!({ "jobs": [], "count": 0 }));
    for query in ["limit=0", "limit=101", "offset=-1"] {
        admin.get(&format!("/api/ingest/jobs?{query}")).await.is_problem(422, "unprocessable");
    }
}

#[tokio::test]
async fn job_shows_progress() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let done = admin.uploads("done.pdf", &pdf("done")).await;
    world.wait(jiff::SignedDuration::from_secs(1));
    let failed = admin.uploads("failed.pdf", b"no PDF").await;
    world.wait(jiff::SignedDuration::from_secs(1));
    let queued = admin.puts("queued.pdf", &pdf("queued")).await;
    let list = admin.get("/api/ingest/jobs").await.is(200).matches_snapshot("get_ingest_jobs");
    let told: Vec<_> = list["jobs"].as_array().unwrap().iter().map(|job| (&job["job_id"], &job["status"])).collect();
    let expected =
        [(json!(queued.id), json!("queued")), (json!(failed.id), json!("failed")), (json!(done.id), json!("done"))];
    assert_eq!(told, expected.iter().map(|(id, status)| (id, status)).collect::<Vec<_>>());
    assert_eq!(list["count"], 3);
    let page = admin.get("/api/ingest/jobs?limit=1&offset=1").await.is(200);
    assert_eq!((&page["jobs"][0]["job_id"], &page["count"]), (&json!(failed.id), &json!(3)));
    let job = admin.get(&format!("/api/ingest/jobs/{}", done.id)).await.is(200).matches_snapshot("get_ingest_jobs_id");
    assert_eq!((&job["progress"], &job["error_message"]), (&json!(100), &json!(null)));
    assert!(job["chunks_count"].as_i64().unwrap() >= 1 && !job["completed_at"].is_null());
    let job = admin.get(&format!("/api/ingest/jobs/{}", failed.id)).await.is(200);
    assert!(job["error_message"].as_str().unwrap().ends_with('.'));
    let job = admin.get(&format!("/api/ingest/jobs/{}", queued.id)).await.is(200);
    assert_eq!((&job["progress"], &job["completed_at"]), (&json!(0), &json!(null)));
}
