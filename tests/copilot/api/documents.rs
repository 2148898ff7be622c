//! `/api/documents`, `/api/documents/{id}`

mod file;
mod pages;
mod recognised;
mod reindex;
mod shares;
mod versions;

use copilot::COPILOT;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_testing::pdf::PdfBuilder;
use uuid::Uuid;
use world::{Document, Person, Reply, World};

/// A question that `plan` answers.
const QUESTION: &str = "What is the vision of the Kivu Grid Company?";

/// A PDF with this vision.
fn plan(vision: &str) -> Vec<u8> {
    let page = format!(
        "The vision of the Kivu Grid Company is to be {vision}.\n\
         The mission of the company is to buy and transmit electricity at low cost."
    );
    PdfBuilder::of_texts(&[&page]).build()
}

/// The path of the share with a person.
async fn shared_with(document: &Document, reader: &Person) -> String {
    let id = reader.get("/api/auth/me").await.is(200).text("id").to_owned();
    format!("{}/shares/users/{id}", document.path())
}

/// Creates a group without members and returns its id.
async fn new_group(world: &World, name: &str) -> String {
    let admin = world.admin().await;
    admin.post("/api/admin/groups", json!({ "name": name })).await.is(201).text("id").to_owned()
}

/// A small PDF. Its bytes depend on the mark.
fn pdf(mark: &str) -> Vec<u8> {
    PdfBuilder::of_texts(&[&format!("Handbook of {mark}."), "The second page speaks of transformers."]).build()
}

#[tokio::test]
async fn create_names_all_invalid_fields() {
    let world = World::new(COPILOT).await;
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
async fn create_requires_a_token() {
    let world = World::new(COPILOT).await;
    world.stranger().creates(json!({ "name": "a.pdf", "size": 1 })).await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn upload_of_other_size_is_refused() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let bytes = pdf("size");
    let form = alice.begins_upload("a.pdf", bytes.len()).await;
    assert!(form.post(&bytes[1..]).await.is_client_error());
    assert!(form.post(&[bytes.as_slice(), b" "].concat()).await.is_client_error());
    assert!(form.post(&bytes).await.is_success());
}

#[tokio::test]
async fn upload_to_other_key_is_refused() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let bytes = pdf("key");
    let mut form = alice.begins_upload("a.pdf", bytes.len()).await;
    form.fields.insert("key".to_owned(), "docs/somebody-else/1.pdf".to_owned());
    assert!(form.post(&bytes).await.is_client_error());
}

#[tokio::test]
async fn upload_of_other_type_is_refused() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let bytes = pdf("type");
    let mut form = alice.begins_upload("a.pdf", bytes.len()).await;
    form.fields.insert("Content-Type".to_owned(), "text/html".to_owned());
    assert!(form.post(&bytes).await.is_client_error());
}

#[tokio::test]
async fn upload_after_expiry_is_refused() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let bytes = pdf("late");
    world.wait(SignedDuration::from_mins(-20));
    let alice = world.logs_in(&alice.name).await;
    let form = alice.begins_upload("a.pdf", bytes.len()).await;
    assert!(form.post(&bytes).await.is_client_error());
}

#[tokio::test]
async fn created_document_is_pending() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let input = json!({ "name": " Plan.pdf ", "size": 10, "type": "strategy", "source": "UETCL" });
    let created = alice.creates(input).await.is(201).matches_snapshot("post_documents");
    assert_eq!(created["status"], "pending");
    assert_eq!(created["upload"]["expires_at"], json!(world.clock().now() + SignedDuration::from_mins(15)));
    let read = alice.get(&format!("/api/documents/{}", created.text("id"))).await.is(200);
    assert_eq!(
        (&read["name"], &read["source"], &read["type"]),
        (&json!("Plan.pdf"), &json!("uetcl"), &json!("strategy"))
    );
    assert_eq!((&read["progress"], &read["pages"], &read["sha256"]), (&json!(0), &json!(null), &json!(null)));
}

fn names(reply: &Reply) -> Vec<&str> {
    reply["data"].as_array().unwrap().iter().filter_map(|document| document["name"].as_str()).collect()
}

