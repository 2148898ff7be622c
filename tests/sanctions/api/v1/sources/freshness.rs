//! `/api/v1/sources/freshness`

use super::{PATH, creates, un_list};
use crate::product::SANCTIONS;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use world::World;

#[tokio::test]
async fn late_sources_are_told() {
    let world = World::new(SANCTIONS).await;
    let admin = world.admin().await;
    let path = format!("{PATH}/freshness");
    world.stranger().get(&path).await.is_problem(401, "unauthorized");
    world.of_role(UserRole::User).await.get(&path).await.is_problem(403, "forbidden");
    let source = creates(&admin, un_list()).await;
    let unread = admin.get(&path).await.is(200).matches_snapshot("get_v1_sources_freshness");
    assert_eq!((&unread["fresh"], &unread["data"][0]["state"]), (&json!(true), &json!("unread")));
    world.admits("auditor", UserRole::Auditor).await;
    let now = world.clock().now();
    assert_eq!(world.execute("UPDATE sources SET read_at = $1", &[&now]).await, 1);
    for (hours, expected) in [(0, "fresh"), (47, "fresh"), (2, "late")] {
        world.wait(SignedDuration::from_hours(hours));
        let told = world.logs_in("auditor").await.get(&path).await.is(200);
        assert_eq!(told["data"][0]["state"], expected, "{hours}");
        assert_eq!(told["fresh"], expected == "fresh");
    }
    let admin = world.logs_in("admin").await;
    assert_eq!(admin.get(&path).await.is(200)["data"][0]["age_hours"], 49);
    admin.delete(&source).await.is(204);
    let told = admin.get(&path).await.is(200);
    let state: Value = told["data"][0]["state"].clone();
    assert_eq!(
        (&told["fresh"], &state),
        (&json!(true), &json!("disabled")),
        "nobody expects a disabled source to be read"
    );
}
