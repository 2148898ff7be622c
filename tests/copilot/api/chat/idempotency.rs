//! `Idempotency-Key` on questions

use copilot::COPILOT;
use copilot::plan::{QUESTION, world_with_plan};
use copilot::provider::Provider;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_db::Connection;
use std::time::Duration;
use tokio::time::timeout;
use world::{Events, Person, Reply, Server, SseEvent, World, log_of_process};

const TIMEOUT: Duration = Duration::from_secs(30);
const CLOSE: &str = "ALTER TABLE chat_messages ADD CONSTRAINT closed CHECK (false) NOT VALID";
const OPEN: &str = "ALTER TABLE chat_messages DROP CONSTRAINT closed";

fn question() -> Value {
    json!({ "message": QUESTION })
}

fn is_replayed(reply: &Reply) -> bool {
    reply.header("idempotency-replayed") == "true"
}

fn names(events: &[SseEvent]) -> Vec<&str> {
    events.iter().map(|event| event.name.as_str()).collect()
}

/// Names and data of events, without their ids.
fn said(events: &[SseEvent]) -> Vec<(&str, &Value)> {
    events.iter().map(|event| (event.name.as_str(), &event.data)).collect()
}

fn refuses_the_key(reply: Reply) {
    assert_eq!(reply.is_problem(422, "unprocessable").wrong_fields(), ["Idempotency-Key"]);
}

/// The numbers of conversations, messages, citations and idempotency keys.
async fn stored(world: &World) -> [i64; 4] {
    let sql = "SELECT (SELECT count(*) FROM chat_sessions), (SELECT count(*) FROM chat_messages), \
               (SELECT count(*) FROM citations), (SELECT count(*) FROM idempotency_keys)";
    let row = world.database().connection().await.unwrap().query_one(sql, &[]).await.unwrap();
    [row.get(0), row.get(1), row.get(2), row.get(3)]
}

async fn tokens_used(world: &World) -> Vec<i64> {
    let connection = world.database().connection().await.unwrap();
    let rows = connection.query("SELECT tokens FROM token_usage", &[]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

/// Switches the world to another model.
fn asks_instead(world: &World, provider: &Provider) {
    for (name, value) in provider.settings() {
        world.set(name, value);
    }
}

/// Starts an answer and reads its first words.
async fn begun(alice: &Person, key: &str, provider: &mut Provider) -> Events {
    let mut events = alice.listens_once(key, &question()).await;
    provider.says("To be ").await;
    assert_eq!(events.next().await.unwrap().name, "start");
    assert_eq!(events.next().await.unwrap().data, json!({ "content": "To be " }));
    events
}

/// Locks the messages, so that chat turns wait within their transaction until this connection commits.
async fn hold_messages(connection: &Connection) {
    connection.execute("BEGIN", &[]).await.unwrap();
    connection.execute("LOCK TABLE chat_messages IN SHARE ROW EXCLUSIVE MODE", &[]).await.unwrap();
}

/// Waits until a session waits for a lock of this kind.
async fn waits_for(connection: &Connection, kind: &str) {
    let sql = "SELECT count(*) FROM pg_locks WHERE locktype = $1 AND NOT granted \
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    let waits = async { while connection.query_one(sql, &[&kind]).await.unwrap().get::<_, i64>(0) == 0 {} };
    timeout(TIMEOUT, waits).await.expect("somebody waits");
}

async fn says_all(provider: &mut Provider, text: &str) {
    provider.says(text).await;
    provider.ends().await;
}

#[tokio::test]
async fn malformed_key_is_refused() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    for key in ["", "a b", &"x".repeat(256)] {
        let whole = alice.asks_once(key, &question()).await;
        let streamed = alice.listens_once(key, &question()).await.refusal().await;
        for reply in [whole, streamed] {
            assert_eq!(reply.is_problem(400, "bad_request").wrong_fields(), ["Idempotency-Key"]);
        }
    }
    assert_eq!(stored(&world).await, [0; 4]);
}

#[tokio::test]
async fn key_reuse_with_other_request_refused() {
    let log = log_of_process();
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let session = alice.asks_once("key-1", &question()).await.is(200).text("session_id").to_owned();
    let others = [json!({ "message": "Who buys electricity?" }), json!({ "message": QUESTION, "session_id": session })];
    for other in &others {
        let refused = alice.asks_once("key-1", other).await;
        let trace = refused.header("x-trace-id").to_owned();
        refuses_the_key(refused);
        let lines = log.lines_with(&trace);
        let discarded = lines.iter().find(|line| line["message"].as_str().unwrap().contains("discarded"));
        assert!(!lines.is_empty() && discarded.is_none(), "{discarded:?}");
    }
    refuses_the_key(alice.listens_once("key-1", &question()).await.refusal().await);
    let kept = stored(&world).await;
    assert_eq!((kept[0], kept[1], kept[3]), (1, 2, 1));
}

#[tokio::test]
async fn repeat_replays_without_second_turn() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let first = alice.asks_once("key-1", &question()).await.is(200);
    let kept = stored(&world).await;
    let again = alice.asks_once("\"key-1\"", &question()).await.is(200);
    assert!(!is_replayed(&first) && is_replayed(&again));
    assert_eq!((&again.body, &again["support"]), (&first.body, &json!("full")));
    assert_eq!(again.header("content-type"), first.header("content-type"));
    assert_eq!(stored(&world).await, kept);
    let history = alice.get(&format!("/api/chat/history/{}", first.text("session_id"))).await.is(200);
    assert_eq!((history.items().len(), &history.items()[1]["content"]), (2, &first["answer"]));
    let citation = format!("/api/citations/{}", again["citations"][0]["id"].as_str().unwrap());
    assert_eq!(alice.get(&citation).await.is(200)["label"], "valid");
}

