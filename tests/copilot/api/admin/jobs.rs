//! `GET /api/admin/jobs`

mod retry;

use super::{each, is_for_administrators};
use copilot::COPILOT;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_testing::pdf::PdfBuilder;
use world::World;

const PATH: &str = "/api/admin/jobs";

#[tokio::test]
async fn only_administrators_are_admitted() {
    let wrong = [("status=ready", "status"), ("q=", "q"), ("sort=name", "sort"), ("reread=maybe", "reread")];
    is_for_administrators(&World::new(COPILOT).await, PATH, &wrong).await;
}

#[tokio::test]
async fn lists_each_file_with_status() {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    let plan = admin.uploads("plan.pdf", &PdfBuilder::of_texts(&["The line is renewed in 2027."]).build()).await;
    alice.uploads("secret.pdf", &PdfBuilder::of_texts(&["Nobody else reads this."]).build()).await;
    world.wait(SignedDuration::from_mins(1));
    let broken = admin.uploads("broken.pdf", b"%PDF-1.7 and nothing else").await;
    world.wait(SignedDuration::from_mins(1));
    let waiting = admin.begins_upload("waiting.pdf", 9).await;
    let listed = admin.get(PATH).await.is(200).matches_snapshot("get_admin_jobs");
    assert_eq!(listed["count"], 3, "what Alice keeps to herself is hers");
    assert_eq!(each(&listed, "document_name"), [json!("waiting.pdf"), json!("broken.pdf"), json!("plan.pdf")]);
    assert_eq!(each(&listed, "status"), [json!("queued"), json!("failed"), json!("done")]);
    assert_eq!(each(&listed, "progress"), [json!(0), json!(0), json!(100)]);
    assert_eq!(each(&listed, "job_id"), [&waiting.id, &broken.id, &plan.id].map(|id| json!(id)));
    let failed = &listed["data"][1];
    assert_eq!((&failed["error_code"], &failed["may_be_retried"]), (&json!("damaged"), &json!(false)));
    assert!(failed["error_message"].as_str().unwrap().ends_with('.'));
    assert_eq!(each(&listed, "completed_at").iter().map(Value::is_null).collect::<Vec<_>>(), [true, false, false]);
    let members: Vec<&String> = failed.as_object().unwrap().keys().collect();
    let expected = [
        "job_id",
        "version",
        "document_name",
        "status",
        "progress",
        "pages",
        "chunks_count",
        "pages_without_text",
        "pages_read_by_ocr",
        "error_code",
        "error_message",
        "may_be_retried",
        "reread",
        "created_at",
        "updated_at",
        "completed_at",
    ];
    assert_eq!(members, expected);
}

#[tokio::test]
async fn filters_sorts_and_pages_by_version() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let plan = admin.uploads("plan.pdf", &PdfBuilder::of_texts(&["The line is renewed in 2027."]).build()).await;
    world.wait(SignedDuration::from_mins(1));
    admin.uploads_version(&plan, &PdfBuilder::of_texts(&["The line is renewed in 2028."]).build()).await;
    world.wait(SignedDuration::from_mins(1));
    admin.uploads("broken.pdf", b"%PDF-1.7 and nothing else").await;
    let names = async |query: &str| {
        let listed = admin.get(&format!("{PATH}?{query}")).await.is(200);
        let row = |row: &Value| format!("{} {}", row["document_name"].as_str().unwrap(), row["version"]);
        let rows: Vec<String> = listed["data"].as_array().unwrap().iter().map(row).collect();
        (rows, listed["count"].as_i64().unwrap())
    };
    let some = |names: &[&str], count| (names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), count);
    assert_eq!(names("").await, some(&["broken.pdf 1", "plan.pdf 2", "plan.pdf 1"], 3));
    assert_eq!(names("sort=created_at").await, some(&["plan.pdf 1", "plan.pdf 2", "broken.pdf 1"], 3));
    assert_eq!(names("sort=-updated_at&limit=1").await, some(&["broken.pdf 1"], 3));
    assert_eq!(names("status=failed").await, some(&["broken.pdf 1"], 1));
    assert_eq!(names("status=done&q=PLAN").await, some(&["plan.pdf 2", "plan.pdf 1"], 2));
    assert_eq!(names("limit=1&offset=1").await, some(&["plan.pdf 2"], 3));
    assert_eq!(names("status=running").await, some(&[], 0));
}

#[tokio::test]
async fn shows_documents_read_again() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let plan = admin.uploads("plan.pdf", &PdfBuilder::of_texts(&["The line is renewed in 2027."]).build()).await;
    admin.uploads("code.pdf", &PdfBuilder::of_texts(&["Operators keep the code."]).build()).await;
    let only = async |reread: bool| {
        let listed = admin.get(&format!("{PATH}?reread={reread}")).await.is(200);
        (listed["count"].as_i64().unwrap(), listed["data"].clone())
    };
    assert_eq!(only(true).await, (0, json!([])));
    let older = "UPDATE document_ranges SET reader_version = NULL WHERE document_id = $1::text::uuid";
    assert_eq!(world.execute(older, &[&plan.id]).await, 1);
    let state = async || {
        let (count, listed) = only(true).await;
        assert_eq!((count, &listed[0]["document_name"], &listed[0]["status"]), (1, &json!("plan.pdf"), &json!("done")));
        assert_eq!(only(false).await.0, 1);
        listed[0]["reread"].clone()
    };
    let rereading =
        |status: &str, progress| json!({ "reason": "newer_reader", "status": status, "progress": progress });
    assert_eq!(state().await, rereading("waiting", 0));
    world.sweeps().await;
    assert_eq!(state().await, rereading("running", 0));
    assert_eq!(world.deliver_all().await, 0);
    assert_eq!((only(true).await.0, only(false).await.0), (0, 2));
    let failed = "UPDATE document_ranges SET reader_version = NULL, failed_reader_version = 1000000 WHERE document_id = $1::text::uuid";
    assert_eq!(world.execute(failed, &[&plan.id]).await, 1);
    assert_eq!(state().await, rereading("failed", 100));
}

#[tokio::test]
async fn shows_requested_rereading() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let plan = admin.uploads("plan.pdf", &PdfBuilder::of_texts(&["The line is renewed in 2027."]).build()).await;
    admin.post(&format!("{}/reindex", plan.path()), json!({})).await.is(202);
    let listed = admin.get(&format!("{PATH}?reread=true")).await.is(200);
    assert_eq!(listed["data"][0]["reread"], json!({ "reason": "requested", "status": "running", "progress": 0 }));
    assert_eq!(world.deliver_all().await, 0);
    assert_eq!(admin.get(PATH).await.is(200)["data"][0]["reread"], Value::Null);
}
