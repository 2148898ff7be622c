//! `GET`, `POST /api/v1/knowledge/folders` and `DELETE /api/v1/knowledge/folders/{id}`

use copilot::COPILOT;
use serde_json::json;
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::{Person, World};

const PATH: &str = "/api/v1/knowledge/folders";

/// Creates a folder and returns its id.
pub(super) async fn creates(person: &Person, name: &str) -> String {
    person.post(PATH, json!({ "name": name })).await.is(201).text("id").to_owned()
}

async fn names(person: &Person) -> Vec<String> {
    let listed = person.get(PATH).await.is(200);
    listed["data"].as_array().unwrap().iter().map(|folder| folder["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn users_and_above_have_folders() {
    let world = World::new(COPILOT).await;
    let input = json!({ "name": "Shipping" });
    world.stranger().get(PATH).await.is_problem(401, "unauthorized");
    world.stranger().post(PATH, input.clone()).await.is_problem(401, "unauthorized");
    let guest = world.of_role(UserRole::Guest).await;
    guest.get(PATH).await.is_problem(403, "forbidden");
    let auditor = world.of_role(UserRole::Auditor).await;
    auditor.get(PATH).await.is(200);
    auditor.post(PATH, input.clone()).await.is_problem(403, "forbidden");
    auditor.delete(&format!("{PATH}/{}", Uuid::new_v4())).await.is_problem(403, "forbidden");
    for role in [UserRole::User, UserRole::Analyst, UserRole::Compliance, UserRole::Admin] {
        world.of_role(role).await.post(PATH, input.clone()).await.is(201);
    }
}

#[tokio::test]
async fn names_are_unique_for_each_owner() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    for name in [String::new(), " \t".to_owned(), "x".repeat(101)] {
        let refused = alice.post(PATH, json!({ "name": name })).await.is_problem(422, "unprocessable");
        assert!(refused.wrong_fields().iter().all(|field| *field == "name"));
    }
    let made =
        alice.post(PATH, json!({ "name": " Shipping " })).await.is(201).matches_snapshot("post_v1_knowledge_folders");
    assert_eq!(made["name"], "Shipping");
    creates(&alice, &"ß".repeat(100)).await;
    for taken in ["Shipping", "SHIPPING", " shipping", "default", "Default"] {
        alice.post(PATH, json!({ "name": taken })).await.is_problem(409, "conflict");
    }
    creates(&bob, "shipping").await;
    assert_eq!(names(&bob).await, ["Default", "shipping"]);
}

#[tokio::test]
async fn an_account_has_at_most_a_hundred() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let insert = "INSERT INTO chat_folders (id, user_id, name, created_at) \
        SELECT gen_random_uuid(), (SELECT id FROM users WHERE name = 'alice'), 'Folder ' || n, now() FROM generate_series(1, 99) AS n";
    world.execute(insert, &[]).await;
    creates(&alice, "The last one").await;
    alice.post(PATH, json!({ "name": "One more" })).await.is_problem(409, "conflict");
    assert_eq!(names(&alice).await.len(), 101, "the default folder is not counted");
}

#[tokio::test]
async fn default_folder_always_exists() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let default = json!({ "id": "default", "name": "Default", "created_at": null });
    assert_eq!(alice.get(PATH).await.is(200).body, json!({ "data": [default], "count": 1 }));
    alice.delete(&format!("{PATH}/default")).await.is_problem(400, "bad_request");
    alice.delete(&format!("{PATH}/yesterday")).await.is_problem(400, "bad_request");
    creates(&alice, "shipping").await;
    creates(&alice, "Banks").await;
    alice.get(PATH).await.is(200).matches_snapshot("get_v1_knowledge_folders");
    assert_eq!(names(&alice).await, ["Default", "Banks", "shipping"]);
}

#[tokio::test]
async fn deleting_moves_chats_to_the_default_folder() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let folder = creates(&alice, "Shipping").await;
    let path = format!("{PATH}/{folder}");
    let chat = alice.post("/api/v1/knowledge/chats", json!({ "folder_id": folder })).await.is(201);
    let chat = format!("/api/v1/knowledge/chats/{}", chat.text("id"));
    bob.delete(&path).await.is_problem(404, "not_found");
    bob.delete(&format!("{PATH}/{}", Uuid::new_v4())).await.is_problem(404, "not_found");
    assert_eq!(alice.get(&chat).await.is(200)["folder_id"], json!(folder));
    assert_eq!(alice.delete(&path).await.status, 204);
    assert_eq!(alice.get(&chat).await.is(200)["folder_id"], "default");
    alice.delete(&path).await.is_problem(404, "not_found");
    alice.get(&format!("/api/v1/knowledge/chats?folder_id={folder}")).await.is_problem(404, "not_found");
    creates(&alice, "Shipping").await;
}
