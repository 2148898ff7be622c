//! `GET /api/v1/ops/permissions`

use crate::product::PLATFORM;
use std::collections::BTreeSet;
use world::World;

#[tokio::test]
async fn lists_thirty_permissions_by_module() {
    let world = World::new(PLATFORM).await;
    world.customer("carol").await.get("/api/v1/ops/permissions").await.is_problem(403, "forbidden");
    let reply = world
        .staff("sam", "support_staff")
        .await
        .get("/api/v1/ops/permissions")
        .await
        .is(200)
        .matches_snapshot("get_v1_ops_permissions");
    let all = reply.body.as_array().unwrap();
    let modules: BTreeSet<&str> = all.iter().map(|one| one["module"].as_str().unwrap()).collect();
    assert_eq!((all.len(), modules.len()), (30, 11));
    for one in all {
        assert_eq!(one["name"].as_str().unwrap().split('.').next(), one["module"].as_str());
        assert!(one.get("action").is_some() && one.get("resource").is_none());
    }
}
