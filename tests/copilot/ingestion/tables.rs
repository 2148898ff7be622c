//! Tables whose messages are duplicated, late, failing or lost.

use copilot::COPILOT;
use serde_json::json;
use sisuiq_model::TableKey;
use world::{Form, Person, World};

const TABLE: &[u8] = b"date,cause,duration_hours,affected_customers\n2024-01-05,weather,2,100\n";
const MOST_TRIES: u32 = 5;

/// Uploads a table of Alice without notifying the ingestion.
async fn uploaded(alice: &Person, bytes: &[u8]) -> Form {
    let input = json!({ "name": "a.csv", "size": bytes.len(), "customers_served": 1000 });
    let form = Form::of(&alice.post("/api/ingest/data/uploads", input).await.is(201));
    assert!(form.post(bytes).await.is_success());
    form
}

async fn status(alice: &Person, form: &Form) -> String {
    alice.get(&format!("/api/ingest/data/{}", form.id)).await.is(200).text("status").to_owned()
}

#[tokio::test]
async fn repeated_notice_changes_nothing() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let form = uploaded(&alice, TABLE).await;
    let notice = world.landed(form.key()).await;
    let failed = world.deliver(&[notice.clone(), notice.clone()]).await.batch_item_failures;
    assert!(failed.is_empty());
    let read = alice.get(&format!("/api/ingest/data/{}", form.id)).await.is(200);
    world.wait(jiff::SignedDuration::from_mins(1));
    let alice = world.logs_in("alice").await;
    assert!(world.deliver(&[notice]).await.batch_item_failures.is_empty());
    assert_eq!(alice.get(&format!("/api/ingest/data/{}", form.id)).await.is(200).body, read.body);
}

#[tokio::test]
async fn object_after_deletion_is_removed() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let form = uploaded(&alice, TABLE).await;
    let notice = world.landed(form.key()).await;
    alice.delete(&format!("/api/ingest/data/{}", form.id)).await.is(204);
    assert!(world.deliver(&[notice]).await.batch_item_failures.is_empty());
    world.deliver_all().await;
    assert!(world.tables().await.is_empty());
}

#[tokio::test]
async fn removed_object_removes_its_table() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let form = uploaded(&alice, TABLE).await;
    assert!(world.deliver(&[world.landed(form.key()).await]).await.batch_item_failures.is_empty());
    assert_eq!(status(&alice, &form).await, "ready");
    world.s3().delete_object().bucket(world.bucket()).key(form.key()).send().await.unwrap();
    assert!(world.deliver(&[world.hidden(form.key())]).await.batch_item_failures.is_empty());
    alice.get(&format!("/api/ingest/data/{}", form.id)).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn unknown_object_is_ignored_or_removed() {
    let world = World::new(COPILOT).await;
    world.ingest().await;
    let promised = TableKey { dataset_id: sisuiq_model::DatasetId(world.clock().uuid_v7()), extension: "csv" };
    for key in [promised.to_string(), "data/readme.txt".to_owned()] {
        let body = aws_sdk_s3::primitives::ByteStream::from_static(TABLE);
        world.s3().put_object().bucket(world.bucket()).key(&key).body(body).send().await.unwrap();
        assert!(world.deliver(&[world.landed(&key).await]).await.batch_item_failures.is_empty());
    }
    assert_eq!(world.tables().await, ["data/readme.txt"]);
}

#[tokio::test]
async fn sweep_finds_unannounced_object() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let landed = uploaded(&alice, TABLE).await;
    let input = json!({ "name": "never.csv", "size": 9 });
    let never = Form::of(&alice.post("/api/ingest/data/uploads", input).await.is(201));
    let gone = uploaded(&alice, TABLE).await;
    alice.delete(&format!("/api/ingest/data/{}", gone.id)).await.is(204);
    world.wait(jiff::SignedDuration::from_mins(20));
    world.sweeps().await;
    let alice = world.logs_in("alice").await;
    assert_eq!((status(&alice, &landed).await.as_str(), status(&alice, &never).await.as_str()), ("ready", "failed"));
    let read = alice.get(&format!("/api/ingest/data/{}", never.id)).await.is(200);
    assert_eq!(read["error"]["code"], "upload_expired");
    assert_eq!(world.tables().await, [landed.key().to_owned()]);
}

#[tokio::test]
async fn missing_reader_retries_then_fails() {
    let world = World::new(COPILOT).await;
    world.set("EXTRACT_PROGRAM", "/nonexistent/ingest");
    let alice = world.user("alice").await;
    let form = uploaded(&alice, TABLE).await;
    let notice = world.landed(form.key()).await;
    assert_eq!(world.deliver(std::slice::from_ref(&notice)).await.batch_item_failures.len(), 1);
    assert_eq!(status(&alice, &form).await, "processing");
    assert_eq!(world.deliver_at(MOST_TRIES, &[notice]).await.batch_item_failures.len(), 1);
    let read = alice.get(&format!("/api/ingest/data/{}", form.id)).await.is(200);
    assert_eq!((&read["status"], &read["error"]["code"]), (&json!("failed"), &json!("kept_failing")));
}
