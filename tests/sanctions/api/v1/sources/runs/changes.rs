//! `/api/v1/sources/runs/{run_id}/changes`

use super::{
    super::{PATH, creates, un_list},
    ran,
};
use crate::product::SANCTIONS;
use serde_json::json;
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::World;

#[tokio::test]
async fn changes_are_those_of_a_run() {
    let world = World::new(SANCTIONS).await;
    let admin = world.admin().await;
    let source = creates(&admin, un_list()).await;
    let run = ran(&world, &source, "no_change", world.clock().now()).await;
    let path = format!("{PATH}/runs/{run}/changes");
    world.stranger().get(&path).await.is_problem(401, "unauthorized");
    world.of_role(UserRole::User).await.get(&path).await.is_problem(403, "forbidden");
    admin.get(&format!("{PATH}/runs/{}/changes", Uuid::new_v4())).await.is_problem(404, "not_found");
    admin.get(&format!("{PATH}/runs/latest/changes")).await.is_problem(400, "bad_request");
    let refused = admin.get(&format!("{path}?change=lost&limit=0")).await.is_problem(422, "unprocessable");
    assert_eq!(refused.wrong_fields(), ["limit"]);
    let refused = admin.get(&format!("{path}?change=lost")).await.is_problem(422, "unprocessable");
    assert_eq!(refused.wrong_fields(), ["change"]);
    let auditor = world.of_role(UserRole::Auditor).await;
    assert_eq!(auditor.get(&path).await.is(200).body, json!({ "data": [], "count": 0 }));
}
