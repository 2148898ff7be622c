//! `GET /api/chat/sessions`

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::world::World;

#[tokio::test]
async fn the_sessions_of_others_are_not_listed() {
    let world = World::new().await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    assert_eq!(alice.asks("What is planned?").await.status, 200);
    assert!(bob.get("/api/chat/sessions").await.is(200).items().is_empty());
    world.stranger().get("/api/chat/sessions").await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn a_refused_question_leaves_no_session() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    assert_eq!(alice.asks("").await.status, 422);
    assert!(alice.get("/api/chat/sessions").await.is(200).items().is_empty());
}

#[tokio::test]
async fn the_newest_come_first_under_the_beginning_of_their_first_question() {
    let world = World::new().await;
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
    let sessions = alice.get("/api/chat/sessions").await.is(200);
    let titles: Vec<&Value> = sessions.items().iter().map(|session| &session["title"]).collect();
    let cut = format!("{}...", "é".repeat(50));
    assert_eq!(titles, [cut.as_str(), "Which transmission lines are planned for...", "What is planned?"]);
    for session in sessions.items() {
        assert_eq!((&session["message_count"], &session["mode"]), (&json!(4), &json!("strategy_qa")));
    }
}
