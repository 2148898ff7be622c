//! `/api/ingest/data`

mod uploads;

use super::OUTAGES;
use copilot::COPILOT;
use serde_json::json;
use sisuiq_testing::workbook;
use world::World;

#[tokio::test]
async fn form_upload_is_admin_only() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    world.stranger().posts_table("outages.csv", OUTAGES, &[]).await.is_problem(401, "unauthorized");
    alice.posts_table("outages.csv", OUTAGES, &[]).await.is_problem(403, "forbidden");
    assert!(world.tables().await.is_empty());
}

#[tokio::test]
async fn incomplete_form_names_its_fields() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let wrong = admin.posts_table("outages.pdf", OUTAGES, &[("customers_served", "many")]).await;
    let mut fields =
        wrong.is_problem(400, "bad_request").wrong_fields().iter().map(ToString::to_string).collect::<Vec<_>>();
    fields.sort_unstable();
    assert_eq!(fields, ["customers_served", "file"]);
    for served in ["0", "-5", "nan", "1e99"] {
        let reply = admin.posts_table("outages.csv", OUTAGES, &[("customers_served", served)]).await;
        assert_eq!(reply.is_problem(400, "bad_request").wrong_fields(), ["customers_served"], "{served}");
    }
    let empty = admin.posts_table("outages.csv", b"", &[]).await.is_problem(400, "bad_request");
    assert_eq!(empty.wrong_fields(), ["file"]);
    let long = "x".repeat(256);
    let reply = admin.posts_table("outages.csv", OUTAGES, &[("dataset_name", &long)]).await;
    assert_eq!(reply.is_problem(400, "bad_request").wrong_fields(), ["dataset_name"]);
    admin.post("/api/ingest/data", json!({})).await.is_problem(415, "unsupported_media_type");
    for size in [(4 << 20) + 1, 5 << 20] {
        let refused = admin.posts_table("outages.csv", &vec![b'a'; size], &[]).await;
        let refused = refused.is_problem(413, "payload_too_large");
        assert!(refused.text("detail").contains("at most 4 MiB"), "{}", refused.body);
        assert!(refused.text("detail").contains("by POST /api/ingest/data/uploads"), "{}", refused.body);
    }
    assert!(world.tables().await.is_empty());
}

#[tokio::test]
async fn unreadable_table_leaves_nothing() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let reply = admin.sends_table("outages.csv", b"date,cause\n", &[]).await.is_problem(400, "bad_request");
    assert_eq!(reply.wrong_fields(), ["file"]);
    assert!(reply.body.to_string().contains("a header row but no data"), "{}", reply.body);
    assert_eq!(admin.get("/api/ingest/data").await.is(200)["count"], 0);
    world.deliver_all().await;
    assert!(world.tables().await.is_empty());
}

#[tokio::test]
async fn small_table_returns_its_figures() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let fields = [("dataset_name", "Grid 2024"), ("customers_served", "1000")];
    let reply = admin.sends_table("outages.csv", OUTAGES, &fields).await.is(200).matches_snapshot("post_ingest_data");
    assert_eq!(
        (&reply["dataset_name"], &reply["row_count"], &reply["status"]),
        (&json!("Grid 2024"), &json!(3), &json!("ready"))
    );
    assert_eq!((&reply["summary"]["saifi"], &reply["summary"]["file"]), (&json!(0.45), &json!("outages.csv")));
    assert_eq!(reply["file_path"], json!(format!("data/{}/1.csv", reply.text("id"))));
    let read = alice
        .get(&format!("/api/ingest/data/{}", reply.text("id")))
        .await
        .is(200)
        .matches_snapshot("get_ingest_data_id");
    assert_eq!((&read["summary"], &read["access"]), (&reply["summary"], &json!("everyone")));
}

#[tokio::test]
async fn workbook_uses_first_sheet() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let text = |text: &str| format!("<si><t>{text}</t></si>");
    let texts: String = ["date", "duration_hours", "affected_customers", "2024-01-05"].map(text).concat();
    let row = |cells: &str| format!("<row>{cells}</row>");
    let names = "<c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c>";
    let outage = "<c t=\"s\"><v>3</v></c><c><v>2</v></c><c><v>300</v></c>";
    let book = workbook(&texts, &[row(names), row(outage)].concat());
    let reply = admin.sends_table("outages.xlsx", &book, &[("customers_served", "1000")]).await.is(200);
    assert_eq!((&reply["dataset_name"], &reply["row_count"]), (&json!("outages"), &json!(1)), "{}", reply.body);
    assert_eq!((&reply["summary"]["saifi"], &reply["summary"]["saidi"]), (&json!(0.3), &json!(0.6)), "{}", reply.body);
    assert_eq!(reply["file_path"], json!(format!("data/{}/1.xlsx", reply.text("id"))));
}

#[tokio::test]
async fn slow_table_returns_202() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let reply = admin.posts_table("outages.csv", OUTAGES, &[]).await.is(202);
    assert_eq!((&reply["status"], &reply["summary"]), (&json!("processing"), &json!(null)));
    let read = admin.get(&format!("/api/ingest/data/{}", reply.text("id"))).await.is(200);
    assert_eq!(read["status"], "pending");
}

#[tokio::test]
async fn foreign_table_gets_404() {
    let world = World::new(COPILOT).await;
    let (alice, bob, admin) = (world.user("alice").await, world.user("bob").await, world.admin().await);
    let private = alice.tabulates("hers.csv", OUTAGES, None).await;
    let public = admin.tabulates("public.csv", OUTAGES, None).await;
    for other in [&bob, &admin] {
        other.get(&private.path()).await.is_problem(404, "not_found");
        other.delete(&private.path()).await.is_problem(404, "not_found");
    }
    bob.delete(&public.path()).await.is_problem(404, "not_found");
    let listed = bob.get("/api/ingest/data").await.is(200).matches_snapshot("get_ingest_data");
    assert_eq!((&listed["count"], &listed["data"][0]["id"]), (&json!(1), &json!(public.id)));
    assert_eq!(alice.get("/api/ingest/data?limit=1").await.is(200)["count"], 2);
    assert_eq!(alice.get("/api/ingest/data?status=failed").await.is(200)["count"], 0);
    for (text, count) in [("PUBLIC", 1), ("hers", 1), ("_", 0)] {
        assert_eq!(alice.get(&format!("/api/ingest/data?q={text}")).await.is(200)["count"], count, "{text}");
    }
    assert_eq!(bob.get("/api/ingest/data?q=hers").await.is(200)["count"], 0);
    assert_eq!(alice.get("/api/ingest/data?q=").await.is_problem(422, "unprocessable").wrong_fields(), ["q"]);
    let wrong = alice.get("/api/ingest/data?status=lost&limit=1").await.is_problem(422, "unprocessable");
    assert_eq!(wrong.wrong_fields(), ["status"]);
}

#[tokio::test]
async fn deleting_twice_is_204_then_404() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    let table = alice.tabulates("hers.csv", OUTAGES, None).await;
    alice.delete(&table.path()).await.is(204);
    alice.delete(&table.path()).await.is_problem(404, "not_found");
    alice.get(&table.path()).await.is_problem(404, "not_found");
    assert_eq!(world.deliver_all().await, 0);
    let left = world.s3().list_object_versions().bucket(world.bucket()).send().await.unwrap();
    assert!(left.versions().is_empty() && left.delete_markers().is_empty());
    let connection = world.database().connection().await.unwrap();
    let rows: i64 = connection.query_one("SELECT count(*) FROM datasets", &[]).await.unwrap().get(0);
    assert_eq!(rows, 0);
}
