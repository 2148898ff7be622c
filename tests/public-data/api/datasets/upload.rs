//! `POST /api/datasets/upload`

use crate::dataset::{ACCIDENTS, PATH, path, posts, sends};
use crate::product::PUBLIC_DATA;
use serde_json::json;
use sisuiq_model::UserRole;
use world::World;

#[tokio::test]
async fn upload_needs_its_capability() {
    let world = World::new(PUBLIC_DATA).await;
    posts(&world.stranger(), "a.csv", ACCIDENTS.as_bytes(), &[]).await.is_problem(401, "unauthorized");
    let auditor = world.of_role(UserRole::Auditor).await;
    posts(&auditor, "a.csv", ACCIDENTS.as_bytes(), &[]).await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn wrong_form_names_its_fields() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let long = "x".repeat(501);
    for (name, bytes, field, wrong) in [
        ("a.pdf", ACCIDENTS, ("name", "x"), "file"),
        ("a.csv", "", ("name", "x"), "file"),
        ("a.csv", ACCIDENTS, ("name", long.as_str()), "name"),
        ("a.csv", ACCIDENTS, ("description", long.as_str()), "description"),
        ("a.csv", ACCIDENTS, ("encoding", long.as_str()), "encoding"),
    ] {
        let reply = posts(&alice, name, bytes.as_bytes(), &[field]).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), [wrong], "{}", reply.body);
    }
    alice.post("/api/datasets/upload", json!({})).await.is_problem(415, "unsupported_media_type");
    assert!(world.tables().await.is_empty());
}

#[tokio::test]
async fn large_file_is_sent_elsewhere() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    for size in [(4 << 20) + 1, 5 << 20] {
        let reply = posts(&alice, "a.csv", &vec![b'a'; size], &[]).await.is_problem(413, "payload_too_large");
        assert!(reply.text("detail").contains("POST /api/datasets/uploads"), "{}", reply.body);
        assert!(reply.text("detail").contains("4 MiB까지의 파일을 받습니다"), "{}", reply.body);
        assert!(!reply.text("detail").contains("/api/documents"), "{}", reply.body);
    }
}

#[tokio::test]
async fn encoding_of_a_workbook_is_refused() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let reply = posts(&alice, "a.xlsx", b"PK", &[("encoding", "euc-kr")]).await.is_problem(400, "bad_request");
    assert_eq!(reply.wrong_fields(), ["encoding"], "{}", reply.body);
    assert!(reply["fields"]["encoding"].as_str().unwrap().starts_with("CSV 파일에만"), "{}", reply.body);
    assert!(world.tables().await.is_empty());
}

#[tokio::test]
async fn unreadable_file_leaves_nothing() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let reply = sends(&alice, "a.csv", b"a,b\n", &[]).await.is_problem(400, "bad_request");
    assert_eq!(reply["fields"]["file"], "제목 행은 있지만 데이터가 없습니다.");
    let reply = sends(&alice, "a.csv", ACCIDENTS.as_bytes(), &[("encoding", "klingon")]).await;
    assert_eq!(reply.is_problem(400, "bad_request").wrong_fields(), ["encoding"]);
    assert_eq!(alice.get(PATH).await.is(200)["total"], 0);
    world.deliver_all().await;
    assert!(world.tables().await.is_empty());
}

#[tokio::test]
async fn small_file_returns_its_columns() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let fields = [("name", "사고"), ("description", "가상")];
    let reply = sends(&alice, "a.csv", ACCIDENTS.as_bytes(), &fields).await.is(200);
    let reply = reply.matches_snapshot("post_datasets_upload");
    assert_eq!((&reply["rows"], &reply["columns"], &reply["status"]), (&json!(3), &json!(4), &json!("ready")));
    assert_eq!(reply["columns_info"][1], json!({ "name": "사고일시", "type": "timestamp", "unique": 3, "missing": 0 }));
    assert_eq!(reply["size_bytes"], ACCIDENTS.len());
    alice.get(&path(reply.text("id"))).await.is(200);
}

#[tokio::test]
async fn slow_file_returns_202() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let reply = posts(&alice, "a.csv", ACCIDENTS.as_bytes(), &[]).await.is(202);
    assert_eq!((&reply["columns_info"], &reply["rows"]), (&json!([]), &json!(null)));
    assert_eq!(alice.get(&path(reply.text("id"))).await.is(200)["status"], "pending");
}
