//! `POST` and `GET /api/documents/{id}/versions`, `GET /api/documents/{id}/versions/{version}`

use super::{QUESTION, plan, shared_with};
use copilot::COPILOT;
use serde_json::{Value, json};
use uuid::Uuid;
use world::{Document, Person, Reply, World};

const FIRST: &str = "a reliable transmission company for every region";
const SECOND: &str = "the cleanest grid of the great lakes";

fn numbers(reply: &Reply) -> Vec<i64> {
    reply["data"].as_array().unwrap().iter().map(|version| version["version"].as_i64().unwrap()).collect()
}

async fn version(person: &Person, document: &Document, number: i32) -> Reply {
    person.get(&format!("{}/versions/{number}", document.path())).await.is(200)
}

/// The answer with its first quote and the version that it cites.
async fn answered(person: &Person) -> (Reply, String, Value) {
    let reply = person.asks(QUESTION).await.is(200);
    assert_eq!(reply["support"], "full", "{}", reply.body);
    let quote = reply["citations"][0]["quote"].as_str().unwrap().to_owned();
    let version = reply["citations"][0]["version"].clone();
    (reply, quote, version)
}

#[tokio::test]
async fn document_of_others_gets_404() {
    let world = World::new(COPILOT).await;
    let (alice, bob, admin) = (world.user("alice").await, world.user("bob").await, world.admin().await);
    let document = alice.uploads("plan.pdf", &plan(FIRST)).await;
    let path = format!("{}/versions", document.path());
    let elsewhere = format!("/api/documents/{}/versions", Uuid::new_v4());
    for other in [&bob, &admin] {
        let foreign = other.post(&path, json!({ "size": 1 })).await.is_problem(404, "not_found");
        let missing = other.post(&elsewhere, json!({ "size": 1 })).await.is_problem(404, "not_found");
        assert_eq!(foreign["detail"], missing["detail"]);
        other.get(&path).await.is_problem(404, "not_found");
        other.get(&format!("{path}/1")).await.is_problem(404, "not_found");
    }
    alice.put(&shared_with(&document, &bob).await, json!({})).await.is(204);
    bob.post(&path, json!({ "size": 1 })).await.is_problem(404, "not_found");
    assert_eq!(numbers(&bob.get(&path).await.is(200)), [1]);
    world.stranger().post(&path, json!({ "size": 1 })).await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn at_most_five_pending_versions() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document = alice.uploads("plan.pdf", &plan(FIRST)).await;
    let path = format!("{}/versions", document.path());
    for (input, field) in [
        (json!({ "size": 0 }), "size"),
        (json!({ "size": 52_428_801 }), "size"),
        (json!({ "size": 1, "sha256": "abc" }), "sha256"),
    ] {
        assert_eq!(alice.post(&path, input).await.is_problem(422, "unprocessable").wrong_fields(), [field]);
    }
    for number in 2..=6 {
        assert_eq!(alice.post(&path, json!({ "size": 1 })).await.is(201)["version"], number);
    }
    alice.post(&path, json!({ "size": 1 })).await.is_problem(409, "conflict");
    assert_eq!(numbers(&alice.get(&path).await.is(200)), [6, 5, 4, 3, 2, 1]);
    alice.get(&format!("{path}/7")).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn old_version_answers_until_new_ready() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document = alice.uploads("plan.pdf", &plan(FIRST)).await;
    let (old, quote, number) = answered(&alice).await;
    assert!(quote.contains(FIRST) && number == 1, "{quote}");
    let (form, second) = alice.begins_version(&document, plan(SECOND).len()).await;
    assert_eq!((second, form.key()), (2, format!("docs/{}/2.pdf", document.id).as_str()));
    assert!(form.post(&plan(SECOND)).await.is_success());
    let notice = world.landed(form.key()).await;
    world.deliver(&[notice]).await;
    assert_eq!(version(&alice, &document, 2).await["status"], "processing");
    assert!(answered(&alice).await.1.contains(FIRST), "the new one is not ready");
    world.deliver_all().await;
    let (_, quote, number) = answered(&alice).await;
    assert!(quote.contains(SECOND) && number == 2, "{quote}");
    let shown = alice.get(&document.path()).await.is(200);
    assert_eq!((&shown["version"], &shown["status"]), (&json!(2), &json!("ready")));
    assert!(alice.get(&document.page(1)).await.is(200).text("text").contains(SECOND));
    // the citation of the old answer still refers to the old version, which can still be read and downloaded
    let citation = format!("/api/citations/{}", old["citations"][0]["id"].as_str().unwrap());
    let checked = alice.get(&citation).await.is(200);
    assert_eq!((&checked["cause"], &checked["version"]), (&json!("newer_version"), &json!(1)));
    assert!(!checked["found"].is_null() && !checked["highlight"].is_null(), "{}", checked.body);
    let page = alice.get(&format!("{}?version=1", document.page(1))).await.is(200);
    assert!(page.text("text").contains(FIRST) && page["version"] == 1);
    let file = alice.get(&format!("{}/file?version=1", document.path())).await.is(303);
    assert_eq!(reqwest::get(file.header("location")).await.unwrap().bytes().await.unwrap(), plan(FIRST));
    let (first, second) = (version(&alice, &document, 1).await, version(&alice, &document, 2).await);
    assert_eq!((&first["is_current"], &second["is_current"]), (&json!(false), &json!(true)));
    assert!(!first["superseded_at"].is_null() && second["superseded_at"].is_null());
    for query in ["version=0", "version=x"] {
        let reply = alice.get(&format!("{}?{query}", document.page(1))).await.is_problem(422, "unprocessable");
        assert_eq!(reply.wrong_fields(), ["version"]);
    }
    alice.get(&format!("{}?version=3", document.page(1))).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn unreadable_version_keeps_the_previous() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document = alice.uploads("plan.pdf", &plan(FIRST)).await;
    assert_eq!(alice.uploads_version(&document, b"Dear reader, this is no PDF.").await, 2);
    let failed = version(&alice, &document, 2).await;
    assert_eq!((&failed["status"], &failed["error"]["code"]), (&json!("failed"), &json!("not_a_pdf")));
    assert!(answered(&alice).await.1.contains(FIRST));
    assert_eq!(alice.uploads_version(&document, &plan(SECOND)).await, 3);
    assert!(answered(&alice).await.1.contains(SECOND));
}

