//! `GET /api/admin/documents`, `DELETE /api/admin/documents/{id}`

mod reindex;

use super::{each, is_for_administrators, next};
use copilot::COPILOT;
use jiff::SignedDuration;
use serde_json::json;
use sisuiq_testing::pdf::PdfBuilder;
use world::World;

const PATH: &str = "/api/admin/documents";

#[tokio::test]
async fn only_administrators_are_admitted() {
    let wrong = [
        ("type=novel", "type"),
        ("source=moon", "source"),
        ("status=lost", "status"),
        ("q=", "q"),
        ("sort=size", "sort"),
        ("cursor=1", "cursor"),
    ];
    is_for_administrators(&World::new(COPILOT).await, PATH, &wrong).await;
}

#[tokio::test]
async fn lists_status_but_hides_private_documents() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let plan = admin.uploads("plan.pdf", &PdfBuilder::of_texts(&["The line is renewed in 2027."]).build()).await;
    alice.uploads("hers.pdf", &PdfBuilder::of_texts(&["This is a secret of Alice."]).build()).await;
    world.wait(SignedDuration::from_secs(1));
    admin.uploads("broken.pdf", b"%PDF-1.7 no more than that").await;
    let listed = admin.get(PATH).await.is(200).matches_snapshot("get_admin_documents");
    assert_eq!((&listed["count"], each(&listed, "name")), (&json!(2), vec![json!("broken.pdf"), json!("plan.pdf")]));
    let (broken, ready) = (&listed["data"][0], &listed["data"][1]);
    assert_eq!((&ready["id"], &ready["file_path"]), (&json!(plan.id), &json!(plan.key)));
    assert_eq!(
        (&ready["status"], &ready["chunk_count"], &ready["error_message"]),
        (&json!("ready"), &json!(1), &json!(null))
    );
    assert_eq!((&broken["status"], &broken["chunk_count"]), (&json!("failed"), &json!(0)));
    assert!(broken["error_message"].as_str().is_some_and(|reason| !reason.is_empty()), "{broken}");
    let members: Vec<&String> = ready.as_object().unwrap().keys().collect();
    let expected = [
        "id",
        "name",
        "type",
        "source",
        "file_path",
        "pages",
        "chunk_count",
        "pages_without_text",
        "pages_read_by_ocr",
        "status",
        "error_message",
        "created_at",
    ];
    assert_eq!(members, expected);
}

#[tokio::test]
async fn filters_sorts_and_pages() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    for (name, kind, source) in
        [("beta.pdf", "strategy", "uetcl"), ("alpha.pdf", "regulatory", "era"), ("gamma.pdf", "strategy", "era")]
    {
        world.wait(SignedDuration::from_secs(1));
        let input = json!({ "name": name, "size": 1, "type": kind, "source": source });
        admin.creates(input).await.is(201);
    }
    let names = async |query: &str| {
        let listed = admin.get(&format!("{PATH}?{query}")).await.is(200);
        (each(&listed, "name"), listed["count"].as_i64().unwrap())
    };
    let some = |names: &[&str], count| (names.iter().map(|name| json!(name)).collect::<Vec<_>>(), count);
    assert_eq!(names("sort=created_at").await, some(&["beta.pdf", "alpha.pdf", "gamma.pdf"], 3));
    assert_eq!(names("sort=name").await, some(&["alpha.pdf", "beta.pdf", "gamma.pdf"], 3));
    assert_eq!(names("sort=-name&limit=1&offset=1").await, some(&["beta.pdf"], 3));
    assert_eq!(names("type=strategy").await, some(&["gamma.pdf", "beta.pdf"], 2));
    assert_eq!(names("source=ERA&type=strategy").await, some(&["gamma.pdf"], 1));
    assert_eq!(names("status=pending&q=ALPHA").await, some(&["alpha.pdf"], 1));
    assert_eq!(names("status=ready").await, some(&[], 0));
    let page = admin.get(&format!("{PATH}?limit=2")).await.is(200);
    let rest = admin.get(&next(&page).unwrap()).await.is(200);
    assert_eq!((each(&rest, "name"), next(&rest)), (vec![json!("beta.pdf")], None));
}

#[tokio::test]
async fn delete_returns_counts_of_dependents() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let plan = admin.uploads("plan.pdf", &PdfBuilder::of_texts(&["The line is renewed.", "It is long."]).build()).await;
    let hers = alice.uploads("hers.pdf", &PdfBuilder::of_texts(&["This is a secret of Alice."]).build()).await;
    let path = format!("{PATH}/{}", plan.id);
    world.stranger().delete(&path).await.is_problem(401, "unauthorized");
    alice.delete(&path).await.is_problem(403, "forbidden");
    admin.delete(&format!("{PATH}/first")).await.is_problem(400, "bad_request");
    admin.delete(&format!("{PATH}/{}", hers.id)).await.is_problem(404, "not_found");
    let gone = admin.delete(&path).await.is(200).matches_snapshot("delete_admin_documents_id");
    assert_eq!((&gone["document_id"], &gone["name"]), (&json!(plan.id), &json!("plan.pdf")));
    assert_eq!((&gone["chunks_deleted"], &gone["vectors_deleted"]), (&json!(2), &json!(2)));
    admin.delete(&path).await.is_problem(404, "not_found");
    assert_eq!(admin.get(PATH).await.is(200)["count"], 0);
    world.deliver_all().await;
    assert_eq!(admin.get("/api/admin/stats").await.is(200)["chunks"], 1);
}
