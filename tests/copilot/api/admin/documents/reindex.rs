//! `POST /api/admin/documents/{id}/reindex`

use copilot::COPILOT;
use serde_json::json;
use sisuiq_testing::pdf::PdfBuilder;
use world::World;

#[tokio::test]
async fn document_answers_while_reindexed() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let plan = admin.uploads("plan.pdf", &PdfBuilder::of_texts(&["The line is renewed in 2027."]).build()).await;
    let path = format!("/api/admin/documents/{}/reindex", plan.id);
    world.stranger().post(&path, json!({})).await.is_problem(401, "unauthorized");
    alice.post(&path, json!({})).await.is_problem(403, "forbidden");
    admin.post("/api/admin/documents/first/reindex", json!({})).await.is_problem(400, "bad_request");
    let hers = alice.uploads("hers.pdf", &PdfBuilder::of_texts(&["This is a secret of Alice."]).build()).await;
    let of_hers = format!("/api/admin/documents/{}/reindex", hers.id);
    admin.post(&of_hers, json!({})).await.is_problem(404, "not_found");
    let told = admin.post(&path, json!({})).await.is(202).matches_snapshot("post_admin_documents_id_reindex");
    assert_eq!((&told["document_id"], &told["name"]), (&json!(plan.id), &json!("plan.pdf")));
    assert_eq!((&told["old_chunks"], &told["new_chunks"]), (&json!(1), &json!(null)));
    assert!(alice.asks("When is the line renewed?").await.is(200).text("answer").contains("2027"));
    world.deliver_all().await;
    let listed = admin.get("/api/admin/documents").await.is(200);
    assert_eq!((&listed["data"][0]["status"], &listed["data"][0]["chunk_count"]), (&json!("ready"), &json!(1)));
}

#[tokio::test]
async fn unready_document_is_refused() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let waiting = admin.creates(json!({ "name": "later.pdf", "size": 1 })).await.is(201);
    let path = format!("/api/admin/documents/{}/reindex", waiting.text("id"));
    admin.post(&path, json!({})).await.is_problem(409, "conflict");
}
