//! `GET /api/chat/conversations/{id}/messages`

use crate::conversation::{SUM, alice_with_table, asks, check_figures, continues};
use crate::dataset::path;
use crate::product::PUBLIC_DATA;
use serde_json::json;
use world::{Reply, World};

fn messages(answer: &Reply) -> String {
    format!("/api/chat/conversations/{}/messages", answer.text("conversation_id"))
}

#[tokio::test]
async fn others_get_404() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, dataset) = alice_with_table(&world).await;
    let answer = asks(&alice, &dataset, SUM).await.is(200);
    let path_of_messages = messages(&answer);
    world.stranger().get(&path_of_messages).await.is_problem(401, "unauthorized");
    world.user("bob").await.get(&path_of_messages).await.is_problem(404, "not_found");
    alice
        .get("/api/chat/conversations/0190b5a0-0000-7000-8000-000000000000/messages")
        .await
        .is_problem(404, "not_found");
    alice.get("/api/chat/conversations/x/messages").await.is_problem(400, "bad_request");
    alice.delete(&path(&dataset)).await.is(200);
    alice.get(&path_of_messages).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn messages_have_their_calls() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, dataset) = alice_with_table(&world).await;
    let answer = asks(&alice, &dataset, SUM).await.is(200);
    continues(&alice, &answer["conversation_id"], "강수량 합계는?").await.is(200);
    let read = alice.get(&messages(&answer)).await.is(200);
    assert_eq!((&read["dataset_id"], &read["title"]), (&json!(dataset), &json!(SUM)));
    let stored = read["messages"].as_array().unwrap();
    let roles: Vec<&str> = stored.iter().map(|message| message["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["user", "assistant", "user", "assistant"]);
    for same in ["content", "tool_calls", "figures", "chart", "suggestions", "understood", "refusal"] {
        assert_eq!(stored[1][same], answer[same], "{same}");
    }
    check_figures(&stored[1]);
    assert_eq!((&stored[0]["tool_calls"], &stored[3]["abstained"]), (&json!([]), &json!(true)));
    read.matches_snapshot("get_chat_conversations_id_messages");
}
