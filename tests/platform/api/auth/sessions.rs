//! `/api/auth/sessions`

use crate::product::PLATFORM;
use serde_json::{Value, json};
use world::{Person, World, unstated_address};

async fn sessions(person: &Person) -> Vec<Value> {
    let reply = person.get("/api/auth/sessions").await.is(200);
    let data = reply["data"].as_array().unwrap().clone();
    assert_eq!(reply["count"], data.len());
    data
}

#[tokio::test]
async fn sessions_of_others_get_404() {
    let world = World::new(PLATFORM).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    world.stranger().get("/api/auth/sessions").await.is_problem(401, "unauthorized");
    let foreign = sessions(&bob).await[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(sessions(&alice).await.len(), 1);
    let refused = alice.delete(&format!("/api/auth/sessions/{foreign}")).await.is_problem(404, "not_found");
    let missing =
        alice.delete("/api/auth/sessions/0190b5a0-0000-7000-8000-000000000000").await.is_problem(404, "not_found");
    assert_eq!(refused["detail"], missing["detail"]);
    assert_eq!(bob.get("/api/auth/me").await.status, 200);
}

#[tokio::test]
async fn lists_origin_and_ends_remotely() {
    let world = World::new(PLATFORM).await;
    let alice = world.user("alice").await;
    let elsewhere = world.logs_in("alice").await;
    alice.get("/api/auth/sessions").await.is(200).matches_snapshot("get_auth_sessions");
    let listed = sessions(&alice).await;
    let is_current: Vec<&Value> = listed.iter().map(|one| &one["is_current"]).collect();
    assert_eq!(is_current, [false, true]);
    assert_eq!((&listed[0]["surface"], &listed[0]["address"]), (&json!("copilot"), &json!(unstated_address())));
    alice.delete(&format!("/api/auth/sessions/{}", listed[0]["id"].as_str().unwrap())).await.is(204);
    elsewhere.get("/api/auth/me").await.is_problem(401, "unauthorized");
    assert_eq!(sessions(&alice).await.len(), 1);
}

#[tokio::test]
async fn delete_ends_all_other_sessions() {
    let world = World::new(PLATFORM).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let others = [world.logs_in("alice").await, world.logs_in("alice").await];
    alice.delete("/api/auth/sessions").await.is(204);
    for other in others {
        assert_eq!(other.get("/api/auth/me").await.status, 401);
    }
    assert_eq!((sessions(&alice).await.len(), sessions(&bob).await.len()), (1, 1));
}
