//! `POST /api/ingest/docs/async`

use crate::api::ingest::{count_documents, pdf, takes_in};
use copilot::COPILOT;
use serde_json::json;
use world::World;

const PATH: &str = "/api/ingest/docs/async";

#[tokio::test]
async fn only_administrators_are_admitted() {
    let world = World::new(COPILOT).await;
    let (alice, admin) = (world.user("alice").await, world.admin().await);
    alice.sends_file(PATH, ("plan.pdf", &pdf("alice")), &[], None).await.is_problem(403, "forbidden");
    let refused = admin.sends_file(PATH, ("plan.txt", &pdf("text")), &[], None).await.is_problem(400, "bad_request");
    assert_eq!(refused.wrong_fields(), ["file"]);
    assert_eq!(count_documents(&world).await, 0);
}

#[tokio::test]
async fn upload_returns_a_job() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let file = pdf("queued");
    let job = admin
        .sends_file(PATH, ("queued.pdf", &file), &[], Some("key"))
        .await
        .is(200)
        .matches_snapshot("post_ingest_docs_async");
    assert_eq!((&job["status"], &job["is_duplicate"]), (&json!("queued"), &json!(false)));
    let again = admin.sends_file(PATH, ("queued.pdf", &file), &[], Some("key")).await.is(200);
    assert_eq!(again["job_id"], job["job_id"]);
    let path = format!("/api/ingest/jobs/{}", job.text("job_id"));
    assert_eq!(admin.get(&path).await.is(200)["status"], "queued");
    takes_in(&world).await;
    assert_eq!(admin.get(&path).await.is(200)["status"], "done");
    let known = admin.sends_file(PATH, ("again.pdf", &file), &[], None).await.is(200);
    assert_eq!((&known["job_id"], &known["is_duplicate"]), (&job["job_id"], &json!(true)));
    assert_eq!(count_documents(&world).await, 1);
}

#[tokio::test]
async fn unavailable_bucket_leaves_nothing() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    world.prepare_storage().await;
    let bucket = world.bucket().to_owned();
    world.set("DOCUMENTS_BUCKET", "there-is-no-such-bucket");
    let file = pdf("away");
    admin.sends_file(PATH, ("away.pdf", &file), &[], None).await.is_problem(503, "unavailable");
    assert_eq!(count_documents(&world).await, 0);
    admin.sends_file(PATH, ("away.pdf", &file), &[], Some("key")).await.is_problem(503, "unavailable");
    world.set("DOCUMENTS_BUCKET", &bucket);
    let job = admin.sends_file(PATH, ("away.pdf", &file), &[], Some("key")).await.is(200);
    takes_in(&world).await;
    assert_eq!(admin.get(&format!("/api/ingest/jobs/{}", job.text("job_id"))).await.is(200)["status"], "done");
    assert_eq!(count_documents(&world).await, 1);
}