#[tokio::test]
async fn late_older_version_is_not_used() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document = alice.uploads("plan.pdf", &plan(FIRST)).await;
    let (form, _) = alice.begins_version(&document, plan("a late one").len()).await;
    assert_eq!(alice.uploads_version(&document, &plan(SECOND)).await, 3);
    assert!(form.post(&plan("a late one")).await.is_success());
    let notice = world.landed(form.key()).await;
    world.deliver(&[notice]).await;
    world.deliver_all().await;
    let late = version(&alice, &document, 2).await;
    assert_eq!((&late["status"], &late["is_current"]), (&json!("ready"), &json!(false)));
    assert!(answered(&alice).await.1.contains(SECOND));
    let connection = world.database().connection().await.unwrap();
    let left = connection.query_one("SELECT count(DISTINCT version) FROM document_chunks", &[]).await.unwrap();
    assert_eq!(left.get::<_, i64>(0), 1, "only what answers can be found");
}

#[tokio::test]
async fn identical_version_is_reported() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document = alice.uploads("plan.pdf", &plan(FIRST)).await;
    let path = format!("{}/versions", document.path());
    let announced = json!({ "size": plan(FIRST).len(), "sha256": document.sha256 });
    let created =
        alice.posts_once(&path, "key", &announced).await.is(201).matches_snapshot("post_documents_id_versions");
    assert_eq!((&created["version"], &created["duplicate_of"]), (&json!(2), &json!(1)));
    let again = alice.posts_once(&path, "key", &announced).await.is(201);
    assert_eq!(again["version"], 2, "the same request makes no other version");
    assert_eq!(alice.uploads_version(&document, &plan(FIRST)).await, 3);
    let third = version(&alice, &document, 3).await.matches_snapshot("get_documents_id_versions_version");
    assert_eq!(third["same_bytes_as"], json!([1, 2]));
    alice.get(&path).await.is(200).matches_snapshot("get_documents_id_versions");
}

#[tokio::test]
async fn document_deletion_removes_all_versions() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let document = alice.uploads("plan.pdf", &plan(FIRST)).await;
    alice.uploads_version(&document, &plan(SECOND)).await;
    alice.delete(&document.path()).await.is(204);
    alice.get(&format!("{}/versions", document.path())).await.is_problem(404, "not_found");
    assert_eq!(alice.asks(QUESTION).await.is(200)["support"], "none");
    assert_eq!(world.deliver_all().await, 0);
    let left = world.s3().list_object_versions().bucket(world.bucket()).send().await.unwrap();
    assert!(left.versions().is_empty() && left.delete_markers().is_empty());
    let connection = world.database().connection().await.unwrap();
    let rows = "SELECT (SELECT count(*) FROM document_versions) + (SELECT count(*) FROM document_pages)";
    assert_eq!(connection.query_one(rows, &[]).await.unwrap().get::<_, i64>(0), 0);
}

#[tokio::test]
async fn version_names_its_reader() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let waiting = alice.begins_upload("waiting.pdf", 9).await;
    let path = format!("/api/documents/{}/versions/1", waiting.id);
    assert_eq!(alice.get(&path).await.is(200)["reader_version"], Value::Null);
    let document = alice.uploads("plan.pdf", &plan(FIRST)).await;
    assert!(version(&alice, &document, 1).await["reader_version"].as_i64().unwrap() >= 1);
    world.execute("UPDATE document_ranges SET reader_version = NULL", &[]).await;
    assert_eq!(
        version(&alice, &document, 1).await["reader_version"],
        Value::Null,
        "it was read before that was recorded"
    );
}
