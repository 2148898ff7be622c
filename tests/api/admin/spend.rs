//! `GET /api/admin/spend/users`, `GET /api/admin/spend/days`

use super::{each, is_for_administrators};
use jiff::{ToSpan, civil::Date, tz::TimeZone};
use serde_json::json;
use sisuiq_model::UserRole;
use tests::world::World;

/// What was used on a day, of that day and of its month.
const USED: &str = "INSERT INTO model_usage (subject, period, starts_on, user_id, requests, tokens, cost) \
    SELECT counted.subject, span.period, date_trunc(span.period, $2::date)::date, counted.user_id, 1, 1000, $3::bigint \
    FROM (VALUES ('provider:anthropic', NULL::uuid), ('user:' || $1::uuid, $1)) AS counted (subject, user_id) \
    CROSS JOIN (VALUES ('day'), ('month')) AS span (period) \
    ON CONFLICT (subject, period, starts_on) DO UPDATE SET \
        requests = model_usage.requests + 1, tokens = model_usage.tokens + 1000, cost = model_usage.cost + excluded.cost";

/// The day that it is in the world.
fn today(world: &World) -> Date {
    world.clock().now().to_zoned(TimeZone::UTC).date()
}

#[tokio::test]
async fn nobody_reads_it_but_administrators() {
    let world = World::new().await;
    let wrong = [("month=2026-13", "month"), ("month=november", "month"), ("month=2026", "month")];
    let admin = is_for_administrators(&world, "/api/admin/spend/users", &wrong).await;
    world.stranger().get("/api/admin/spend/days").await.is_problem(401, "unauthorized");
    world.user("bob").await.get("/api/admin/spend/days").await.is_problem(403, "forbidden");
    for wrong in ["0", "367", "all"] {
        let refused = admin.get(&format!("/api/admin/spend/days?days={wrong}")).await;
        assert_eq!(refused.is_problem(422, "unprocessable").wrong_fields(), ["days"], "{wrong}");
    }
    for path in ["users", "days"] {
        let nothing = admin.get(&format!("/api/admin/spend/{path}")).await.is(200);
        assert_eq!(nothing.body, json!({ "data": [], "count": 0 }));
    }
}

#[tokio::test]
async fn accounts_are_listed_by_what_they_cost_in_a_month() {
    let world = World::new().await;
    let admin = world.admin().await;
    let (alice, bob) = (world.admits("alice", UserRole::User).await, world.admits("bob", UserRole::User).await);
    let today = today(&world);
    let before = today.first_of_month().yesterday().unwrap();
    for (who, day, cost) in [(alice, today, 100_000_000), (bob, today, 2_000_000_000), (bob, before, 5_000_000_i64)] {
        world.execute(USED, &[&who, &day, &cost]).await;
    }
    let now = admin.get("/api/admin/spend/users").await.is(200);
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

#[tokio::test]
async fn providers_are_listed_day_by_day() {
    let world = World::new().await;
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
    let listed = admin.get("/api/admin/spend/days?days=1").await.is(200);
    let row = json!({ "day": today, "provider": "anthropic", "requests": 1, "tokens": 1_000, "cost_usd": 1.0 });
    assert_eq!(listed.body, json!({ "data": [row], "count": 1 }));
}
