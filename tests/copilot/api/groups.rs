//! `GET /api/groups`

use copilot::COPILOT;
use serde_json::json;
use sisuiq_model::UserRole;
use world::World;

const PATH: &str = "/api/groups";

#[tokio::test]
async fn only_those_who_share_documents_see_groups() {
    let world = World::new(COPILOT).await;
    world.stranger().get(PATH).await.is_problem(401, "unauthorized");
    for role in [UserRole::Guest, UserRole::Auditor] {
        world.of_role(role).await.get(PATH).await.is_problem(403, "forbidden");
    }
    let alice = world.user("alice").await;
    for (query, field) in [("limit=101", "limit"), ("q=", "q")] {
        assert_eq!(
            alice.get(&format!("{PATH}?{query}")).await.is_problem(422, "unprocessable").wrong_fields(),
            [field]
        );
    }
}

#[tokio::test]
async fn groups_are_found_by_name() {
    let world = World::new(COPILOT).await;
    let (alice, admin) = (world.user("alice").await, world.admin().await);
    assert_eq!(alice.get(PATH).await.is(200).body, json!({ "data": [], "count": 0 }));
    for name in ["Planning", "audit 100%", "Metering"] {
        admin.post("/api/admin/groups", json!({ "name": name })).await.is(201);
    }
    let all = alice.get(PATH).await.is(200).matches_snapshot("get_groups");
    let names: Vec<&str> =
        all["data"].as_array().unwrap().iter().map(|group| group["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["audit 100%", "Metering", "Planning"]);
    for (text, count) in [("PLAN", 1), ("%25", 1), ("_", 0), ("in", 2)] {
        assert_eq!(alice.get(&format!("{PATH}?q={text}")).await.is(200)["count"], count, "{text}");
    }
    let last = alice.get(&format!("{PATH}?limit=1&offset=2")).await.is(200);
    assert_eq!((&last["data"][0]["name"], &last["count"]), (&json!("Planning"), &json!(3)));
}
