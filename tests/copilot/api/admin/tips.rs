//! `GET /api/admin/tips`

use copilot::COPILOT;
use world::World;

const PATH: &str = "/api/admin/tips";

#[tokio::test]
async fn administrators_get_tips_others_refusals() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    world.stranger().get(PATH).await.is_problem(401, "unauthorized");
    alice.get(PATH).await.is_problem(403, "forbidden");
    for (query, field) in [("limit=0", "limit"), ("limit=11", "limit"), ("mode=chess", "mode")] {
        let refused = admin.get(&format!("{PATH}?{query}")).await.is_problem(422, "unprocessable");
        assert_eq!(refused.wrong_fields(), [field]);
    }
    let tips = admin.get(PATH).await.is(200).matches_snapshot("get_admin_tips");
    let members: Vec<&String> = tips.body.as_object().unwrap().keys().collect();
    assert_eq!(members, ["tips", "sample_questions", "document_count", "generated_from"]);
    assert_eq!((tips["tips"].as_array().map(Vec::len), &tips["document_count"]), (Some(5), &0.into()));
    assert_eq!(admin.get(&format!("{PATH}?limit=2")).await.is(200)["tips"].as_array().map(Vec::len), Some(2));
}
