//! `GET /api/admin/spend/users`

use super::{USED, today};
use crate::api::admin::{each, is_for_administrators};
use copilot::COPILOT;
use serde_json::json;
use sisuiq_model::UserRole;
use world::World;

#[tokio::test]
async fn only_administrators_are_admitted() {
    let world = World::new(COPILOT).await;
    let wrong = [("month=2026-13", "month"), ("month=november", "month"), ("month=2026", "month")];
    let admin = is_for_administrators(&world, "/api/admin/spend/users", &wrong).await;
    let nothing = admin.get("/api/admin/spend/users").await.is(200);
    assert_eq!(nothing.body, json!({ "data": [], "count": 0 }));
}

#[tokio::test]
async fn sorts_accounts_by_monthly_cost() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let (alice, bob) = (world.admits("alice", UserRole::User).await, world.admits("bob", UserRole::User).await);
    let today = today(&world);
    let before = today.first_of_month().yesterday().unwrap();
    for (who, day, cost) in [(alice, today, 100_000_000), (bob, today, 2_000_000_000), (bob, before, 5_000_000_i64)] {
        world.execute(USED, &[&who, &day, &cost]).await;
    }
    let now = admin.get("/api/admin/spend/users").await.is(200).matches_snapshot("get_admin_spend_users");
    assert_eq!((&now["count"], each(&now, "name")), (&json!(2), vec![json!("bob"), json!("alice")]));
    assert_eq!(each(&now, "cost_usd"), [json!(2.0), json!(0.1)]);
    let row = &now["data"][0];
    assert_eq!((&row["user_id"], &row["requests"], &row["tokens"]), (&json!(bob), &json!(1), &json!(1_000)));
    let second = admin.get("/api/admin/spend/users?limit=1&offset=1").await.is(200);
    assert_eq!((&second["count"], each(&second, "name")), (&json!(2), vec![json!("alice")]));
    let month = before.strftime("%Y-%m");
    let last = admin.get(&format!("/api/admin/spend/users?month={month}")).await.is(200);
    assert_eq!((each(&last, "name"), each(&last, "cost_usd")), (vec![json!("bob")], vec![json!(0.005)]));
}
