//! `GET /api/admin/stats`

use copilot::COPILOT;
use serde_json::{Value, json};
use sisuiq_testing::pdf::PdfBuilder;
use world::{Person, World};

async fn stats(admin: &Person) -> Value {
    admin.get("/api/admin/stats").await.is(200).body
}

#[tokio::test]
async fn only_administrators_are_admitted() {
    let world = World::new(COPILOT).await;
    world.stranger().get("/api/admin/stats").await.is_problem(401, "unauthorized");
    world.user("alice").await.get("/api/admin/stats").await.is_problem(403, "forbidden");
    let none =
        json!({ "users": 2, "sessions": 0, "messages": 0, "documents": 0, "chunks": 0, "analytics_snapshots": 0 });
    assert_eq!(stats(&world.admin().await).await, none);
}

#[tokio::test]
async fn totals_follow_creations_and_deletions() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let plan = admin
        .uploads("plan.pdf", &PdfBuilder::of_texts(&["The line is renewed in 2027.", "The next one in 2028."]).build())
        .await;
    alice.tabulates("outages.csv", b"date,cause\n2024-01-05,weather\n", None).await;
    let session = alice.asks("When is the line renewed?").await.is(200).text("session_id").to_owned();
    alice.asks_in(&session, "And the next one?").await.is(200);
    alice.asks("Who pays?").await.is(200);
    let all =
        json!({ "users": 2, "sessions": 2, "messages": 6, "documents": 1, "chunks": 2, "analytics_snapshots": 1 });
    assert_eq!(admin.get("/api/admin/stats").await.is(200).matches_snapshot("get_admin_stats").body, all);
    world.maintains().await;
    assert_eq!(stats(&admin).await, all, "what was summed up is the same");
    alice.delete(&format!("/api/v1/sessions/{session}")).await.is(200);
    admin.delete(&plan.path()).await.is(204);
    world.deliver_all().await;
    world.maintains().await;
    let left =
        json!({ "users": 2, "sessions": 1, "messages": 2, "documents": 0, "chunks": 0, "analytics_snapshots": 1 });
    assert_eq!(stats(&admin).await, left);
}
