//! `GET /api/admin/analytics`

use serde_json::json;
use tests::world::World;

const TABLE: &[u8] = b"date,cause\n2024-01-05,weather\n";

#[tokio::test]
async fn administrators_see_the_figures_of_tables_that_are_ready() {
    let world = World::new().await;
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
    let listed = admin.get("/api/admin/analytics").await.is(200);
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
