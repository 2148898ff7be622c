//! `POST /api/v1/knowledge/feedback`

use super::chats;
use copilot::COPILOT;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::{Person, World};

const PATH: &str = "/api/v1/knowledge/feedback";

/// A conversation with a question and an answer: the ids of all three.
async fn talked(person: &Person) -> [String; 3] {
    let chat = chats::creates(person, json!({ "title": "Turbines" })).await.rsplit('/').next().unwrap().to_owned();
    let [question, answer] = [Uuid::new_v4(), Uuid::new_v4()];
    let insert = "INSERT INTO chat_messages (id, session_id, role, content, created_at, question_id) VALUES \
        ($1, $3, 'user', 'Why?', now(), NULL), ($2, $3, 'assistant', 'Because.', now(), $1)";
    let session: Uuid = chat.parse().unwrap();
    person.world.execute(insert, &[&question, &answer, &session]).await;
    [chat, question.to_string(), answer.to_string()]
}

fn rating(chat: &str, message: &str, kind: &str) -> Value {
    json!({ "chat_id": chat, "message_id": message, "feedback_type": kind })
}

#[tokio::test]
async fn only_own_answers_are_rated() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let [chat, question, answer] = talked(&alice).await;
    let [other, _, others_answer] = talked(&alice).await;
    let valid = rating(&chat, &answer, "helpful");
    world.stranger().post(PATH, valid.clone()).await.is_problem(401, "unauthorized");
    world.of_role(UserRole::Auditor).await.post(PATH, valid.clone()).await.is_problem(403, "forbidden");
    bob.post(PATH, valid).await.is_problem(404, "not_found");
    let missing = Uuid::new_v4().to_string();
    for input in [
        rating(&chat, &missing, "helpful"),
        rating(&missing, &answer, "helpful"),
        rating(&chat, &others_answer, "helpful"),
        rating(&other, &answer, "helpful"),
    ] {
        alice.post(PATH, input).await.is_problem(404, "not_found");
    }
    alice.post(PATH, rating(&chat, &question, "helpful")).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn invalid_feedback_is_named() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let [chat, _, answer] = talked(&alice).await;
    let with_text = |text: &str| {
        let mut input = rating(&chat, &answer, "helpful");
        input["feedback_text"] = json!(text);
        input
    };
    for (input, field) in [
        (rating(&chat, &answer, "up"), "feedback_type"),
        (with_text(""), "feedback_text"),
        (with_text(&"x".repeat(2_001)), "feedback_text"),
    ] {
        assert_eq!(alice.post(PATH, input).await.is_problem(422, "unprocessable").wrong_fields(), [field]);
    }
}

#[tokio::test]
async fn repeated_feedback_replaces() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let [chat, _, answer] = talked(&alice).await;
    let stored = async |kind: &str| {
        alice.post(PATH, rating(&chat, &answer, kind)).await.is(200);
        let connection = world.database().connection().await.unwrap();
        let row = connection.query_one("SELECT rating, is_inaccurate FROM answer_feedback", &[]).await.unwrap();
        (row.get::<_, String>(0), row.get::<_, bool>(1))
    };
    assert_eq!(stored("helpful").await, ("up".to_owned(), false));
    assert_eq!(stored("inaccurate").await, ("down".to_owned(), true));
    assert_eq!(stored("NOT_HELPFUL").await, ("down".to_owned(), false));
    let mut input = rating(&chat, &answer, "inaccurate");
    input["feedback_text"] = json!("Article 5 was repealed.");
    let said = alice.post(PATH, input).await.is(200).matches_snapshot("post_v1_knowledge_feedback");
    assert_eq!((&said["feedback_type"], &said["success"]), (&json!("inaccurate"), &json!(true)));
    let read = format!("/api/chat/answers/{answer}");
    let rated = alice.get(&read).await.is(200)["feedback"].clone();
    assert_eq!((&rated["rating"], &rated["is_inaccurate"]), (&json!("down"), &json!(true)), "a reader sees it again");
    let copilots = format!("{read}/feedback");
    alice.put(&copilots, json!({ "rating": "up" })).await.is(200);
    assert_eq!(stored("helpful").await, ("up".to_owned(), false), "the copilot's rating replaced it");
}
