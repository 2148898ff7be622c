//! `POST /api/datasets/uploads`

use crate::accident::posts_in;
use crate::dataset::{ACCIDENTS, path, uploads_with};
use crate::product::PUBLIC_DATA;
use serde_json::json;
use sisuiq_model::UserRole;
use sisuiq_testing::workbook;
use world::World;

const PATH: &str = "/api/datasets/uploads";

#[tokio::test]
async fn uploads_need_their_capability() {
    let world = World::new(PUBLIC_DATA).await;
    let input = json!({ "file_name": "a.csv", "size": 9 });
    world.stranger().post(PATH, input.clone()).await.is_problem(401, "unauthorized");
    world.of_role(UserRole::Auditor).await.post(PATH, input).await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn wrong_members_are_named() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    for (input, field) in [
        (json!({ "file_name": "a.pdf", "size": 9 }), "file_name"),
        (json!({ "file_name": " ", "size": 9 }), "file_name"),
        (json!({ "size": 9 }), "file_name"),
        (json!({ "file_name": "a.csv", "size": 0 }), "size"),
        (json!({ "file_name": "a.csv", "size": 9, "name": "" }), "name"),
        (json!({ "file_name": "a.csv", "size": 9, "description": "x".repeat(501) }), "description"),
        (json!({ "file_name": 7, "size": 9 }), "file_name"),
        (json!({ "file_name": "a.csv", "size": "9" }), "size"),
    ] {
        let wrong = alice.post(PATH, input).await.is_problem(422, "unprocessable");
        assert!(wrong.wrong_fields().contains(&field), "{field}: {}", wrong.body);
    }
    for (name, mapping, field) in [
        ("a.csv", json!({ "colour": 1 }), "mapping.colour"),
        ("a.csv", json!([]), "mapping"),
        ("a.csv", json!({ "separator": "a" }), "mapping.separator"),
        ("a.csv", json!({ "separator": "\"" }), "mapping.separator"),
        ("a.csv", json!({ "separator": "\n" }), "mapping.separator"),
        ("a.csv", json!({ "separator": ",;" }), "mapping.separator"),
        ("a.csv", json!({ "sheet": "2021" }), "mapping.sheet"),
        ("a.csv", json!({ "include_hidden": true }), "mapping.include_hidden"),
        ("a.xlsx", json!({ "separator": ";" }), "mapping.separator"),
        ("a.XLSX", json!({ "encoding": "euc-kr" }), "mapping.encoding"),
    ] {
        let input = json!({ "file_name": name, "size": 9, "mapping": mapping });
        let wrong = alice.post(PATH, input).await.is_problem(400, "bad_request");
        assert_eq!(wrong.wrong_fields(), [field], "{name} {mapping}: {}", wrong.body);
    }
    assert_eq!(alice.get("/api/datasets").await.is(200)["total"], 0);
    let large = json!({ "file_name": "a.csv", "size": 52_428_801 });
    let korean = alice.post(PATH, large.clone()).await.is_problem(400, "bad_request");
    assert!(korean["fields"]["size"].as_str().unwrap().contains("50 MiB"), "{}", korean.body);
    let english = posts_in(&alice, "en", PATH, &large).await.is_problem(400, "bad_request");
    assert!(english["fields"]["size"].as_str().unwrap().starts_with("must be at most"), "{}", english.body);
}

#[tokio::test]
async fn upload_is_pending_until_its_file_arrives() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let input = json!({ "file_name": "a.csv", "size": 9, "name": "사고" });
    let made = alice.post(PATH, input).await.is(201).matches_snapshot("post_datasets_uploads");
    let read = alice.get(&path(made.text("id"))).await.is(200);
    assert_eq!((&read["status"], &read["rows"], &read["profile"]), (&json!("pending"), &json!(null), &json!(null)));
    alice.get(&format!("{}/rows", path(made.text("id")))).await.is_problem(409, "conflict");
}

#[tokio::test]
async fn repeated_key_makes_one_upload() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let input = json!({ "file_name": "a.csv", "size": 9 });
    let first = alice.posts_once(PATH, "key", &input).await.is(201);
    assert_eq!(alice.posts_once(PATH, "key", &input).await.is(201)["id"], first["id"]);
    assert_eq!(alice.get("/api/datasets").await.is(200)["total"], 1);
}

#[tokio::test]
async fn encodings_are_detected() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let utf16 = |text: &str| {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    let with_mark = [b"\xef\xbb\xbf", ACCIDENTS.as_bytes()].concat();
    let files = [ACCIDENTS.as_bytes().to_vec(), with_mark, super::cp949(ACCIDENTS), utf16(ACCIDENTS)];
    for (number, file) in files.iter().enumerate() {
        let id = uploads_with(&alice, "a.csv", file, &json!({})).await;
        let read = alice.get(&path(&id)).await.is(200);
        assert_eq!(read["columns_info"][0]["name"], "시군구", "file {number}: {}", read.body);
        let rows = alice.get(&format!("{}/rows", path(&id))).await.is(200);
        assert_eq!(rows["rows"][1], json!(["동구", "2021-03-07T02:30:00", 1, "010-8765-4321"]), "file {number}");
        assert!(
            read["reading"]["reading"]["encoding"].is_object() || read["reading"]["reading"]["encoding"].is_string()
        );
    }
}

#[tokio::test]
async fn workbooks_are_read() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let text = |text: &str| format!("<si><t>{text}</t></si>");
    let row = |cells: &str| format!("<row>{cells}</row>");
    let names = "<c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c>";
    let book = workbook(
        &["시군구", "건수", "중구"].map(text).concat(),
        &[row(names), row("<c t=\"s\"><v>2</v></c><c><v>7</v></c>")].concat(),
    );
    let id = uploads_with(&alice, "a.xlsx", &book, &json!({})).await;
    assert_eq!(alice.get(&format!("{}/rows", path(&id))).await.is(200)["rows"], json!([["중구", 7]]));
}

#[tokio::test]
async fn unreadable_file_fails_with_its_reason() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let id = uploads_with(&alice, "a.csv", b"a,b\n", &json!({})).await;
    let read = alice.get(&path(&id)).await.is(200);
    assert_eq!((&read["status"], &read["error"]["code"]), (&json!("failed"), &json!("no_rows")));
    assert_eq!(read["error"]["detail"], "제목 행은 있지만 데이터가 없습니다.");
}
