//! `POST /api/chat/answers/{id}/regenerate/stream`

use copilot::plan::{QUESTION, UNKNOWN, world_with_plan};
use copilot::provider::Provider;

#[tokio::test]
async fn model_input_omits_replaced_answer() {
    let mut provider = Provider::start().await;
    let (world, alice, _plan) = world_with_plan(&[]).await;
    let first = alice.asks(UNKNOWN).await.is(200);
    let second = alice.asks_in(first.text("session_id"), QUESTION).await.is(200);
    for (name, value) in provider.settings() {
        world.set(name, value);
    }
    provider.says("Anew.").await;
    provider.ends().await;
    let path = format!("/api/chat/answers/{}/regenerate/stream", second.text("answer_id"));
    let told = alice.posts_and_listens(&path).await.all().await;
    assert_eq!(told.last().unwrap().data["content"], "Anew.");
    let (_, request) = provider.was_asked().await;
    let said: Vec<&str> =
        request["messages"].as_array().unwrap()[2..].iter().map(|said| said["content"].as_str().unwrap()).collect();
    assert_eq!(said, [UNKNOWN, first.text("answer"), QUESTION]);
}
