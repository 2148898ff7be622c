//! `POST /api/admin/dead-letters/redrive`

use copilot::COPILOT;
use serde_json::json;
use sisuiq_testing::pdf::PdfBuilder;
use std::time::Duration;
use tokio::time::{Instant, sleep};
use world::World;

const PATH: &str = "/api/admin/dead-letters/redrive";
/// Maximum time until messages are moved, which happens in the background.
const TIMEOUT: Duration = Duration::from_secs(20);

#[tokio::test]
async fn redriven_message_completes_its_document() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let url = world.gives_up_after(5).await;
    world.stranger().post(PATH, json!({})).await.is_problem(401, "unauthorized");
    alice.post(PATH, json!({})).await.is_problem(403, "forbidden");
    admin.post(PATH, json!({})).await.is_problem(409, "conflict");
    let plan = PdfBuilder::of_texts(&["The line is renewed in 2027."]).build();
    let form = admin.begins_upload("plan.pdf", plan.len()).await;
    form.post(&plan).await;
    let landed = world.landed(form.key()).await;
    world.sqs().send_message().queue_url(&url).message_body(landed).send().await.unwrap();
    let begun = admin.post(PATH, json!({})).await.is(202).matches_snapshot("post_admin_dead_letters_redrive");
    assert_eq!(begun["messages"], 1);
    let until = Instant::now() + TIMEOUT;
    loop {
        let left = admin.get("/api/admin/dead-letters").await.is(200);
        if left["messages"] == 0 && left["redrive"]["is_running"] == false {
            assert_eq!(left["redrive"]["moved"], 1);
            left.matches_snapshot("get_admin_dead_letters");
            break;
        }
        assert!(Instant::now() < until, "{}", left.body);
        sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(world.deliver_all().await, 0);
    let listed = admin.get("/api/admin/jobs").await.is(200);
    assert_eq!(listed["data"][0]["status"], "done");
}
