//! `GET /api/v1/documents` and `GET /api/v1/documents/{id}`

mod sources;

use copilot::COPILOT;
use serde_json::json;
use sisuiq_testing::pdf::PdfBuilder;
use uuid::Uuid;
use world::World;

fn pdf(mark: &str) -> Vec<u8> {
    PdfBuilder::of_texts(&[&format!("Handbook of {mark}.")]).build()
}

#[tokio::test]
async fn foreign_document_gets_404() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let document = alice.uploads("private.pdf", &pdf("alice")).await;
    world.stranger().get("/api/v1/documents").await.is_problem(401, "unauthorized");
    let foreign = bob.get(&format!("/api/v1/documents/{}", document.id)).await.is_problem(404, "not_found");
    let missing = bob.get(&format!("/api/v1/documents/{}", Uuid::new_v4())).await.is_problem(404, "not_found");
    assert_eq!(foreign["detail"], missing["detail"]);
    bob.get("/api/v1/documents/not-an-id").await.is_problem(400, "bad_request");
    assert_eq!(bob.get("/api/v1/documents").await.is(200).body, json!({ "documents": [], "total": 0 }));
    for (query, field) in
        [("limit=0", "limit"), ("offset=-1", "offset"), ("source=rumour", "source"), ("status=lost", "status")]
    {
        let reply = bob.get(&format!("/api/v1/documents?{query}")).await.is_problem(422, "unprocessable");
        assert_eq!(reply.wrong_fields(), [field]);
    }
}

#[tokio::test]
async fn filters_by_source_and_status() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let plan = alice.uploads_of("uetcl", "plan.pdf", &pdf("plan")).await;
    let code = alice.uploads_of("era", "code.pdf", &pdf("code")).await;
    alice.uploads_of("era", "letter.pdf", b"no PDF").await;
    for (query, expected) in [
        ("", 3),
        ("?source=ERA", 2),
        ("?source=era&status=ready", 1),
        ("?status=failed", 1),
        ("?source=memd", 0),
        ("?limit=1&offset=1", 3),
    ] {
        let list = alice.get(&format!("/api/v1/documents{query}")).await.is(200);
        assert_eq!(list["total"], expected, "{query}");
        assert!(list["documents"].as_array().unwrap().len() <= expected);
    }
    let ready =
        alice.get("/api/v1/documents?source=era&status=ready").await.is(200).matches_snapshot("get_v1_documents");
    assert_eq!(
        (&ready["documents"][0]["id"], &ready["documents"][0]["filename"]),
        (&json!(code.id), &json!("code.pdf"))
    );
    let read =
        alice.get(&format!("/api/v1/documents/{}", plan.id)).await.is(200).matches_snapshot("get_v1_documents_id");
    assert_eq!((&read["source"], &read["status"]), (&json!("uetcl"), &json!("ready")));
    assert!(read["chunk_count"].as_i64().unwrap() >= 1, "{}", read.body);
}
