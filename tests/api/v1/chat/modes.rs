//! `GET /api/v1/chat/modes`

use tests::world::World;

#[tokio::test]
async fn everybody_may_read_which_four_there_are() {
    let world = World::new().await;
    let reply = world.stranger().get("/api/v1/chat/modes").await.is(200);
    let modes = reply["modes"].as_array().unwrap();
    let ids: Vec<&str> = modes.iter().map(|mode| mode["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["strategy_qa", "actions", "analytics", "regulatory"]);
    assert!(modes.iter().all(|mode| mode["name"].is_string() && mode["description"].is_string()));
}