#[tokio::test]
async fn keys_are_scoped_to_owner() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let bob = world.user("bob").await;
    let first = alice.asks_once("key-1", &question()).await.is(200);
    let foreign = bob.asks_once("key-1", &question()).await.is(200);
    assert!(!is_replayed(&foreign));
    assert_ne!(foreign["session_id"], first["session_id"]);
    let input = json!({ "name": "x", "scopes": ["chat"], "expires_in_days": 1, "password": alice.password() });
    let program = alice.with_token(alice.post("/api/auth/api-keys", input).await.is(201).text("key"));
    let again = program.asks_once("key-1", &question()).await.is(200);
    assert_eq!((is_replayed(&again), &again.body), (true, &first.body));
}

#[tokio::test]
async fn missing_session_does_not_claim_key() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let missing = json!({ "message": QUESTION, "session_id": "00000000-0000-4000-8000-000000000000" });
    alice.asks_once("key-1", &missing).await.is_problem(404, "not_found");
    let session = alice.asks_once("key-1", &question()).await.is(200).text("session_id").to_owned();
    let next = json!({ "message": QUESTION, "session_id": session });
    let first = alice.asks_once("key-2", &next).await.is(200);
    let again = alice.asks_once("key-2", &next).await.is(200);
    assert_eq!((is_replayed(&first), is_replayed(&again), &again.body), (false, true, &first.body));
    let kept = stored(&world).await;
    assert_eq!((kept[0], kept[1], kept[3]), (1, 4, 2));
}

#[tokio::test]
async fn key_is_free_after_model_failure() {
    let mut broken = Provider::start().await;
    let (world, alice, _plan) = world_with_plan(&broken.settings()).await;
    let events = begun(&alice, "key-1", &mut broken).await;
    broken.breaks_off();
    assert_eq!(names(&events.all().await), ["error"]);
    assert_eq!(stored(&world).await, [0; 4]);
    let mut mended = Provider::start().await;
    asks_instead(&world, &mended);
    says_all(&mut mended, "Reliable.").await;
    let again = alice.listens_once("key-1", &question()).await;
    assert!(!again.headers.contains_key("idempotency-replayed"));
    assert_eq!(again.all().await.last().unwrap().data["content"], "Reliable.");
    assert_eq!(stored(&world).await, [1, 2, 0, 1]);
}

#[tokio::test]
async fn key_is_free_after_storage_failure() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    world.execute(CLOSE, &[]).await;
    alice.asks_once("key-1", &question()).await.is_problem(500, "internal");
    let events = alice.listens_once("key-2", &question()).await.all().await;
    assert_eq!(names(&events).last(), Some(&"error"));
    assert_eq!(stored(&world).await, [0; 4]);
    world.execute(OPEN, &[]).await;
    assert!(!is_replayed(&alice.asks_once("key-1", &question()).await.is(200)));
    let events = alice.listens_once("key-2", &question()).await.all().await;
    assert_eq!(names(&events).last(), Some(&"done"));
    let kept = stored(&world).await;
    assert_eq!((kept[0], kept[1], kept[3]), (2, 4, 2));
}

#[tokio::test]
async fn stream_replays_without_the_model() {
    let mut provider = Provider::start().await;
    let (world, alice, _plan) = world_with_plan(&provider.settings()).await;
    let text = "It is reliable [1: \"a reliable transmission company\"] everywhere.";
    for piece in text.split_inclusive(' ') {
        provider.says(piece).await;
    }
    provider.ends().await;
    let first = alice.listens_once("key-1", &question()).await;
    assert!(!first.headers.contains_key("idempotency-replayed"));
    let first = first.all().await;
    let (used, kept) = (tokens_used(&world).await, stored(&world).await);
    provider.was_asked().await;
    let again = alice.listens_once("key-1", &question()).await;
    assert_eq!((again.status.as_u16(), &again.headers["idempotency-replayed"]), (200, &"true".parse().unwrap()));
    assert_eq!(again.headers["content-type"], "text/event-stream");
    assert_eq!(again.headers["cache-control"], "no-cache, no-transform");
    let again = again.all().await;
    assert_eq!(names(&again), ["start", "token", "done"]);
    assert_eq!((said(&again)[0], said(&again)[2]), (said(&first)[0], said(&first)[first.len() - 1]));
    assert!(again.iter().all(|event| event.id.is_none()), "they are cut otherwise than those that were told");
    assert_eq!(again[1].data, json!({ "content": first.last().unwrap().data["content"] }));
    assert!(provider.was_not_asked());
    assert_eq!((tokens_used(&world).await, stored(&world).await), (used, kept));
}

