//! What the sweep forgets.

use super::story::Story;
use jiff::SignedDuration;
use serde_json::json;

const DAY: SignedDuration = SignedDuration::from_hours(24);
/// A session lives for thirty days at most and is kept for one more.
const EXPIRED: SignedDuration = SignedDuration::from_mins(60 * 24 * 30 + 1);

async fn count_sessions(story: &Story) -> i64 {
    count(story, "auth_sessions").await
}

async fn count(story: &Story, table: &str) -> i64 {
    let database = story.world().database();
    let connection = database.connection().await.unwrap();
    connection.query_one(&format!("SELECT count(*) FROM {table}"), &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn a_log_in_is_forgotten_a_day_after_it_ended() {
    let story = Story::begin().await;
    story.world().user("alice").await;
    story.clock.advance(EXPIRED);
    story.sweep().await.unwrap();
    assert_eq!(count_sessions(&story).await, 1);
    story.clock.advance(DAY);
    story.world().logs_in("alice").await;
    story.sweep().await.unwrap();
    assert_eq!(count_sessions(&story).await, 1, "the new one stays");
}

#[tokio::test]
async fn tokens_that_were_replaced_are_forgotten_while_their_session_goes_on() {
    let story = Story::begin().await;
    let world = story.world();
    world.admits("alice", sisuiq_db::UserRole::User).await;
    let mut browser = world.browser();
    browser.logs_in("alice").await.is(200);
    story.clock.advance(DAY * 5);
    browser.refreshes().await.is(200);
    story.clock.advance(DAY * 5);
    story.sweep().await.unwrap();
    assert_eq!((count_sessions(&story).await, count(&story, "auth_token_pairs").await), (1, 1));
    browser.refreshes().await.is(200);
}

#[tokio::test]
async fn a_browser_is_forgotten_half_a_year_after_its_last_login() {
    let story = Story::begin().await;
    story.world().user("alice").await;
    story.clock.advance(DAY * 179);
    story.sweep().await.unwrap();
    assert_eq!((count_sessions(&story).await, count(&story, "known_devices").await), (0, 1));
    story.clock.advance(DAY * 2);
    story.sweep().await.unwrap();
    assert_eq!(count(&story, "known_devices").await, 0);
}

#[tokio::test]
async fn conversations_are_kept_until_they_are_deleted_or_for_as_long_as_is_set_after_the_last_word() {
    let story = Story::begin().await;
    let alice = story.world().user("alice").await;
    let old = alice.asks("What is the vision?").await.is(200).text("session_id").to_owned();
    let recent = alice.asks("What is the mission?").await.is(200).text("session_id").to_owned();
    story.clock.advance(DAY * 25);
    let alice = story.world().logs_in("alice").await;
    alice.asks_in(&recent, "And the values?").await.is(200);
    story.clock.advance(DAY * 10);
    story.sweep().await.unwrap();
    assert_eq!(count(&story, "chat_sessions").await, 2, "nobody said for how long");
    story.world().set("CHAT_RETENTION_DAYS", "30");
    let limited = story.ingest().await;
    let sweep = async || ingest::handle(limited.clone(), json!({ "kind": "sweep" })).await.unwrap();
    let database = story.world().database();
    let connection = database.connection().await.unwrap();
    // as whoever stores an answer does
    for statement in ["BEGIN", "SELECT 1 FROM chat_sessions FOR KEY SHARE"] {
        connection.execute(statement, &[]).await.unwrap();
    }
    sweep().await;
    connection.execute("ROLLBACK", &[]).await.unwrap();
    drop(connection);
    let begin = "INSERT INTO answer_streams (id, user_id, session_id, started_at, moved_at) \
        SELECT id, user_id, id, $1, $1 FROM chat_sessions";
    story.world().execute(begin, &[&story.clock.now()]).await;
    sweep().await;
    assert_eq!(count(&story, "chat_sessions").await, 2, "what is being told or stored stays");
    story.world().execute("DELETE FROM answer_streams", &[]).await;
    sweep().await;
    let alice = story.world().logs_in("alice").await;
    alice.get(&format!("/api/v1/sessions/{old}")).await.is_problem(404, "not_found");
    assert_eq!(alice.get(&format!("/api/v1/sessions/{recent}")).await.is(200)["title"], "What is the mission?");
    assert_eq!(count(&story, "chat_messages").await, 4);
    let told = "erasures WHERE kind = 'conversation'";
    assert_eq!(count(&story, told).await, 1, "a backup of before does not bring it back");
}
