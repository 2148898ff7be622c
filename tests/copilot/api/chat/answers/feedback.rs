//! `PUT` and `DELETE /api/chat/answers/{id}/feedback`

use copilot::COPILOT;
use copilot::plan::{QUESTION, world_with_plan};
use serde_json::{Value, json};
use uuid::Uuid;
use world::World;

#[tokio::test]
async fn foreign_answer_gets_404() {
    let world = World::new(COPILOT).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let answer = alice.asks(QUESTION).await.is(200).text("answer_id").to_owned();
    for id in [answer, Uuid::new_v4().to_string()] {
        let path = format!("/api/chat/answers/{id}/feedback");
        bob.put(&path, json!({ "rating": "down" })).await.is_problem(404, "not_found");
        bob.delete(&path).await.is_problem(404, "not_found");
        world.stranger().put(&path, json!({ "rating": "down" })).await.is_problem(401, "unauthorized");
    }
}

#[tokio::test]
async fn invalid_rating_or_comment_is_refused() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let answer = alice.asks(QUESTION).await.is(200).text("answer_id").to_owned();
    let path = format!("/api/chat/answers/{answer}/feedback");
    let refused = [
        (json!({}), "rating"),
        (json!({ "rating": "sideways" }), "rating"),
        (json!({ "rating": "up", "is_inaccurate": true }), "is_inaccurate"),
        (json!({ "rating": "up", "comment": "" }), "comment"),
        (json!({ "rating": "up", "comment": "x".repeat(2_001) }), "comment"),
    ];
    for (input, field) in refused {
        assert_eq!(alice.put(&path, input).await.is_problem(422, "unprocessable").wrong_fields(), [field]);
    }
}

#[tokio::test]
async fn last_rating_counts_until_deleted() {
    let (_world, alice, _plan) = world_with_plan(&[]).await;
    let answer = format!("/api/chat/answers/{}", alice.asks(QUESTION).await.is(200).text("answer_id"));
    let path = format!("{answer}/feedback");
    alice.put(&path, json!({ "rating": "up" })).await.is(200);
    let said = alice
        .put(&path, json!({ "rating": "DOWN", "comment": "The page is wrong." }))
        .await
        .is(200)
        .matches_snapshot("put_chat_answers_id_feedback");
    assert_eq!((&said["rating"], &said["comment"]), (&json!("down"), &json!("The page is wrong.")));
    assert_eq!(said["is_inaccurate"], json!(false));
    let rated = alice.get(&answer).await.is(200).matches_snapshot("get_chat_answers_id");
    assert_eq!(rated["feedback"], said.body);
    for _ in 0..2 {
        assert_eq!(alice.delete(&path).await.status, 204);
    }
    assert_eq!(alice.get(&answer).await.is(200)["feedback"], json!(null));
}

#[tokio::test]
async fn inaccurate_answers_are_negative_ratings() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let answer = format!("/api/chat/answers/{}", alice.asks(QUESTION).await.is(200).text("answer_id"));
    let path = format!("{answer}/feedback");
    let stored = async |input: Value| {
        let said = alice.put(&path, input).await.is(200);
        assert_eq!(alice.get(&answer).await.is(200)["feedback"], said.body);
        (said["rating"].clone(), said["is_inaccurate"].clone())
    };
    assert_eq!(stored(json!({ "rating": "down", "is_inaccurate": true })).await, (json!("down"), json!(true)));
    assert_eq!(stored(json!({ "rating": "down" })).await, (json!("down"), json!(false)), "the last rating counts");
    assert_eq!(stored(json!({ "rating": "up", "is_inaccurate": false })).await, (json!("up"), json!(false)));
}
