//! `GET` and `POST /api/v1/knowledge/datasets/{name}/documents`

use super::PATH;
use copilot::COPILOT;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use world::{Person, World};

fn path(name: &str) -> String {
    format!("{PATH}/{name}/documents")
}

fn file(name: &str) -> Value {
    json!({ "name": name, "type": "regulatory", "size": 1_000 })
}

async fn count(person: &Person, name: &str) -> Value {
    let listed = person.get(PATH).await.is(200);
    let found = listed["data"].as_array().unwrap().iter().find(|dataset| dataset["name"] == json!(name)).unwrap();
    found["document_count"].clone()
}

#[tokio::test]
async fn owners_and_administrators_add_documents() {
    let world = World::new(COPILOT).await;
    let (admin, alice, bob) = (world.admin().await, world.user("alice").await, world.user("bob").await);
    alice.post(PATH, json!({ "name": "Swiss-SECO" })).await.is(201);
    let (hers, default) = (path("Swiss-SECO"), path("EU-Sanctions"));
    world.stranger().get(&default).await.is_problem(401, "unauthorized");
    world.stranger().post(&default, file("a.pdf")).await.is_problem(401, "unauthorized");
    let auditor = world.of_role(UserRole::Auditor).await;
    auditor.get(&default).await.is(200);
    auditor.post(&default, file("a.pdf")).await.is_problem(403, "forbidden");
    for person in [&bob, &admin] {
        person.get(&hers).await.is_problem(404, "not_found");
        person.post(&hers, file("a.pdf")).await.is_problem(404, "not_found");
    }
    alice.post(&default, file("a.pdf")).await.is_problem(403, "forbidden");
    alice.post(&path("nothing"), file("a.pdf")).await.is_problem(404, "not_found");
    admin.post(&default, file("a.pdf")).await.is(201);
    alice.post(&hers, file("b.pdf")).await.is(201);
}

#[tokio::test]
async fn invalid_input_is_named() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let refused = admin.post(&path("EU-Sanctions"), json!({ "name": "a\u{7}b", "size": 0 })).await;
    assert_eq!(refused.is_problem(422, "unprocessable").wrong_fields(), ["name", "size"]);
    for query in ["limit=0", "limit=101", "offset=-1"] {
        admin.get(&format!("{}?{query}", path("EU-Sanctions"))).await.is_problem(422, "unprocessable");
    }
}

#[tokio::test]
async fn documents_belong_to_their_dataset() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let made = admin.post(&path("eu-sanctions"), file("regulation.pdf")).await.is(201);
    let made = made.matches_snapshot("post_v1_knowledge_datasets_name_documents");
    admin.post("/api/documents", file("elsewhere.pdf")).await.is(201);
    let listed = alice.get(&path("EU-Sanctions")).await.is(200);
    let listed = listed.matches_snapshot("get_v1_knowledge_datasets_name_documents");
    assert_eq!((&listed["count"], &listed["data"][0]["id"]), (&json!(1), &made["id"]));
    assert_eq!(listed["data"][0]["may_be_managed"], json!(false));
    assert_eq!((count(&alice, "EU-Sanctions").await, count(&alice, "US-Sanctions").await), (json!(1), json!(0)));
    admin.delete(&format!("/api/documents/{}", made.text("id"))).await;
    assert_eq!(count(&alice, "EU-Sanctions").await, 0);
}

#[tokio::test]
async fn documents_stay_when_their_dataset_goes() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    alice.post(PATH, json!({ "name": "Swiss-SECO" })).await.is(201);
    let document = alice.post(&path("Swiss-SECO"), file("a.pdf")).await.is(201).text("id").to_owned();
    alice.delete(&format!("{PATH}/Swiss-SECO")).await.is(200);
    alice.get(&path("Swiss-SECO")).await.is_problem(404, "not_found");
    alice.get(&format!("/api/documents/{document}")).await.is(200);
}
