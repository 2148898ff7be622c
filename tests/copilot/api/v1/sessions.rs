//! `GET /api/v1/sessions` and `GET`, `PATCH`, `DELETE /api/v1/sessions/{id}`

mod export;

use copilot::COPILOT;
use copilot::plan::{QUESTION, world_with_plan};
use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;
use world::{Person, World};

async fn titles(person: &Person, query: &str) -> Vec<String> {
    let reply = person.get(&format!("/api/v1/sessions{query}")).await.is(200);
    let titles =
        reply["sessions"].as_array().unwrap().iter().map(|session| session["title"].as_str().unwrap().to_owned());
    titles.collect()
}

#[tokio::test]
async fn foreign_session_gets_404() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let session = alice.asks(QUESTION).await.is(200).text("session_id").to_owned();
    for id in [session.clone(), Uuid::new_v4().to_string()] {
        let path = format!("/api/v1/sessions/{id}");
        bob.get(&path).await.is_problem(404, "not_found");
        bob.patch(&path, json!({ "title": "Mine" })).await.is_problem(404, "not_found");
        bob.delete(&path).await.is_problem(404, "not_found");
    }
    assert_eq!(alice.get(&format!("/api/v1/sessions/{session}")).await.is(200)["title"], QUESTION);
    bob.get("/api/v1/sessions/yesterday").await.is_problem(400, "bad_request");
    assert_eq!(bob.get("/api/v1/sessions").await.is(200).body, json!({ "sessions": [], "total": 0 }));
    world.stranger().get("/api/v1/sessions").await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn invalid_parameters_are_named() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    for query in ["limit=0", "limit=101", "offset=-1", "q=", &format!("q={}", "x".repeat(201))] {
        alice.get(&format!("/api/v1/sessions?{query}")).await.is_problem(422, "unprocessable");
    }
}

#[tokio::test]
async fn list_is_paged_with_count() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    for question in ["First?", "Second?", "Third?"] {
        alice.asks(question).await.is(200);
        world.wait(SignedDuration::from_secs(1));
    }
    alice.get("/api/v1/sessions").await.is(200).matches_snapshot("get_v1_sessions");
    assert_eq!(titles(&alice, "").await, ["Third?", "Second?", "First?"]);
    assert_eq!(titles(&alice, "?limit=1&offset=1").await, ["Second?"]);
    assert_eq!(
        alice.get("/api/v1/sessions?limit=1&offset=9").await.is(200).body,
        json!({ "sessions": [], "total": 3 })
    );
}

#[tokio::test]
async fn search_covers_titles_and_messages() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let bob = world.user("bob").await;
    bob.asks(QUESTION).await.is(200);
    let vision = alice.asks(QUESTION).await.is(200);
    world.wait(SignedDuration::from_secs(1));
    alice.asks("When do the frogs sing?").await.is(200);
    assert_eq!(titles(&alice, "?q=frog").await, ["When do the frogs sing?"]);
    assert_eq!(titles(&alice, "?q=KIVU").await, [QUESTION]);
    assert_eq!(titles(&alice, "?q=reliable%20transmission").await, [QUESTION], "the answer says so");
    assert_eq!(titles(&alice, "?q=reliable%20-transmission").await, Vec::<String>::new());
    let path = format!("/api/v1/sessions/{}", vision.text("session_id"));
    alice.patch(&path, json!({ "title": "50% of_it" })).await.is(200);
    assert_eq!(titles(&alice, "?q=50%25%20of_").await, ["50% of_it"], "no sign is a pattern");
    assert_eq!(titles(&alice, "?q=%25").await, ["50% of_it"]);
}

#[tokio::test]
async fn rename_requires_a_title() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let path = format!("/api/v1/sessions/{}", alice.asks(QUESTION).await.is(200).text("session_id"));
    for title in [String::new(), " \t".to_owned(), "x".repeat(501)] {
        let reply = alice.patch(&path, json!({ "title": title })).await.is_problem(422, "unprocessable");
        assert!(reply.wrong_fields().iter().all(|field| *field == "title"));
    }
    let renamed =
        alice.patch(&path, json!({ "title": " The vision " })).await.is(200).matches_snapshot("patch_v1_sessions_id");
    assert_eq!((&renamed["title"], &renamed["mode"]), (&json!("The vision"), &json!("strategy_qa")));
    assert_eq!(alice.get(&path).await.is(200)["title"], "The vision");
}

#[tokio::test]
async fn get_includes_messages() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    let answer = alice.asks_as("regulatory", QUESTION).await.is(200);
    let read = alice
        .get(&format!("/api/v1/sessions/{}", answer.text("session_id")))
        .await
        .is(200)
        .matches_snapshot("get_v1_sessions_id");
    assert_eq!((&read["session_id"], &read["mode"]), (&answer["session_id"], &json!("regulatory")));
    let said: Vec<&Value> = read["messages"].as_array().unwrap().iter().map(|message| &message["content"]).collect();
    assert_eq!(said, [&json!(QUESTION), &answer["answer"]]);
}

#[tokio::test]
async fn delete_removes_dependents() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let told = alice.streams(QUESTION).await;
    let [session, answer] = ["session_id", "answer_id"].map(|name| told[0].data[name].as_str().unwrap().to_owned());
    let citation = told.last().unwrap().data["citations"][0]["id"].as_str().unwrap().to_owned();
    alice.put(&format!("/api/chat/answers/{answer}/feedback"), json!({ "rating": "up" })).await.is(200);
    alice.delete(&format!("/api/v1/sessions/{session}")).await.is(200).matches_snapshot("delete_v1_sessions_id");
    for path in [
        format!("/api/v1/sessions/{session}"),
        format!("/api/chat/history/{session}"),
        format!("/api/chat/answers/{answer}"),
        format!("/api/chat/answers/{answer}/events"),
        format!("/api/chat/answers/{answer}/provenance"),
        format!("/api/citations/{citation}"),
    ] {
        alice.get(&path).await.is_problem(404, "not_found");
    }
    assert_eq!(titles(&alice, "?q=vision").await, Vec::<String>::new());
    let left = "SELECT (SELECT count(*) FROM chat_messages) + (SELECT count(*) FROM citations) \
        + (SELECT count(*) FROM answer_records) + (SELECT count(*) FROM answer_feedback) \
        + (SELECT count(*) FROM answer_streams) + (SELECT count(*) FROM answer_events)";
    let row = world.database().connection().await.unwrap().query_one(left, &[]).await.unwrap();
    assert_eq!(row.get::<_, i64>(0), 0);
}
