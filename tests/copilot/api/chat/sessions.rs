//! `GET /api/chat/sessions`

use copilot::COPILOT;
use jiff::SignedDuration;
use serde_json::{Value, json};
use world::World;

#[tokio::test]
async fn lists_only_own_sessions() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    assert_eq!(alice.asks("What is planned?").await.status, 200);
    assert!(bob.get("/api/chat/sessions").await.is(200).items().is_empty());
    world.stranger().get("/api/chat/sessions").await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn refused_question_creates_no_session() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    assert_eq!(alice.asks("").await.status, 422);
    assert!(alice.get("/api/chat/sessions").await.is(200).items().is_empty());
}

#[tokio::test]
async fn newest_first_titled_by_question() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let questions = [
        "What is planned?".to_owned(),
        "Which transmission lines are planned for commissioning before 2024?".to_owned(),
        "é".repeat(51),
    ];
    for question in &questions {
        let reply = alice.asks(question).await.is(200);
        assert_eq!(alice.asks_in(reply.text("session_id"), "And then?").await.status, 200);
        world.wait(SignedDuration::from_secs(1));
    }
    let sessions = alice.get("/api/chat/sessions").await.is(200).matches_snapshot("get_chat_sessions");
    let titles: Vec<&Value> = sessions.items().iter().map(|session| &session["title"]).collect();
    let cut = format!("{}...", "é".repeat(50));
    assert_eq!(titles, [cut.as_str(), "Which transmission lines are planned for...", "What is planned?"]);
    for session in sessions.items() {
        assert_eq!((&session["message_count"], &session["mode"]), (&json!(4), &json!("strategy_qa")));
    }
}

#[tokio::test]
async fn lists_fifty_newest() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let start = world.clock().now();
    let insert = "INSERT INTO chat_sessions (id, user_id, title, mode, created_at) \
        SELECT gen_random_uuid(), users.id, 'Question ' || number, 'strategy_qa', $1::timestamptz + number * interval '1 second' \
        FROM users, generate_series(1, 51) AS number WHERE users.email = $2";
    world.execute(insert, &[&start, &alice.email()]).await;
    let sessions = alice.get("/api/chat/sessions").await.is(200);
    let titles: Vec<String> = sessions.items().iter().map(|session| session["title"].to_string()).collect();
    let newest: Vec<String> = (2..=51).rev().map(|number| format!("\"Question {number}\"")).collect();
    assert_eq!(titles, newest);
}

#[tokio::test]
async fn session_keeps_its_first_mode() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let first = alice.asks_as("regulatory", "What is planned?").await.is(200);
    let input = json!({ "message": "And then?", "session_id": first["session_id"], "mode": "actions" });
    assert_eq!(alice.post("/api/chat", input).await.is(200)["mode"], "actions");
    let sessions = alice.get("/api/chat/sessions").await.is(200);
    assert_eq!(
        (&sessions.items()[0]["mode"], &sessions.items()[0]["message_count"]),
        (&json!("regulatory"), &json!(4))
    );
}
