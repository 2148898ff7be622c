//! `POST /api/admin/jobs/{id}/retry`

use copilot::COPILOT;
use jiff::SignedDuration;
use serde_json::json;
use sisuiq_testing::pdf::PdfBuilder;
use world::World;

/// Maximum number of receives of a message.
const TRIES: u32 = 5;

#[tokio::test]
async fn exhausted_job_resumes_where_it_failed() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let plan = PdfBuilder::of_texts(&["The line is renewed in 2027."]).build();
    let form = admin.begins_upload("plan.pdf", plan.len()).await;
    form.post(&plan).await;
    let path = format!("/api/admin/jobs/{}/retry", form.id);
    world.stranger().post(&path, json!({})).await.is_problem(401, "unauthorized");
    alice.post(&path, json!({})).await.is_problem(403, "forbidden");
    let early = admin.post(&path, json!({})).await.is_problem(409, "conflict");
    assert!(early.text("detail").contains("failed after all retries"), "{}", early.body);
    world.break_qdrant().await;
    let landed = world.landed(form.key()).await;
    world.deliver(&[landed]).await;
    for message in world.waiting().await {
        world.deliver_at(TRIES, &[message]).await;
    }
    world.mend_qdrant();
    let job = async || {
        let listed = admin.get("/api/admin/jobs").await.is(200);
        let row = &listed["data"][0];
        (row["status"].clone(), row["error_code"].clone(), row["may_be_retried"].clone())
    };
    assert_eq!(job().await, (json!("failed"), json!("kept_failing"), json!(true)));
    let retried = admin.post(&path, json!({})).await.is(202).matches_snapshot("post_admin_jobs_id_retry");
    let message = "The file is being processed again from where it stopped.";
    assert_eq!(retried.body, json!({ "job_id": form.id, "status": "running", "message": message }));
    assert_eq!(job().await, (json!("running"), json!(null), json!(false)));
    admin.post(&path, json!({})).await.is_problem(409, "conflict");
    assert_eq!(world.deliver_all().await, 0);
    assert_eq!(job().await, (json!("done"), json!(null), json!(false)));
    let answer = admin.asks("When is the line renewed?").await.is(200);
    assert_eq!(answer["citations"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn sweep_resumes_job_without_message() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let plan = PdfBuilder::of_texts(&["The line is renewed in 2027."]).build();
    let form = admin.begins_upload("plan.pdf", plan.len()).await;
    form.post(&plan).await;
    let given_up =
        "UPDATE document_versions SET status = 'failed', error_code = 'kept_failing', error_detail = 'Away.'";
    world.execute(given_up, &[]).await;
    let queue = world.queue_url();
    world.set("INGEST_QUEUE_URL", "http://127.0.0.1:9/queue/eu-west-1/000000000000/away");
    world.restart();
    let path = format!("/api/admin/jobs/{}/retry", form.id);
    admin.post(&path, json!({})).await.is(202);
    world.set("INGEST_QUEUE_URL", &queue);
    world.restart();
    world.wait(SignedDuration::from_mins(11));
    world.sweeps().await;
    assert_eq!(world.deliver_all().await, 0);
    assert_eq!(world.logs_in("admin").await.get("/api/admin/jobs").await.is(200)["data"][0]["status"], "done");
}

#[tokio::test]
async fn unreadable_file_is_not_retried() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let broken = admin.uploads("broken.pdf", b"%PDF-1.7 and nothing else").await;
    let path = format!("/api/admin/jobs/{}/retry", broken.id);
    admin.post(&path, json!({})).await.is_problem(409, "conflict");
    admin.post("/api/admin/jobs/first/retry", json!({})).await.is_problem(400, "bad_request");
    let unknown = "/api/admin/jobs/0190b5a0-0000-7000-8000-000000000000/retry";
    admin.post(unknown, json!({})).await.is_problem(404, "not_found");
    let hers = world.user("alice").await.uploads("hers.pdf", b"%PDF-1.7 and nothing else").await;
    admin.post(&format!("/api/admin/jobs/{}/retry", hers.id), json!({})).await.is_problem(404, "not_found");
}
