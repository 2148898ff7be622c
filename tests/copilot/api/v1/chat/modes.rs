//! `GET /api/v1/chat/modes`

use copilot::COPILOT;
use world::World;

#[tokio::test]
async fn lists_four_modes_publicly() {
    let world = World::new(COPILOT).await;
    let reply = world.stranger().get("/api/v1/chat/modes").await.is(200).matches_snapshot("get_v1_chat_modes");
    let modes = reply["modes"].as_array().unwrap();
    let named: Vec<(&str, &str)> =
        modes.iter().map(|mode| (mode["id"].as_str().unwrap(), mode["name"].as_str().unwrap())).collect();
    let expected = [
        ("strategy_qa", "Strategy Q&A"),
        ("actions", "Action Planner"),
        ("analytics", "Analytics + Strategy"),
        ("regulatory", "Regulatory Advisor"),
    ];
    assert_eq!(named, expected);
    assert!(modes.iter().all(|mode| !mode["description"].as_str().unwrap().is_empty()));
}
