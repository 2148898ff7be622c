//! `GET /api/admin/feedback/{id}/provenance`

use super::rates;
use copilot::COPILOT;
use copilot::plan::{QUESTION, plan, world_with_plan};
use serde_json::json;
use sisuiq_provenance::{SignedRecord, verify};
use world::{Reply, World};

fn path(answer: &Reply) -> String {
    format!("/api/admin/feedback/{}/provenance", answer.text("answer_id"))
}

#[tokio::test]
async fn only_administrators_are_admitted() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let answer = rates(&alice, "What is planned?", json!({ "rating": "up" })).await;
    world.stranger().get(&path(&answer)).await.is_problem(401, "unauthorized");
    alice.get(&path(&answer)).await.is_problem(403, "forbidden");
    admin.get("/api/admin/feedback/first/provenance").await.is_problem(400, "bad_request");
    admin.get(&path(&answer)).await.is(200);
}

#[tokio::test]
async fn unrated_or_unknown_answer_gets_404() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let unrated = alice.asks("What is planned?").await.is(200);
    let unrated = admin.get(&path(&unrated)).await.is_problem(404, "not_found");
    let unknown = "/api/admin/feedback/0190b5a0-0000-7000-8000-000000000000/provenance";
    let unknown = admin.get(unknown).await.is_problem(404, "not_found");
    assert_eq!(unrated["detail"], unknown["detail"]);
    assert_eq!(admin.get("/api/admin/audit?action=read_conversation").await.is(200)["count"], 0);
}

#[tokio::test]
async fn names_of_hidden_documents_close_it() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let hers = alice.uploads("hers.pdf", &plan()).await;
    let answer = rates(&alice, QUESTION, json!({ "rating": "down" })).await;
    admin.get(&path(&answer)).await.is_problem(404, "not_found");
    let reader = admin.get("/api/auth/me").await.is(200).text("id").to_owned();
    alice.put(&format!("{}/shares/users/{reader}", hers.path()), json!({})).await.is(204);
    admin.get(&path(&answer)).await.is(200);
}

#[tokio::test]
async fn record_is_the_users_own() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let admin = world.admin().await;
    let answer = rates(&alice, QUESTION, json!({ "rating": "down" })).await;
    let read = admin.get(&path(&answer)).await.is(200);
    let hers = alice.get(&format!("/api/chat/answers/{}/provenance", answer.text("answer_id"))).await.is(200);
    assert_eq!((&read.body, read.headers.get("content-type")), (&hers.body, hers.headers.get("content-type")));
    let signed: SignedRecord = serde_json::from_value(read.body.clone()).unwrap();
    let keys = world.stranger().get("/api/provenance/keys").await.is(200);
    let record = verify(&signed, &serde_json::from_value(keys.body.clone()).unwrap()).unwrap();
    assert_eq!(record.output.text, answer.text("answer"));
    let told = admin.get("/api/admin/audit?action=read_conversation").await.is(200);
    assert_eq!((&told["count"], &told["data"][0]["object_id"]), (&json!(1), &answer["session_id"]));
}

#[tokio::test]
async fn names_of_hidden_tables_close_it() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let admin = world.admin().await;
    let answer = rates(&alice, QUESTION, json!({ "rating": "down" })).await;
    let with_table = "UPDATE answer_records SET payload = jsonb_set(payload::jsonb, '{retrieval,dataset}', '\"hers.csv\"')::text \
                      WHERE message_id::text = $1";
    world.execute(with_table, &[&answer.text("answer_id")]).await;
    admin.get(&path(&answer)).await.is_problem(404, "not_found");
}
