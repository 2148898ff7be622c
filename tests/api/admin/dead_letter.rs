//! `GET /api/admin/dead-letters`

use serde_json::json;
use tests::world::World;

const PATH: &str = "/api/admin/dead-letters";

#[tokio::test]
async fn administrators_are_told_how_many_messages_were_given_up() {
    let world = World::new().await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let url = world.gives_up_after(5).await;
    world.stranger().get(PATH).await.is_problem(401, "unauthorized");
    alice.get(PATH).await.is_problem(403, "forbidden");
    let none = admin.get(PATH).await.is(200);
    assert_eq!(none.body, json!({ "messages": 0, "redrive": null }));
    for body in ["one", "two"] {
        world.sqs().send_message().queue_url(&url).message_body(body).send().await.unwrap();
    }
    assert_eq!(admin.get(PATH).await.is(200)["messages"], 2);
}

#[tokio::test]
async fn while_the_queue_is_away_that_is_said() {
    let world =
        World::with(&[("INGEST_DEAD_LETTERS_URL", "http://127.0.0.1:9/queue/eu-west-1/000000000000/away")]).await;
    let refused = world.admin().await.get(PATH).await.is_problem(503, "unavailable");
    assert!(!refused.header("retry-after").is_empty());
}