#[tokio::test]
async fn disconnected_caller_gets_stored_answer() {
    let mut provider = Provider::start().await;
    let (world, alice, _plan) = world_with_plan(&provider.settings()).await;
    drop(begun(&alice, "key-1", &mut provider).await);
    says_all(&mut provider, "reliable.").await;
    let is_stored = async { while stored(&world).await != [1, 2, 0, 1] {} };
    timeout(TIMEOUT, is_stored).await.expect("the answer is kept");
    let again = alice.listens_once("key-1", &question()).await.all().await;
    assert_eq!(again.last().unwrap().data["content"], "To be reliable.");
    let history = format!("/api/chat/history/{}", again[0].data["session_id"].as_str().unwrap());
    assert_eq!(alice.get(&history).await.is(200).items().len(), 2);
}

#[tokio::test]
async fn concurrent_repeats_store_one_answer() {
    let (mut slow, mut quick) = (Provider::start().await, Provider::start().await);
    let (world, alice, _plan) = world_with_plan(&slow.settings()).await;
    let overtaken = begun(&alice, "key-1", &mut slow).await;
    asks_instead(&world, &quick);
    says_all(&mut quick, "Reliable").await;
    let first = alice.listens_once("key-1", &question()).await.all().await;
    assert_eq!(names(&first), ["start", "token", "done"]);
    says_all(&mut slow, "everywhere").await;
    let rest = overtaken.all().await;
    assert_eq!(names(&rest), ["token", "start", "token", "done"], "{rest:?}");
    assert_eq!(said(&rest)[1..], said(&first));
    assert_eq!(stored(&world).await, [1, 2, 0, 1]);
}

#[tokio::test]
async fn first_stored_question_keeps_key() {
    let (mut slow, mut quick) = (Provider::start().await, Provider::start().await);
    let (world, alice, _plan) = world_with_plan(&slow.settings()).await;
    let overtaken = begun(&alice, "key-1", &mut slow).await;
    asks_instead(&world, &quick);
    says_all(&mut quick, "Electricity.").await;
    let other = json!({ "message": "What does the Kivu Grid Company buy and transmit?" });
    alice.listens_once("key-1", &other).await.all().await;
    says_all(&mut slow, "everywhere").await;
    let rest = overtaken.all().await;
    let last = rest.last().unwrap();
    assert_eq!((last.name.as_str(), last.keys()), ("error", vec!["message"]));
    assert!(last.data["message"].as_str().unwrap().contains("Idempotency-Key"), "{last:?}");
    let kept = stored(&world).await;
    assert_eq!((kept[0], kept[1], kept[3]), (1, 2, 1));
}

#[tokio::test]
async fn key_is_free_after_kill() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let server = Server::start(&world, &[]).await;
    let connection = world.database().connection().await.unwrap();
    hold_messages(&connection).await;
    let request = reqwest::Client::new().post(format!("http://{}/api/chat", server.address()));
    let request = request.bearer_auth(alice.token.as_ref().unwrap()).header("idempotency-key", "key-1");
    let request = request.header("content-type", "application/json").body(question().to_string());
    let lost = tokio::spawn(request.send());
    waits_for(&connection, "relation").await;
    server.program.signal("KILL").await;
    assert!(lost.await.unwrap().is_err());
    connection.execute("COMMIT", &[]).await.unwrap();
    assert!(!is_replayed(&alice.asks_once("key-1", &question()).await.is(200)));
    let kept = stored(&world).await;
    assert_eq!((kept[0], kept[1], kept[3]), (1, 2, 1));
}

#[tokio::test]
async fn repeat_waits_for_running_store() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let connection = world.database().connection().await.unwrap();
    hold_messages(&connection).await;
    let body = question();
    let (first, second, ()) = tokio::join!(alice.asks_once("key-1", &body), alice.asks_once("key-1", &body), async {
        waits_for(&connection, "advisory").await;
        connection.execute("COMMIT", &[]).await.unwrap();
    });
    let (first, second) = (first.is(200), second.is(200));
    assert_eq!(first.body, second.body);
    assert!(is_replayed(&first) != is_replayed(&second));
    let kept = stored(&world).await;
    assert_eq!((kept[0], kept[1], kept[3]), (1, 2, 1));
}

#[tokio::test]
async fn stored_response_is_sealed_and_expires() {
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let first = alice.asks_once("key-1", &question()).await.is(200);
    let connection = world.database().connection().await.unwrap();
    let kept: Vec<u8> = connection.query_one("SELECT body FROM idempotency_keys", &[]).await.unwrap().get(0);
    let shown = &first.text("answer").as_bytes()[..15];
    assert!(!kept.windows(shown.len()).any(|window| window == shown));
    world.wait(SignedDuration::from_hours(24));
    let later = world.logs_in("alice").await.asks_once("key-1", &question()).await.is(200);
    assert!(!is_replayed(&later));
    assert_ne!(later["session_id"], first["session_id"]);
}
