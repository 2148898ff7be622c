//! `GET /api/admin/spend/days`

use super::{USED, today};
use crate::api::admin::each;
use copilot::COPILOT;
use jiff::ToSpan;
use serde_json::json;
use sisuiq_model::UserRole;
use world::World;

#[tokio::test]
async fn only_administrators_are_admitted() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    world.stranger().get("/api/admin/spend/days").await.is_problem(401, "unauthorized");
    for person in [world.user("bob").await, world.staff("owner", "super_admin").await] {
        person.get("/api/admin/spend/days").await.is_problem(403, "forbidden");
    }
    for wrong in ["0", "367", "all"] {
        let refused = admin.get(&format!("/api/admin/spend/days?days={wrong}")).await;
        assert_eq!(refused.is_problem(422, "unprocessable").wrong_fields(), ["days"], "{wrong}");
    }
    let nothing = admin.get("/api/admin/spend/days").await.is(200);
    assert_eq!(nothing.body, json!({ "data": [], "count": 0 }));
}

#[tokio::test]
async fn lists_providers_by_day() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let alice = world.admits("alice", UserRole::User).await;
    let today = today(&world);
    for (ago, cost) in [(0, 1_000_000_000), (1, 2_000_000_000), (29, 3_000_000_000), (30, 4_000_000_000_i64)] {
        world.execute(USED, &[&alice, &today.saturating_sub(ago.days()), &cost]).await;
    }
    let days = async |query: &str| each(&admin.get(&format!("/api/admin/spend/days{query}")).await.is(200), "cost_usd");
    assert_eq!(days("").await, [json!(3.0), json!(2.0), json!(1.0)]);
    assert_eq!(days("?days=1").await, [json!(1.0)]);
    assert_eq!(days("?days=31").await.len(), 4);
    let listed = admin.get("/api/admin/spend/days?days=1").await.is(200).matches_snapshot("get_admin_spend_days");
    let row = json!({ "day": today, "provider": "anthropic", "requests": 1, "tokens": 1_000, "cost_usd": 1.0 });
    assert_eq!(listed.body, json!({ "data": [row], "count": 1 }));
}
