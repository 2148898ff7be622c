//! `POST /api/documents`

use super::pdf;
use jiff::SignedDuration;
use serde_json::json;
use tests::world::World;

#[tokio::test]
async fn wrong_fields_are_all_named() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let input = json!({ "name": "a.pdf", "size": 52_428_801, "type": "novel", "source": "rumour" });
    let reply = alice.creates(input).await.is_problem(422, "unprocessable");
    let mut fields = reply.wrong_fields();
    fields.sort_unstable();
    assert_eq!(fields, ["size", "source", "type"]);
    let long = "x".repeat(501);
    for name in ["", "   ", "line\nbreak", long.as_str()] {
        let reply = alice.creates(json!({ "name": name, "size": 1 })).await.is_problem(422, "unprocessable");
        assert!(reply.wrong_fields().iter().all(|field| *field == "name"), "{}", reply.body);
    }
    let reply = alice.creates(json!({ "name": "a.pdf", "size": 0 })).await.is_problem(422, "unprocessable");
    assert_eq!(reply.wrong_fields(), ["size"]);
}

#[tokio::test]
async fn a_stranger_gets_no_form() {
    let world = World::new().await;
    world.stranger().creates(json!({ "name": "a.pdf", "size": 1 })).await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn the_bucket_takes_no_other_size() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let bytes = pdf("size");
    let form = alice.begins_upload("a.pdf", bytes.len()).await;
    assert!(form.post(&bytes[1..]).await.is_client_error());
    assert!(form.post(&[bytes.as_slice(), b" "].concat()).await.is_client_error());
    assert!(form.post(&bytes).await.is_success());
}

#[tokio::test]
async fn the_bucket_takes_no_other_key() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let bytes = pdf("key");
    let mut form = alice.begins_upload("a.pdf", bytes.len()).await;
    form.fields.insert("key".to_owned(), "docs/somebody-else/1.pdf".to_owned());
    assert!(form.post(&bytes).await.is_client_error());
}

#[tokio::test]
async fn the_bucket_takes_no_other_content_type() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let bytes = pdf("type");
    let mut form = alice.begins_upload("a.pdf", bytes.len()).await;
    form.fields.insert("Content-Type".to_owned(), "text/html".to_owned());
    assert!(form.post(&bytes).await.is_client_error());
}

#[tokio::test]
async fn the_bucket_takes_nothing_after_the_form_has_expired() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let bytes = pdf("late");
    world.wait(SignedDuration::from_mins(-20));
    let alice = world.logs_in(&alice.name).await;
    let form = alice.begins_upload("a.pdf", bytes.len()).await;
    assert!(form.post(&bytes).await.is_client_error());
}

#[tokio::test]
async fn a_document_waits_for_its_file() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let input = json!({ "name": " Plan.pdf ", "size": 10, "type": "strategy", "source": "UETCL" });
    let created = alice.creates(input).await.is(201);
    assert_eq!(created["status"], "pending");
    assert_eq!(created["upload"]["expires_at"], json!(world.clock().now() + SignedDuration::from_mins(15)));
    let read = alice.get(&format!("/api/documents/{}", created.text("id"))).await.is(200);
    assert_eq!(
        (&read["name"], &read["source"], &read["type"]),
        (&json!("Plan.pdf"), &json!("uetcl"), &json!("strategy"))
    );
    assert_eq!((&read["progress"], &read["pages"], &read["sha256"]), (&json!(0), &json!(null), &json!(null)));
}
