//! `GET /api/chat/history/{session_id}`

use copilot::COPILOT;
use copilot::plan::{QUESTION, UNKNOWN, world_with_plan};
use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;
use world::World;

#[tokio::test]
async fn foreign_session_gets_404() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let session = alice.asks(QUESTION).await.is(200).text("session_id").to_owned();
    let foreign = bob.get(&format!("/api/chat/history/{session}")).await.is_problem(404, "not_found");
    let missing = bob.get(&format!("/api/chat/history/{}", Uuid::new_v4())).await.is_problem(404, "not_found");
    assert_eq!(foreign["detail"], missing["detail"]);
    bob.get("/api/chat/history/yesterday").await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn messages_are_in_order() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let first = alice.asks(QUESTION).await.is(200);
    world.wait(SignedDuration::from_secs(1));
    let second = alice.asks_in(first.text("session_id"), UNKNOWN).await.is(200);
    assert_eq!(second["session_id"], first["session_id"]);
    let history = alice
        .get(&format!("/api/chat/history/{}", first.text("session_id")))
        .await
        .is(200)
        .matches_snapshot("get_chat_history_session_id");
    let said: Vec<(&Value, &Value)> = history.items().iter().map(|said| (&said["role"], &said["content"])).collect();
    let (user, assistant) = (json!("user"), json!("assistant"));
    let (asked, unknown) = (json!(QUESTION), json!(UNKNOWN));
    let expected =
        [(&user, &asked), (&assistant, &first["answer"]), (&user, &unknown), (&assistant, &second["answer"])];
    assert_eq!(said, expected);
    assert_eq!(history.items()[1]["sources"], first["sources"]);
    assert_eq!((&history.items()[1]["abstained"], &history.items()[3]["abstained"]), (&json!(false), &json!(true)));
}

#[tokio::test]
async fn long_session_shows_newest_messages() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let session = alice.asks(QUESTION).await.is(200).text("session_id").to_owned();
    let said_later = "INSERT INTO chat_messages (id, session_id, role, content, created_at)
        SELECT gen_random_uuid(), $1::text::uuid, 'user', 'message ' || number, now() + number * interval '1 minute'
        FROM generate_series(1, 1000) AS number";
    let database = world.database();
    let connection = database.connection().await.unwrap();
    assert_eq!(connection.execute(said_later, &[&session]).await.unwrap(), 1_000);
    let history = alice.get(&format!("/api/chat/history/{session}")).await.is(200);
    let said: Vec<&Value> = history.items().iter().map(|said| &said["content"]).collect();
    let expected: Vec<Value> = (1..=1_000).map(|number| json!(format!("message {number}"))).collect();
    assert_eq!(said, expected.iter().collect::<Vec<_>>());
}
