//! `GET /api/documents/{id}`

use super::pdf;
use serde_json::json;
use tests::world::World;
use uuid::Uuid;

#[tokio::test]
async fn a_users_document_is_to_others_as_if_it_were_not_there() {
    let world = World::new().await;
    let (alice, bob, admin) = (world.user("alice").await, world.user("bob").await, world.admin().await);
    let document = alice.uploads("private.pdf", &pdf("alice")).await;
    for other in [&bob, &admin] {
        let hidden = other.get(&document.path()).await.is_problem(404, "not_found");
        let missing = other.get(&format!("/api/documents/{}", Uuid::new_v4())).await.is_problem(404, "not_found");
        assert_eq!(hidden["detail"], missing["detail"]);
        assert_eq!(other.get(&document.page(1)).await.status, 404);
        assert_eq!(other.get(&format!("{}/file", document.path())).await.status, 404);
        assert_eq!(other.get("/api/documents").await.is(200)["count"], 0);
    }
}

#[tokio::test]
async fn an_id_that_is_none_cannot_be_parsed() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    alice.get("/api/documents/not-an-id").await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn what_an_administrator_uploads_is_for_everyone() {
    let world = World::new().await;
    let (alice, admin) = (world.user("alice").await, world.admin().await);
    let bytes = pdf("everyone");
    let document = admin.uploads("public.pdf", &bytes).await;
    let read = alice.get(&document.path()).await.is(200);
    assert_eq!((&read["status"], &read["progress"]), (&json!("ready"), &json!(100)), "{}", read.body);
    assert_eq!((&read["pages"], &read["size"]), (&json!(2), &json!(bytes.len())));
    assert_eq!((&read["sha256"], &read["access"]), (&json!(document.sha256), &json!("everyone")));
    assert!(read["chunks"].as_u64().unwrap() >= 1);
    assert_eq!(read["pages_without_text"], json!([]));
}

#[tokio::test]
async fn whoever_may_look_after_a_document_is_told_so() {
    let world = World::new().await;
    let (alice, bob, admin) = (world.user("alice").await, world.user("bob").await, world.admin().await);
    let (public, hers) =
        (admin.uploads("public.pdf", &pdf("everyone")).await, alice.uploads("hers.pdf", &pdf("hers")).await);
    let me = bob.get("/api/auth/me").await.is(200);
    alice.put(&format!("{}/shares/users/{}", hers.path(), me.text("id")), json!({})).await.is(204);
    for (person, document, is_managed) in
        [(&admin, &public, true), (&alice, &public, false), (&alice, &hers, true), (&bob, &hers, false)]
    {
        assert_eq!(person.get(&document.path()).await.is(200)["may_be_managed"], is_managed);
        let listed = person.get("/api/documents").await.is(200);
        let row = listed["data"].as_array().unwrap().iter().find(|row| row["id"] == json!(document.id)).unwrap();
        assert_eq!(row["may_be_managed"], is_managed);
        let shares = person.get(&format!("{}/shares", document.path())).await;
        assert_eq!(shares.status == 200, is_managed, "{}", shares.body);
    }
}

#[tokio::test]
async fn a_file_that_is_no_pdf_ends_failed_with_a_reason() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let document = alice.uploads("letter.pdf", b"Dear reader, this is no PDF.").await;
    let read = alice.get(&document.path()).await.is(200);
    assert_eq!(read["status"], "failed");
    assert!(!read["error"]["code"].as_str().unwrap().is_empty());
    assert!(read["error"]["detail"].as_str().unwrap().ends_with('.'), "{}", read.body);
}
