//! `GET /api/admin/dead-letters`

mod redrive;

use copilot::COPILOT;
use serde_json::json;
use world::World;

const PATH: &str = "/api/admin/dead-letters";

#[tokio::test]
async fn counts_dead_letters() {
    let world = World::new(COPILOT).await;
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
async fn reports_unavailable_queue() {
    let world =
        World::with(COPILOT, &[("INGEST_DEAD_LETTERS_URL", "http://127.0.0.1:9/queue/eu-west-1/000000000000/away")])
            .await;
    let refused = world.admin().await.get(PATH).await.is_problem(503, "unavailable");
    assert!(!refused.header("retry-after").is_empty());
}
