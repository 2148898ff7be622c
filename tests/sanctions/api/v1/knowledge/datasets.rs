//! `GET`, `POST /api/v1/knowledge/datasets` and `DELETE /api/v1/knowledge/datasets/{name}`

mod documents;

use copilot::COPILOT;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use world::{Person, World};

pub(super) const PATH: &str = "/api/v1/knowledge/datasets";
const DEFAULTS: [&str; 3] = ["EU-Sanctions", "UN-Sanctions", "US-Sanctions"];

async fn names(person: &Person) -> Vec<String> {
    let listed = person.get(PATH).await.is(200);
    listed["data"].as_array().unwrap().iter().map(|dataset| dataset["name"].as_str().unwrap().to_owned()).collect()
}

async fn creates(person: &Person, name: &str) -> String {
    person.post(PATH, json!({ "name": name })).await.is(201).text("name").to_owned()
}

#[tokio::test]
async fn auditors_read_and_guests_do_not() {
    let world = World::new(COPILOT).await;
    let input = json!({ "name": "Swiss-SECO" });
    world.stranger().get(PATH).await.is_problem(401, "unauthorized");
    world.of_role(UserRole::Guest).await.get(PATH).await.is_problem(403, "forbidden");
    let auditor = world.of_role(UserRole::Auditor).await;
    assert_eq!(names(&auditor).await, DEFAULTS);
    auditor.post(PATH, input.clone()).await.is_problem(403, "forbidden");
    auditor.delete(&format!("{PATH}/EU-Sanctions")).await.is_problem(403, "forbidden");
    for role in [UserRole::User, UserRole::Analyst, UserRole::Compliance] {
        world.of_role(role).await.post(PATH, input.clone()).await.is(201);
    }
}

#[tokio::test]
async fn defaults_always_exist() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let listed = alice.get(PATH).await.is(200).matches_snapshot("get_v1_knowledge_datasets");
    assert!(listed["data"].as_array().unwrap().iter().all(|dataset| dataset["is_custom"] == json!(false)));
    for person in [&admin, &alice] {
        for name in ["EU-Sanctions", "us-sanctions"] {
            person.delete(&format!("{PATH}/{name}")).await.is_problem(400, "bad_request");
        }
        person.post(PATH, json!({ "name": "un-SANCTIONS" })).await.is_problem(409, "conflict");
    }
    assert_eq!(names(&admin).await, DEFAULTS);
}

#[tokio::test]
async fn names_are_made_safe_and_unique() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let long = "x".repeat(501);
    for (input, field) in [
        (json!({ "name": "" }), "name"),
        (json!({ "name": "x".repeat(201) }), "name"),
        (json!({ "name": "a\u{7}b" }), "name"),
        (json!({ "name": "Swiss", "description": long }), "description"),
    ] {
        let refused = alice.post(PATH, input).await.is_problem(422, "unprocessable");
        assert!(refused.wrong_fields().iter().all(|wrong| *wrong == field), "{field}");
    }
    let input = json!({ "name": " Swiss ordinances (2026) ", "description": "Of the Federal Council" });
    let made = alice.post(PATH, input).await.is(201).matches_snapshot("post_v1_knowledge_datasets");
    assert_eq!((&made["name"], &made["is_custom"]), (&json!("Swiss-ordinances--2026"), &json!(true)));
    alice.post(PATH, json!({ "name": "swiss-ordinances--2026" })).await.is_problem(409, "conflict");
    assert!(creates(&alice, "ab").await.starts_with("dataset-"));
    assert_eq!(alice.get(&format!("{PATH}?limit=1&offset=4")).await.is(200)["count"], 5);
}

#[tokio::test]
async fn datasets_of_users_are_private() {
    let world = World::new(COPILOT).await;
    let (admin, alice, bob) = (world.admin().await, world.user("alice").await, world.user("bob").await);
    let hers = creates(&alice, "Swiss-SECO").await;
    for person in [&bob, &admin] {
        assert_eq!(names(person).await, DEFAULTS);
        person.delete(&format!("{PATH}/{hers}")).await.is_problem(404, "not_found");
    }
    creates(&bob, "swiss-seco").await;
    let shared = creates(&admin, "Swiss-SECO").await;
    assert_eq!(names(&alice).await.len(), 5, "her own, and that for everyone");
    let listed = alice.get(PATH).await.is(200);
    let own: Vec<&Value> = listed["data"].as_array().unwrap().iter().map(|dataset| &dataset["is_own"]).collect();
    assert_eq!(own.iter().filter(|is_own| ***is_own == json!(true)).count(), 1);
    let carol = world.user("carol").await;
    carol.delete(&format!("{PATH}/{shared}")).await.is_problem(403, "forbidden");
    carol.post(PATH, json!({ "name": shared })).await.is_problem(409, "conflict");
    let deleted = alice.delete(&format!("{PATH}/{hers}")).await.is(200);
    deleted.matches_snapshot("delete_v1_knowledge_datasets_name");
    alice.delete(&format!("{PATH}/{hers}")).await.is_problem(403, "forbidden");
    admin.delete(&format!("{PATH}/SWISS-seco")).await.is(200);
    admin.delete(&format!("{PATH}/{shared}")).await.is_problem(404, "not_found");
    assert_eq!(names(&alice).await, DEFAULTS);
    assert_eq!(names(&bob).await.len(), 4);
}

#[tokio::test]
async fn deleting_keeps_what_chats_are_about() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let name = creates(&alice, "Swiss-SECO").await;
    let chat = super::chats::creates(&alice, json!({ "dataset": name })).await;
    alice.delete(&format!("{PATH}/{name}")).await.is(200);
    assert_eq!(alice.get(&chat).await.is(200)["dataset"], json!(name), "it is not about all documents now");
    assert_eq!(alice.put(&chat, json!({ "dataset": null })).await.is(200)["dataset"], Value::Null);
}
