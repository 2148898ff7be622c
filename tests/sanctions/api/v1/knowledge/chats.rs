//! `GET`, `POST /api/v1/knowledge/chats` and `GET`, `PUT`, `DELETE /api/v1/knowledge/chats/{id}`

mod messages;
mod r#move;

use super::folders;
use copilot::COPILOT;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::{Person, World};

pub(super) const PATH: &str = "/api/v1/knowledge/chats";

/// Creates a conversation and returns its path.
pub(super) async fn creates(person: &Person, input: Value) -> String {
    format!("{PATH}/{}", person.post(PATH, input).await.is(201).text("id"))
}

async fn titles(person: &Person, query: &str) -> Vec<String> {
    let listed = person.get(&format!("{PATH}{query}")).await.is(200);
    listed["data"].as_array().unwrap().iter().map(|chat| chat["title"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn users_and_above_have_chats() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let chat = creates(&alice, json!({})).await;
    let guest = world.of_role(UserRole::Guest).await;
    for path in [PATH, &chat] {
        world.stranger().get(path).await.is_problem(401, "unauthorized");
        guest.get(path).await.is_problem(403, "forbidden");
    }
    let auditor = world.of_role(UserRole::Auditor).await;
    assert_eq!(auditor.get(PATH).await.is(200).body, json!({ "data": [], "count": 0 }));
    auditor.get(&chat).await.is_problem(404, "not_found");
    auditor.post(PATH, json!({})).await.is_problem(403, "forbidden");
    auditor.put(&chat, json!({})).await.is_problem(403, "forbidden");
    auditor.delete(&chat).await.is_problem(403, "forbidden");
    for role in [UserRole::Analyst, UserRole::Compliance, UserRole::Admin] {
        creates(&world.of_role(role).await, json!({})).await;
    }
}

#[tokio::test]
async fn foreign_chat_gets_404() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let chat = creates(&alice, json!({ "title": "Turbines" })).await;
    let of_copilot = alice.asks("What is the vision?").await.is(200);
    let of_copilot = format!("{PATH}/{}", of_copilot.text("session_id"));
    for (person, path) in [(&bob, chat.clone()), (&bob, format!("{PATH}/{}", Uuid::new_v4())), (&alice, of_copilot)] {
        person.get(&path).await.is_problem(404, "not_found");
        person.put(&path, json!({ "title": "Mine" })).await.is_problem(404, "not_found");
        person.delete(&path).await.is_problem(404, "not_found");
    }
    bob.get(&format!("{PATH}/yesterday")).await.is_problem(400, "bad_request");
    assert_eq!(titles(&bob, "").await, Vec::<String>::new());
    assert_eq!(titles(&alice, "").await, ["Turbines"], "those of the copilot are in its own list");
    let copilot = alice.get("/api/v1/sessions").await.is(200);
    assert_eq!(copilot["total"], 1, "and these are not there");
    let question = json!({ "message": "Why?", "session_id": chat.rsplit('/').next().unwrap() });
    alice.post("/api/chat", question).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn invalid_input_is_named() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let chat = creates(&alice, json!({})).await;
    for query in ["limit=0", "limit=101", "offset=-1", "folder_id=yesterday", "folder_id="] {
        alice.get(&format!("{PATH}?{query}")).await.is_problem(422, "unprocessable");
    }
    for (input, field) in [
        (json!({ "title": "" }), "title"),
        (json!({ "title": " \t" }), "title"),
        (json!({ "title": "x".repeat(501) }), "title"),
        (json!({ "folder_id": "Default" }), "folder_id"),
    ] {
        for refused in [alice.post(PATH, input.clone()).await, alice.put(&chat, input.clone()).await] {
            let refused = refused.is_problem(422, "unprocessable");
            assert!(refused.wrong_fields().iter().all(|wrong| *wrong == field), "{input}");
        }
    }
}

#[tokio::test]
async fn folder_and_dataset_have_to_be_the_callers() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let folder = folders::creates(&bob, "Shipping").await;
    bob.post("/api/v1/knowledge/datasets", json!({ "name": "Swiss-SECO" })).await.is(201);
    let chat = creates(&alice, json!({})).await;
    for input in [
        json!({ "folder_id": folder }),
        json!({ "folder_id": Uuid::new_v4() }),
        json!({ "dataset": "Swiss-SECO" }),
        json!({ "dataset": "nothing" }),
    ] {
        alice.post(PATH, input.clone()).await.is_problem(404, "not_found");
        alice.put(&chat, input).await.is_problem(404, "not_found");
    }
    alice.get(&format!("{PATH}?folder_id={folder}")).await.is_problem(404, "not_found");
    assert_eq!(alice.get(PATH).await.is(200)["count"], 1);
}

