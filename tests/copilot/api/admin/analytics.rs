//! `GET /api/admin/analytics`

use copilot::COPILOT;
use serde_json::json;
use world::World;

const TABLE: &[u8] = b"date,cause\n2024-01-05,weather\n";

#[tokio::test]
async fn lists_figures_of_ready_tables() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    world.stranger().get("/api/admin/analytics").await.is_problem(401, "unauthorized");
    alice.get("/api/admin/analytics").await.is_problem(403, "forbidden");
    assert_eq!(
        admin.get("/api/admin/analytics?limit=0").await.is_problem(422, "unprocessable").wrong_fields(),
        ["limit"]
    );
    alice.tabulates("hers.csv", TABLE, None).await;
    let first = admin.tabulates("first.csv", TABLE, None).await;
    admin.tabulates("broken.csv", b"date\n", None).await;
    world.wait(jiff::SignedDuration::from_secs(1));
    let second = admin.tabulates("second.csv", TABLE, None).await;
    let listed = admin.get("/api/admin/analytics").await.is(200).matches_snapshot("get_admin_analytics");
    assert_eq!(
        (&listed["count"], &listed["data"][0]["id"], &listed["data"][1]["id"]),
        (&json!(2), &json!(second.id), &json!(first.id))
    );
    let row = &listed["data"][0];
    assert_eq!(
        (&row["dataset_name"], &row["row_count"], &row["file_path"]),
        (&json!("second"), &json!(1), &json!(second.key))
    );
    assert_eq!(row["summary"]["total_events"], 1);
    let page = admin.get("/api/admin/analytics?limit=1&offset=1").await.is(200);
    assert_eq!((&page["count"], &page["data"][0]["id"]), (&json!(2), &json!(first.id)));
}

#[tokio::test]
async fn filters_sorts_and_pages() {
    let world = World::new(COPILOT).await;
    let wrong = [("q=", "q"), ("sort=size", "sort"), ("cursor=1", "cursor")];
    let admin = super::is_for_administrators(&world, "/api/admin/analytics", &wrong).await;
    for name in ["beta.csv", "alpha.csv", "gamma_one.csv"] {
        world.wait(jiff::SignedDuration::from_secs(1));
        admin.tabulates(name, TABLE, None).await;
    }
    let names = async |query: &str| {
        let listed = admin.get(&format!("/api/admin/analytics?{query}")).await.is(200);
        (super::each(&listed, "dataset_name"), listed["count"].as_i64().unwrap())
    };
    let some = |names: &[&str], count| (names.iter().map(|name| json!(name)).collect::<Vec<_>>(), count);
    assert_eq!(names("sort=created_at").await, some(&["beta", "alpha", "gamma_one"], 3));
    assert_eq!(names("sort=dataset_name").await, some(&["alpha", "beta", "gamma_one"], 3));
    assert_eq!(names("sort=-dataset_name&limit=1").await, some(&["gamma_one"], 3));
    assert_eq!(names("q=A_O").await, some(&["gamma_one"], 1), "what a pattern means is asked for as it stands");
    let page = admin.get("/api/admin/analytics?limit=2").await.is(200);
    let rest = admin.get(&super::next(&page).unwrap()).await.is(200);
    assert_eq!(super::each(&rest, "dataset_name"), [json!("beta")]);
}