#[tokio::test]
async fn list_refuses_customers() {
    let world = World::new(COPILOT).await;
    world.customer("carol").await.get("/api/documents").await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn list_names_invalid_parameters() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("offset=-1", "offset"),
        ("sha256=abc", "sha256"),
        ("status=lost", "status"),
        ("q=", "q"),
        ("cursor=1", "cursor"),
        ("cursor=1_2", "cursor"),
    ] {
        let reply = alice.get(&format!("/api/documents?{query}")).await.is_problem(422, "unprocessable");
        assert_eq!(reply.wrong_fields(), [field], "{query}");
    }
}

#[tokio::test]
async fn list_is_newest_first_without_overlap() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    for name in ["first", "second", "third"] {
        assert_eq!(alice.creates(json!({ "name": name, "size": 1 })).await.status, 201);
        world.wait(SignedDuration::from_secs(1));
    }
    let start = alice.get("/api/documents?limit=2").await.is(200);
    assert_eq!((names(&start), &start["count"]), (vec!["third", "second"], &json!(3)));
    let rest = alice.get("/api/documents?limit=2&offset=2").await.is(200);
    assert_eq!((names(&rest), &rest["count"]), (vec!["first"], &json!(3)));
    let beyond = alice.get("/api/documents?limit=100&offset=3").await.is(200);
    assert_eq!((names(&beyond), &beyond["count"]), (Vec::new(), &json!(3)));
}

/// The address of the next page, from the `link` header.
fn next(reply: &Reply) -> Option<String> {
    let (address, _) = reply.header("link").strip_prefix('<')?.split_once(">; rel=\"next\"")?;
    Some(address.to_owned())
}

#[tokio::test]
async fn list_links_are_stable_under_changes() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let mut ids = Vec::new();
    for name in ["first", "second", "third", "fourth"] {
        ids.push(alice.creates(json!({ "name": name, "size": 1 })).await.is(201).text("id").to_owned());
    }
    let start = alice.get("/api/documents?limit=2&status=pending").await.is(200);
    assert_eq!(names(&start), ["fourth", "third"]);
    // delete the last row of the page and create one before it
    alice.delete(&format!("/api/documents/{}", ids[2])).await.is(204);
    alice.creates(json!({ "name": "late", "size": 1 })).await.is(201);
    let link = next(&start).unwrap();
    assert!(link.starts_with("/api/documents?limit=2&status=pending&cursor="), "{link}");
    let rest = alice.get(&link).await.is(200);
    assert_eq!((names(&rest), &rest["count"]), (vec!["second", "first"], &json!(4)));
    let end = alice.get(&next(&rest).unwrap()).await.is(200);
    assert_eq!((names(&end), next(&end)), (Vec::new(), None));
}

#[tokio::test]
async fn list_shows_own_and_public() {
    let world = World::new(COPILOT).await;
    let (alice, bob, admin) = (world.user("alice").await, world.user("bob").await, world.admin().await);
    for (person, name) in [(&alice, "of alice"), (&bob, "of bob"), (&admin, "of the administrator")] {
        assert_eq!(person.creates(json!({ "name": name, "size": 1 })).await.status, 201);
        world.wait(SignedDuration::from_secs(1));
    }
    for (person, expected) in [
        (&alice, vec!["of the administrator", "of alice"]),
        (&bob, vec!["of the administrator", "of bob"]),
        (&admin, vec!["of the administrator"]),
    ] {
        let listed = person.get("/api/documents").await.is(200);
        assert_eq!((names(&listed), &listed["count"]), (expected.clone(), &json!(expected.len())));
    }
}

#[tokio::test]
async fn list_filters_by_digest() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document = alice.uploads("wanted.pdf", &pdf("wanted")).await;
    alice.creates(json!({ "name": "other.pdf", "size": 1 })).await.is(201);
    let found = alice
        .get(&format!("/api/documents?sha256={}", document.sha256))
        .await
        .is(200)
        .matches_snapshot("get_documents");
    assert_eq!((&found["data"][0]["id"], &found["count"]), (&Value::from(document.id), &json!(1)));
    let none = alice.get(&format!("/api/documents?sha256={}", "0".repeat(64))).await.is(200);
    assert_eq!(none.body, json!({ "data": [], "count": 0 }));
    assert_eq!(names(&alice.get("/api/documents?status=ready").await.is(200)), ["wanted.pdf"]);
    assert_eq!(names(&alice.get("/api/documents?status=pending").await.is(200)), ["other.pdf"]);
}