#[tokio::test]
async fn list_is_newest_first_and_by_folder() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let folder = folders::creates(&alice, "Shipping").await;
    for (title, place) in [("First", "default"), ("Second", folder.as_str()), ("Third", "default")] {
        creates(&alice, json!({ "title": title, "folder_id": place })).await;
        world.wait(SignedDuration::from_secs(1));
    }
    creates(&alice, json!({ "dataset": "eu-sanctions" })).await;
    let all = alice.get(PATH).await.is(200).matches_snapshot("get_v1_knowledge_chats");
    assert_eq!((&all["data"][0]["title"], &all["data"][0]["dataset"]), (&json!("New chat"), &json!("EU-Sanctions")));
    assert_eq!(titles(&alice, "").await, ["New chat", "Third", "Second", "First"]);
    assert_eq!(titles(&alice, "?folder_id=default").await, ["New chat", "Third", "First"]);
    assert_eq!(titles(&alice, &format!("?folder_id={folder}")).await, ["Second"]);
    let page = alice.get(&format!("{PATH}?folder_id=default&limit=1&offset=1")).await.is(200);
    assert_eq!((&page["data"][0]["title"], &page["count"]), (&json!("Third"), &json!(3)));
}

#[tokio::test]
async fn put_changes_only_what_is_given() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let folder = folders::creates(&alice, "Shipping").await;
    let input = json!({ "title": " Turbines ", "folder_id": folder, "dataset": "US-Sanctions" });
    let made = alice.post(PATH, input).await.is(201).matches_snapshot("post_v1_knowledge_chats");
    let path = format!("{PATH}/{}", made.text("id"));
    world.wait(SignedDuration::from_secs(5));
    let change =
        json!({ "id": Uuid::new_v4(), "messages": [{ "role": "assistant" }], "title": "Pumps", "message_count": 7 });
    let changed = alice.put(&path, change).await.is(200).matches_snapshot("put_v1_knowledge_chats_id");
    assert_ne!(changed["updated_at"], made["updated_at"]);
    let mut expected = made.body.clone();
    expected["title"] = json!("Pumps");
    expected["updated_at"] = changed["updated_at"].clone();
    assert_eq!(changed.body, expected);
    let freed = alice.put(&path, json!({ "dataset": null, "folder_id": "default" })).await.is(200);
    assert_eq!(
        (&freed["dataset"], &freed["folder_id"], &freed["title"]),
        (&Value::Null, &json!("default"), &json!("Pumps"))
    );
    let read = alice.get(&path).await.is(200).matches_snapshot("get_v1_knowledge_chats_id");
    assert_eq!((&read["messages"], &read["title"]), (&json!([]), &json!("Pumps")));
}

#[tokio::test]
async fn post_is_repeated_under_its_key() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let input = json!({ "title": "Turbines" });
    let first = alice.posts_once(PATH, "once", &input).await.is(201);
    assert_eq!(alice.posts_once(PATH, "once", &input).await.is(201).body, first.body);
    assert_eq!(titles(&alice, "").await, ["Turbines"]);
}

#[tokio::test]
async fn delete_names_the_next_chat_of_the_folder() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let folder = folders::creates(&alice, "Shipping").await;
    let mut paths = Vec::new();
    for (title, place) in [("Old", "default"), ("New", "default"), ("Other", folder.as_str())] {
        paths.push(creates(&alice, json!({ "title": title, "folder_id": place })).await);
        world.wait(SignedDuration::from_secs(1));
    }
    let deleted = alice.delete(&paths[0]).await.is(200).matches_snapshot("delete_v1_knowledge_chats_id");
    assert_eq!((&deleted["success"], &deleted["next_chat"]["title"]), (&json!(true), &json!("New")));
    alice.delete(&paths[0]).await.is_problem(404, "not_found");
    assert_eq!(alice.delete(&paths[1]).await.is(200)["next_chat"], Value::Null, "the other one is in another folder");
    assert_eq!(titles(&alice, "").await, ["Other"]);
}

#[tokio::test]
async fn chats_are_conversations() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let chat = creates(&alice, json!({ "title": "Turbines" })).await;
    let id = chat.rsplit('/').next().unwrap().to_owned();
    let exported = alice.get(&format!("/api/v1/sessions/{id}/export?format=json")).await.is(200);
    assert_eq!(exported["title"], "Turbines");
    let listed = world.admin().await.get("/api/admin/sessions").await.is(200);
    assert_eq!(listed["data"][0]["id"], json!(id), "{}", listed.body);
    world.execute("DELETE FROM users WHERE name = 'alice'", &[]).await;
    let left = "SELECT (SELECT count(*) FROM chat_sessions) + (SELECT count(*) FROM chat_folders)";
    let connection = world.database().connection().await.unwrap();
    assert_eq!(connection.query_one(left, &[]).await.unwrap().get::<_, i64>(0), 0);
    let erased = "SELECT count(*) FROM erasures WHERE kind = 'conversation' AND object_id::text = $1";
    assert_eq!(connection.query_one(erased, &[&id]).await.unwrap().get::<_, i64>(0), 1, "no backup brings it back");
}
