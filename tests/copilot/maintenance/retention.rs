//! Expired rows and idle conversations.

use super::count;
use copilot::COPILOT;
use jiff::SignedDuration;
use serde_json::json;
use world::World;

const DAY: SignedDuration = SignedDuration::from_hours(24);
/// Longer than the maximum lifetime of a session, thirty days.
const EXPIRED: SignedDuration = SignedDuration::from_mins(60 * 24 * 30 + 1);

#[tokio::test]
async fn expired_sessions_deleted_after_a_day() {
    let world = World::new(COPILOT).await;
    world.user("alice").await;
    world.wait(EXPIRED);
    world.maintains().await;
    assert_eq!(count(&world, "auth_sessions").await, 1);
    world.wait(DAY);
    world.logs_in("alice").await;
    world.maintains().await;
    assert_eq!(count(&world, "auth_sessions").await, 1, "the new one stays");
}

#[tokio::test]
async fn replaced_tokens_are_deleted_early() {
    let world = World::new(COPILOT).await;
    world.admits("alice", sisuiq_model::UserRole::User).await;
    let mut browser = world.browser();
    browser.logs_in("alice").await.is(200);
    world.wait(DAY * 5);
    browser.refreshes().await.is(200);
    world.wait(DAY * 5);
    world.maintains().await;
    assert_eq!((count(&world, "auth_sessions").await, count(&world, "auth_token_pairs").await), (1, 1));
    browser.refreshes().await.is(200);
}

#[tokio::test]
async fn known_devices_expire_after_180_days() {
    let world = World::new(COPILOT).await;
    world.user("alice").await;
    world.wait(DAY * 179);
    world.maintains().await;
    assert_eq!((count(&world, "auth_sessions").await, count(&world, "known_devices").await), (0, 1));
    world.wait(DAY * 2);
    world.maintains().await;
    assert_eq!(count(&world, "known_devices").await, 0);
}

#[tokio::test]
async fn failed_messages_expire_after_two_weeks() {
    let world = World::new(COPILOT).await;
    world.customer("alice").await;
    let forgotten = json!({ "identifier": "alice@example.com" });
    world.stranger().post("/api/v1/auth/password/forgot", forgotten).await.is(202);
    world.execute("UPDATE outbox_messages SET failed_at = $1, failure = 'refused'", &[&world.clock().now()]).await;
    world.wait(DAY * 14);
    world.maintains().await;
    assert_eq!(count(&world, "outbox_messages").await, 1);
    world.wait(SignedDuration::from_secs(1));
    world.maintains().await;
    assert_eq!(count(&world, "outbox_messages").await, 0);
}

#[tokio::test]
async fn conversations_stay_without_a_retention() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    alice.asks("What is the vision?").await.is(200);
    world.wait(DAY * 400);
    world.maintains().await;
    assert_eq!(count(&world, "chat_sessions").await, 1);
}

#[tokio::test]
async fn conversations_are_deleted_once_idle() {
    let world = World::with(COPILOT, &[("CHAT_RETENTION_DAYS", "30")]).await;
    let alice = world.user("alice").await;
    let old = alice.asks("What is the vision?").await.is(200).text("session_id").to_owned();
    let recent = alice.asks("What is the mission?").await.is(200).text("session_id").to_owned();
    world.wait(DAY * 25);
    let alice = world.logs_in("alice").await;
    alice.asks_in(&recent, "And the values?").await.is(200);
    world.wait(DAY * 10);
    world.maintains().await;
    let alice = world.logs_in("alice").await;
    alice.get(&format!("/api/v1/sessions/{old}")).await.is_problem(404, "not_found");
    assert_eq!(alice.get(&format!("/api/v1/sessions/{recent}")).await.is(200)["title"], "What is the mission?");
    assert_eq!(count(&world, "chat_messages").await, 4);
    let erased = "erasures WHERE kind = 'conversation'";
    assert_eq!(count(&world, erased).await, 1, "an older backup does not bring it back");
}

#[tokio::test]
async fn conversations_in_use_stay() {
    let world = World::with(COPILOT, &[("CHAT_RETENTION_DAYS", "30")]).await;
    let alice = world.user("alice").await;
    alice.asks("What is the vision?").await.is(200);
    world.wait(DAY * 35);
    let database = world.database();
    let connection = database.connection().await.unwrap();
    // the same lock as a function that stores an answer
    for statement in ["BEGIN", "SELECT 1 FROM chat_sessions FOR KEY SHARE"] {
        connection.execute(statement, &[]).await.unwrap();
    }
    world.maintains().await;
    connection.execute("ROLLBACK", &[]).await.unwrap();
    drop(connection);
    assert_eq!(count(&world, "chat_sessions").await, 1, "an answer is being stored");
    let begin = "INSERT INTO answer_streams (id, user_id, session_id, started_at, moved_at) \
        SELECT id, user_id, id, $1, $1 FROM chat_sessions";
    world.execute(begin, &[&world.clock().now()]).await;
    world.maintains().await;
    assert_eq!(count(&world, "chat_sessions").await, 1, "an answer is being streamed");
    world.execute("DELETE FROM answer_streams", &[]).await;
    world.maintains().await;
    assert_eq!(count(&world, "chat_sessions").await, 0);
}
