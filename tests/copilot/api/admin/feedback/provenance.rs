//! `GET /api/admin/feedback/{id}/provenance`

use super::{rates, rates_again};
use crate::api::ingest::OUTAGES;
use copilot::COPILOT;
use copilot::plan::{QUESTION, plan, world_with_plan};
use serde_json::json;
use sisuiq_provenance::{SignedRecord, verify};
use sisuiq_testing::pdf::PdfBuilder;
use world::{Person, Reply, World};

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
    let admin = world.logs_in("admin").await;
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
async fn hidden_document_of_a_filter_closes_it() {
    let (world, alice, plan) = world_with_plan(&[]).await;
    let admin = world.logs_in("admin").await;
    let hers = alice
        .uploads("hers.pdf", &PdfBuilder::of_texts(&["Trees below the lines are cut twice a year."]).build())
        .await;
    let input = json!({ "message": QUESTION, "filters": { "document_ids": [plan.id, hers.id] } });
    let answer = alice.post("/api/chat", input).await.is(200);
    assert_eq!(answer["citations"][0]["document_name"], "plan.pdf");
    rates_again(&alice, &answer, json!({ "rating": "down" })).await;
    admin.get(&path(&answer)).await.is_problem(404, "not_found");
    let public = json!({ "message": QUESTION, "filters": { "document_ids": [plan.id] } });
    let answer = alice.post("/api/chat", public).await.is(200);
    rates_again(&alice, &answer, json!({ "rating": "down" })).await;
    admin.get(&path(&answer)).await.is(200);
}

#[tokio::test]
async fn hidden_table_of_the_same_name_closes_it() {
    let world = World::new(COPILOT).await;
    let (admin, alice, bob) = (world.admin().await, world.user("alice").await, world.user("bob").await);
    let insert = "INSERT INTO datasets (id, dataset_name, payload, created_at) \
                  SELECT gen_random_uuid(), 'outages', payload, created_at FROM datasets";
    alice.tabulates("outages.csv", OUTAGES, Some(1_000.0)).await;
    let asks = async |person: &Person| {
        let answer = person.asks_as("analytics", "What is the SAIDI?").await.is(200);
        assert!(answer["analytics"].is_object(), "{}", answer.body);
        rates_again(person, &answer, json!({ "rating": "up" })).await;
        answer
    };
    let hers = asks(&alice).await;
    admin.get(&path(&hers)).await.is_problem(404, "not_found");
    // a public table of the same name does not open it: the record does not say which of the two it read
    world.execute(insert, &[]).await;
    let of_public = asks(&bob).await;
    for answer in [&hers, &of_public] {
        admin.get(&path(answer)).await.is_problem(404, "not_found");
    }
    world.execute("DELETE FROM datasets WHERE access = 'owner'", &[]).await;
    admin.get(&path(&of_public)).await.is(200);
}