#[tokio::test]
async fn list_filters_by_name() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    for name in ["Grid plan 2028.pdf", "Budget_2028.pdf", "전력 계획.pdf"] {
        alice.creates(json!({ "name": name, "size": 1 })).await.is(201);
    }
    bob.creates(json!({ "name": "Plan of Bob.pdf", "size": 1 })).await.is(201);
    for (text, expected) in [
        ("PLAN", vec!["Grid plan 2028.pdf"]),
        ("t_2", vec!["Budget_2028.pdf"]),
        ("%25", Vec::new()),
        ("%EA%B3%84%ED%9A%8D", vec!["전력 계획.pdf"]),
    ] {
        let found = alice.get(&format!("/api/documents?q={text}")).await.is(200);
        assert_eq!((names(&found), &found["count"]), (expected.clone(), &json!(expected.len())), "{text}");
    }
}

#[tokio::test]
async fn get_returns_404_for_others() {
    let world = World::new(COPILOT).await;
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
async fn malformed_id_is_refused() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    alice.get("/api/documents/not-an-id").await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn uploads_of_admins_are_public() {
    let world = World::new(COPILOT).await;
    let (alice, admin) = (world.user("alice").await, world.admin().await);
    let bytes = pdf("everyone");
    let document = admin.uploads("public.pdf", &bytes).await;
    let read = alice.get(&document.path()).await.is(200).matches_snapshot("get_documents_id");
    assert_eq!((&read["status"], &read["progress"]), (&json!("ready"), &json!(100)), "{}", read.body);
    assert_eq!((&read["pages"], &read["size"]), (&json!(2), &json!(bytes.len())));
    assert_eq!((&read["sha256"], &read["access"]), (&json!(document.sha256), &json!("everyone")));
    assert!(read["chunks"].as_u64().unwrap() >= 1);
    assert_eq!(read["pages_without_text"], json!([]));
}

#[tokio::test]
async fn get_shows_whether_caller_may_manage() {
    let world = World::new(COPILOT).await;
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
async fn file_that_is_no_pdf_fails() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document = alice.uploads("letter.pdf", b"Dear reader, this is no PDF.").await;
    let read = alice.get(&document.path()).await.is(200);
    assert_eq!(read["status"], "failed");
    assert!(!read["error"]["code"].as_str().unwrap().is_empty());
    assert!(read["error"]["detail"].as_str().unwrap().ends_with('.'), "{}", read.body);
}

#[tokio::test]
async fn delete_returns_404_for_others() {
    let world = World::new(COPILOT).await;
    let (alice, bob, admin) = (world.user("alice").await, world.user("bob").await, world.admin().await);
    let private = alice.uploads("private.pdf", &pdf("alice")).await;
    bob.delete(&private.path()).await.is_problem(404, "not_found");
    admin.delete(&private.path()).await.is_problem(404, "not_found");
    let public = admin.uploads("public.pdf", &pdf("admin")).await;
    bob.delete(&public.path()).await.is_problem(404, "not_found");
    assert_eq!(alice.get(&private.path()).await.status, 200);
    assert_eq!(bob.get(&public.path()).await.status, 200);
}

#[tokio::test]
async fn deleting_twice_is_204_then_404() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document = alice.uploads("mine.pdf", &pdf("mine")).await;
    assert!(alice.delete(&document.path()).await.is(204).body.is_null());
    alice.delete(&document.path()).await.is_problem(404, "not_found");
    alice.get(&document.path()).await.is_problem(404, "not_found");
    alice.get(&document.page(1)).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn delete_removes_every_stored_version() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document = alice.uploads("mine.pdf", &pdf("mine")).await;
    assert_eq!(alice.delete(&document.path()).await.status, 204);
    assert_eq!(world.deliver_all().await, 0);
    let left = world.s3().list_object_versions().bucket(world.bucket()).send().await.unwrap();
    assert!(left.versions().is_empty() && left.delete_markers().is_empty());
    let connection = world.database().connection().await.unwrap();
    let rows: i64 = connection.query_one("SELECT count(*) FROM document_chunks", &[]).await.unwrap().get(0);
    assert_eq!(rows, 0);
}

#[tokio::test]
async fn admins_delete_public_documents() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    world.admits("deputy", sisuiq_model::UserRole::Admin).await;
    let deputy = world.logs_in("deputy").await;
    let document = admin.uploads("public.pdf", &pdf("public")).await;
    assert_eq!(deputy.delete(&document.path()).await.status, 204);
    assert_eq!(admin.get(&document.path()).await.status, 404);
}
