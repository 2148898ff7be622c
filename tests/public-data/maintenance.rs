//! Retention of predictions and batches, and their end with their account.

use crate::accident::accident;
use crate::product::PUBLIC_DATA;
use jiff::SignedDuration;
use serde_json::json;
use world::World;

async fn count(world: &World, table: &str) -> i64 {
    let connection = world.database().connection().await.unwrap();
    connection.query_one(&format!("SELECT count(*) FROM {table}"), &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn old_predictions_are_deleted() {
    let world = World::with(PUBLIC_DATA, &[("PREDICTION_RETENTION_DAYS", "2")]).await;
    world.user("alice").await.post("/api/predict/eclo", accident()).await.is(200);
    world.wait(SignedDuration::from_hours(47));
    world.maintains().await;
    assert_eq!(count(&world, "predictions").await, 1);
    world.wait(SignedDuration::from_hours(2));
    world.set("PREDICTION_RETENTION_DAYS", "0");
    world.maintains().await;
    assert_eq!(count(&world, "predictions").await, 1);
    world.set("PREDICTION_RETENTION_DAYS", "2");
    world.maintains().await;
    assert_eq!(count(&world, "predictions").await, 0);
}

#[tokio::test]
async fn expired_batches_are_deleted() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    alice.post("/api/predict/eclo/batch", json!({ "accidents": [accident(), 7] })).await.is(202);
    world.delivers_batches().await;
    world.maintains().await;
    assert_eq!((count(&world, "prediction_batches").await, count(&world, "prediction_batch_items").await), (1, 2));
    world.wait(SignedDuration::from_hours(24));
    world.maintains().await;
    assert_eq!((count(&world, "prediction_batches").await, count(&world, "prediction_batch_items").await), (0, 0));
}

#[tokio::test]
async fn deleted_account_leaves_nothing() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    for person in [&alice, &bob] {
        person.post("/api/predict/eclo", accident()).await.is(200);
        person.post("/api/predict/eclo/batch", json!({ "accidents": [accident()] })).await.is(202);
    }
    world.execute("DELETE FROM users WHERE email = $1", &[&alice.email()]).await;
    for table in ["predictions", "prediction_batches", "prediction_batch_items"] {
        assert_eq!(count(&world, table).await, 1, "{table}");
    }
}
