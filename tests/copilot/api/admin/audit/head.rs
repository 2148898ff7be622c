//! `GET /api/admin/audit/head`

use copilot::COPILOT;
use futures::future::join_all;
use serde_json::{Value, json};
use world::World;

const PATH: &str = "/api/admin/audit/head";

#[tokio::test]
async fn head_advances_only_with_new_records() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let first = admin.get(PATH).await.is(200);
    assert_eq!(first["sequence"], 1, "logging in was told");
    assert_eq!(admin.get(PATH).await.is(200).body, first.body);
    world.user("alice").await;
    let second = admin.get(PATH).await.is(200).matches_snapshot("get_admin_audit_head");
    assert_eq!(second["sequence"], 2);
    assert_ne!(second["hash"], first["hash"]);
}

#[tokio::test]
async fn concurrent_reads_see_one_chain() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    for number in 0..10 {
        alice.creates(json!({ "name": format!("{number}.pdf"), "size": 1 })).await.is(201);
    }
    let heads = join_all((0..5).map(|_| admin.get(PATH))).await;
    let heads: Vec<Value> = heads.into_iter().map(|reply| reply.is(200).body).collect();
    assert_eq!(heads[0]["sequence"], 12);
    assert!(heads.iter().all(|head| *head == heads[0]), "{heads:?}");
}
