//! `GET /api/chat/conversations`

mod messages;

use crate::conversation::{PATH, SUM, TABLE, alice_with_table, asks, continues, count};
use crate::dataset::{path, uploads};
use crate::product::PUBLIC_DATA;
use jiff::SignedDuration;
use serde_json::{Value, json};
use world::{Person, World};

const LIST: &str = "/api/chat/conversations";

async fn ids(person: &Person, query: &str) -> Vec<Value> {
    let listed = person.get(&format!("{LIST}?{query}")).await.is(200);
    listed["conversations"].as_array().unwrap().iter().map(|each| each["id"].clone()).collect()
}

#[tokio::test]
async fn list_needs_a_login() {
    let world = World::new(PUBLIC_DATA).await;
    world.stranger().get(LIST).await.is_problem(401, "unauthorized");
    let alice = world.user("alice").await;
    for query in ["limit=0", "limit=101", "offset=-1", "dataset_id=x"] {
        let refused = alice.get(&format!("{LIST}?{query}")).await;
        assert!([400, 422].contains(&refused.status.as_u16()), "{query}: {}", refused.body);
    }
}

#[tokio::test]
async fn list_has_the_latest_answer_first() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, dataset) = alice_with_table(&world).await;
    let first = asks(&alice, &dataset, SUM).await.is(200);
    world.wait(SignedDuration::from_secs(1));
    let other = uploads(&alice, "b.csv", TABLE).await;
    let second = asks(&alice, &other, SUM).await.is(200);
    world.wait(SignedDuration::from_secs(1));
    let general = alice.post(PATH, json!({ "message": "도움말" })).await.is(200);
    let (first, second, general) = (&first["conversation_id"], &second["conversation_id"], &general["conversation_id"]);
    assert_eq!(ids(&alice, "").await, [general, second, first].map(Clone::clone));
    world.wait(SignedDuration::from_secs(1));
    continues(&alice, first, SUM).await.is(200);
    assert_eq!(ids(&alice, "").await, [first, general, second].map(Clone::clone));
    assert_eq!(ids(&alice, "limit=1&offset=1").await, std::slice::from_ref(general));
    assert_eq!(ids(&alice, &format!("dataset_id={other}")).await, std::slice::from_ref(second));
    alice.get(&format!("{LIST}?limit=1")).await.is(200).matches_snapshot("get_chat_conversations");
}

#[tokio::test]
async fn workspaces_list_their_own() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, dataset) = alice_with_table(&world).await;
    let answer = asks(&alice, &dataset, SUM).await.is(200);
    assert!(alice.get("/api/chat/sessions").await.is(200).items().is_empty());
    let listed = alice.get("/api/v1/sessions").await.is(200);
    assert_eq!((&listed["sessions"], &listed["total"]), (&json!([]), &json!(0)));
    assert!(ids(&world.user("bob").await, "").await.is_empty());
    // what belongs to one conversation takes those of both workspaces
    let conversation = format!("/api/v1/sessions/{}", answer.text("conversation_id"));
    let export = alice.get(&format!("{conversation}/export?format=json")).await.is(200);
    assert_eq!(export["messages"][1]["content"], answer["content"]);
    alice.delete(&conversation).await.is(200);
    assert!(ids(&alice, "").await.is_empty());
}

#[tokio::test]
async fn conversations_go_with_their_dataset() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, dataset) = alice_with_table(&world).await;
    let answer = asks(&alice, &dataset, SUM).await.is(200);
    alice.delete(&path(&dataset)).await.is(200);
    assert!(ids(&alice, "").await.is_empty());
    assert_eq!(world.deliver_all().await, 0);
    for table in ["chat_sessions", "chat_messages", "answer_records", "cached_dataset_answers"] {
        assert_eq!(count(&world, table).await, 0, "{table} of {}", answer.body);
    }
}
