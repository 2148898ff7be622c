//! `GET /api/documents/{id}/pages/{page}`

use super::pdf;
use copilot::COPILOT;
use serde_json::json;
use world::World;

#[tokio::test]
async fn missing_page_gets_404() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document = alice.uploads("short.pdf", &pdf("short")).await;
    for page in ["0", "3", "-1"] {
        let reply = alice.get(&format!("{}/pages/{page}", document.path())).await;
        reply.is_problem(404, "not_found");
    }
    let reply = alice.get(&format!("{}/pages/two", document.path())).await;
    reply.is_problem(400, "bad_request");
}

#[tokio::test]
async fn returns_the_text_of_page() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document = alice.uploads("short.pdf", &pdf("electricity")).await;
    let first = alice.get(&document.page(1)).await.is(200).matches_snapshot("get_documents_id_pages_page");
    assert_eq!((&first["page"], &first["version"], &first["has_text"]), (&json!(1), &json!(1), &json!(true)));
    assert_eq!(first.text("text").trim(), "Handbook of electricity.");
    let second = alice.get(&document.page(2)).await.is(200);
    assert_eq!(second.text("text").trim(), "The second page speaks of transformers.");
}
