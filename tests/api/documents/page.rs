//! `GET /api/documents/{id}/pages/{page}`

use super::pdf;
use serde_json::json;
use tests::world::World;

#[tokio::test]
async fn a_page_that_is_not_there_is_not_found() {
    let world = World::new().await;
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
async fn a_page_reads_as_it_was_written() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let document = alice.uploads("short.pdf", &pdf("electricity")).await;
    let first = alice.get(&document.page(1)).await.is(200);
    assert_eq!((&first["page"], &first["version"], &first["has_text"]), (&json!(1), &json!(1), &json!(true)));
    assert_eq!(first.text("text").trim(), "Handbook of electricity.");
    let second = alice.get(&document.page(2)).await.is(200);
    assert_eq!(second.text("text").trim(), "The second page speaks of transformers.");
}
