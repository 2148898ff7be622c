//! `/api/datasets` and `/api/datasets/{id}`

mod charts;
mod districts;
mod districts_geojson;
mod drift;
mod map;
mod rows;
mod share;
mod shared;
mod upload;
mod uploads;

use crate::accident::gets_in;
use crate::dataset::{ACCIDENTS, PATH, UNKNOWN, copies, copy_of, path, uploads, uploads_with};
use crate::product::PUBLIC_DATA;
use serde_json::json;
use sisuiq_model::UserRole;
use world::World;

/// The letters of a Korean table in another encoding.
fn cp949(text: &str) -> Vec<u8> {
    encoding_rs::EUC_KR.encode(text).0.into_owned()
}

#[tokio::test]
async fn datasets_need_their_capabilities() {
    let world = World::new(PUBLIC_DATA).await;
    let guest = world.of_role(UserRole::Guest).await;
    for path in [PATH, UNKNOWN] {
        world.stranger().get(path).await.is_problem(401, "unauthorized");
        guest.get(path).await.is_problem(403, "forbidden");
    }
    let auditor = world.of_role(UserRole::Auditor).await;
    auditor.patch(UNKNOWN, json!({ "name": "x" })).await.is_problem(403, "forbidden");
    auditor.delete(UNKNOWN).await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn foreign_dataset_gets_404() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, bob, admin) = (world.user("alice").await, world.user("bob").await, world.admin().await);
    let hers = uploads(&alice, "hers.csv", ACCIDENTS).await;
    let public = uploads(&admin, "public.csv", ACCIDENTS).await;
    for other in [&bob, &admin] {
        for path in [path(&hers), format!("{}/rows", path(&hers)), format!("{}/drift?against={public}", path(&hers))] {
            other.get(&path).await.is_problem(404, "not_found");
        }
        other.get(&format!("{}/drift?against={hers}", path(&public))).await.is_problem(404, "not_found");
        other.patch(&path(&hers), json!({ "name": "his" })).await.is_problem(404, "not_found");
        other.delete(&path(&hers)).await.is_problem(404, "not_found");
    }
    bob.get(&path(&public)).await.is(200);
    bob.patch(&path(&public), json!({ "name": "his" })).await.is_problem(404, "not_found");
    bob.delete(&path(&public)).await.is_problem(404, "not_found");
    let listed = bob.get(PATH).await.is(200).matches_snapshot("get_datasets");
    assert_eq!((&listed["total"], &listed["datasets"][0]["id"]), (&json!(1), &json!(public)));
    let unknown = alice.get(UNKNOWN).await.is_problem(404, "not_found");
    assert_eq!(unknown["detail"], "데이터셋을 찾을 수 없습니다");
    assert_eq!(gets_in(&alice, "en", UNKNOWN).await.is(404)["detail"], "dataset not found");
    alice.get(&format!("{PATH}/7")).await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn list_is_newest_first_and_paged() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let mut ids = Vec::new();
    for name in ["a.csv", "b.csv", "교통_사고.csv"] {
        ids.push(uploads(&alice, name, ACCIDENTS).await);
        world.wait(jiff::SignedDuration::from_secs(1));
    }
    let listed = alice.get(&format!("{PATH}?limit=2&offset=1")).await.is(200);
    let found: Vec<_> = listed["datasets"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
    assert_eq!(found, [json!(ids[1]), json!(ids[0])]);
    assert_eq!((&listed["total"], &listed["limit"], &listed["offset"]), (&json!(3), &json!(2), &json!(1)));
    for (text, count) in [("%EA%B5%90%ED%86%B5", 1), ("B", 1), ("_", 1), ("zz", 0)] {
        assert_eq!(alice.get(&format!("{PATH}?q={text}")).await.is(200)["total"], count, "{text}");
    }
    for (query, field) in [("limit=101", "limit"), ("limit=0", "limit"), ("offset=-1", "offset"), ("q=", "q")] {
        let wrong = alice.get(&format!("{PATH}?{query}")).await.is_problem(422, "unprocessable");
        assert_eq!(wrong.wrong_fields(), [field]);
    }
}

#[tokio::test]
async fn get_has_profile_and_data_card() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let notes = json!({ "name": "사고", "description": "가상", "source": "data.go.kr", "licence": "공공누리 제1유형" });
    let id = uploads_with(&alice, "accidents.csv", ACCIDENTS.as_bytes(), &notes).await;
    let read = alice.get(&path(&id)).await.is(200).matches_snapshot("get_datasets_id");
    assert_eq!((&read["rows"], &read["columns"], &read["status"]), (&json!(3), &json!(4), &json!("ready")));
    assert_eq!(
        read["data_card"]["suspected_personal_data"][0],
        json!({ "column": "연락처", "kind": "phone", "evidence": read["data_card"]["suspected_personal_data"][0]["evidence"], "percent": 100.0 })
    );
    assert_eq!(read["reading"]["left_out"][0]["reason"], "total");
    assert_eq!(read["profile"]["columns"][2]["numbers"]["mean"], 1.0);
    assert_eq!((&read["copy_ready"], &read["is_outage_table"]), (&json!(true), &json!(false)));
}

#[tokio::test]
async fn outage_table_is_a_dataset() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let outages = b"date,cause,duration_hours,affected_customers\n2024-01-05,weather,2,100\n";
    let table = alice.tabulates("outages.csv", outages, Some(1_000.0)).await;
    let read = alice.get(&path(&table.id)).await.is(200);
    assert_eq!((&read["is_outage_table"], &read["rows"]), (&json!(true), &json!(1)));
    let rows = alice.get(&format!("{}/rows", path(&table.id))).await.is(200);
    assert_eq!(rows["rows"], json!([["2024-01-05", "weather", 2, 100]]));
    let other = uploads(&alice, "accidents.csv", ACCIDENTS).await;
    let read = alice.get(&format!("/api/ingest/data/{other}")).await.is(200);
    assert_eq!((&read["status"], &read["row_count"]), (&json!("ready"), &json!(3)));
}

#[tokio::test]
async fn corrected_encoding_is_read_again() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let id =
        uploads_with(&alice, "a.csv", &cp949(ACCIDENTS), &json!({ "mapping": { "encoding": "windows-1252" } })).await;
    let wrong = alice.get(&path(&id)).await.is(200);
    assert_ne!(wrong["columns_info"][0]["name"], "시군구");
    let changed = alice.patch(&path(&id), json!({ "mapping": { "encoding": "euc-kr" } })).await.is(200);
    assert_eq!((&changed["status"], &changed["copy_ready"]), (&json!("processing"), &json!(false)));
    let early = alice.get(&format!("{}/rows", path(&id))).await.is_problem(409, "conflict");
    assert_eq!(early.header("retry-after"), "5");
    assert_eq!(world.deliver_all().await, 0);
    let read = alice.get(&path(&id)).await.is(200);
    assert_eq!(
        (&read["columns_info"][0]["name"], &read["mapping"]),
        (&json!("시군구"), &json!({ "encoding": "euc-kr" }))
    );
    assert_eq!(copies(&world).await, [copy_of(&id, 2)]);
    alice.patch(&path(&id), json!({ "mapping": { "encoding": "euc-kr" } })).await.is(200);
    assert_eq!(alice.get(&path(&id)).await.is(200)["status"], "ready");
}

#[tokio::test]
async fn wrong_corrections_fail_and_can_be_corrected() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let id = uploads(&alice, "a.csv", ACCIDENTS).await;
    for (mapping, field, reason) in [
        (json!({ "colour": 1 }), "mapping.colour", "encoding, separator"),
        (json!([]), "mapping", "JSON 객체여야 합니다"),
        (json!({ "encoding": 7 }), "mapping.encoding", "텍스트여야 합니다"),
        (json!({ "separator": "x" }), "mapping.separator", "세미콜론"),
        (json!({ "separator": "5" }), "mapping.separator", "세미콜론"),
        (json!({ "separator": "'" }), "mapping.separator", "세미콜론"),
        (json!({ "separator": "\r" }), "mapping.separator", "세미콜론"),
        (json!({ "separator": "||" }), "mapping.separator", "세미콜론"),
        (json!({ "separator": "" }), "mapping.separator", "세미콜론"),
        (json!({ "sheet": "Sheet1" }), "mapping.sheet", "XLSX 파일에만"),
        (json!({ "include_hidden": true }), "mapping.include_hidden", "XLSX 파일에만"),
    ] {
        let wrong = alice.patch(&path(&id), json!({ "mapping": mapping })).await.is_problem(400, "bad_request");
        assert_eq!(wrong.wrong_fields(), [field], "{mapping}: {}", wrong.body);
        assert!(wrong["fields"][field].as_str().unwrap().contains(reason), "{mapping}: {}", wrong.body);
    }
    let unchanged = alice.get(&path(&id)).await.is(200);
    assert_eq!((&unchanged["status"], &unchanged["mapping"]), (&json!("ready"), &json!({})));
    alice.patch(&path(&id), json!({ "mapping": { "encoding": "klingon" } })).await.is(200);
    assert_eq!(world.deliver_all().await, 0);
    let failed = alice.get(&path(&id)).await.is(200);
    assert_eq!((&failed["status"], &failed["error"]["code"]), (&json!("failed"), &json!("wrong_mapping")));
    let rows = alice.get(&format!("{}/rows", path(&id))).await.is_problem(409, "conflict");
    assert_eq!(rows.header("retry-after"), "");
    assert!(rows.text("detail").contains("읽기 설정"), "{}", rows.body);
    alice.patch(&path(&id), json!({ "mapping": {} })).await.is(200);
    assert_eq!(world.deliver_all().await, 0);
    let read = alice.get(&path(&id)).await.is(200);
    assert_eq!((&read["status"], &read["error"], &read["rows"]), (&json!("ready"), &json!(null), &json!(3)));
    assert_eq!(copies(&world).await, [copy_of(&id, 3)]);
}

#[tokio::test]
async fn update_changes_only_given_members() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let id = uploads_with(&alice, "a.csv", ACCIDENTS.as_bytes(), &json!({ "source": "data.go.kr" })).await;
    let change = json!({ "name": "사고", "description": "가상" });
    let changed = alice.patch(&path(&id), change).await.is(200).matches_snapshot("patch_datasets_id");
    assert_eq!((&changed["name"], &changed["source"]), (&json!("사고"), &json!("data.go.kr")));
    let changed = alice.patch(&path(&id), json!({ "description": null, "licence": "CC BY 4.0" })).await.is(200);
    assert_eq!((&changed["description"], &changed["licence"]), (&json!(null), &json!("CC BY 4.0")));
    assert_eq!((&changed["name"], &changed["status"]), (&json!("사고"), &json!("ready")));
    for (change, field) in [
        (json!({ "name": "" }), "name"),
        (json!({ "description": "x".repeat(501) }), "description"),
        (json!({ "licence": "x".repeat(201) }), "licence"),
    ] {
        let wrong = alice.patch(&path(&id), change).await.is_problem(422, "unprocessable");
        assert!(wrong.wrong_fields().iter().all(|name| *name == field), "{}", wrong.body);
    }
}

#[tokio::test]
async fn deletion_leaves_nothing() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let id = uploads(&alice, "a.csv", ACCIDENTS).await;
    let deleted = alice.delete(&path(&id)).await.is(200).matches_snapshot("delete_datasets_id");
    assert_eq!(deleted["message"], "데이터셋을 삭제했습니다.");
    alice.delete(&path(&id)).await.is_problem(404, "not_found");
    for path in [path(&id), format!("{}/rows", path(&id))] {
        alice.get(&path).await.is_problem(404, "not_found");
    }
    assert_eq!(world.deliver_all().await, 0);
    let left = world.s3().list_object_versions().bucket(world.bucket()).send().await.unwrap();
    assert!(left.versions().is_empty() && left.delete_markers().is_empty());
}

#[tokio::test]
async fn deletion_while_being_read_wins() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let id = uploads(&alice, "a.csv", ACCIDENTS).await;
    alice.patch(&path(&id), json!({ "mapping": { "date_order": "day_first" } })).await.is(200);
    let again = world.waiting().await;
    alice.delete(&path(&id)).await.is(200);
    assert!(world.deliver(&again).await.batch_item_failures.is_empty());
    world.deliver_all().await;
    assert!(copies(&world).await.is_empty() && world.tables().await.is_empty());
}

#[tokio::test]
async fn used_dataset_is_not_deleted() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let id = uploads(&alice, "a.csv", ACCIDENTS).await;
    let until = world.clock().now() + jiff::SignedDuration::from_mins(1);
    world.execute("UPDATE datasets SET used_until = $1", &[&until]).await;
    let refused = alice.delete(&path(&id)).await.is_problem(409, "conflict");
    assert!(refused.text("detail").starts_with("사용 중인"), "{}", refused.body);
    alice.delete(&format!("/api/ingest/data/{id}")).await.is_problem(409, "conflict");
    alice.get(&path(&id)).await.is(200);
    world.wait(jiff::SignedDuration::from_mins(2));
    world.logs_in("alice").await.delete(&path(&id)).await.is(200);
}

#[tokio::test]
async fn lost_copy_is_made_again() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let id = uploads(&alice, "a.csv", ACCIDENTS).await;
    world.s3().delete_object().bucket(world.bucket()).key(copy_of(&id, 1)).send().await.unwrap();
    let rows = format!("{}/rows", path(&id));
    alice.get(&rows).await.is_problem(409, "conflict");
    let read = alice.get(&path(&id)).await.is(200);
    assert_eq!((&read["status"], &read["copy_ready"]), (&json!("ready"), &json!(false)));
    assert_eq!(world.deliver_all().await, 0);
    assert_eq!(alice.get(&rows).await.is(200)["total"], 3);
}

#[tokio::test]
async fn damaged_copy_is_made_again() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let id = uploads(&alice, "a.csv", ACCIDENTS).await;
    let put = world.s3().put_object().bucket(world.bucket()).key(copy_of(&id, 1));
    put.body(aws_sdk_s3::primitives::ByteStream::from_static(b"no copy")).send().await.unwrap();
    let rows = format!("{}/rows", path(&id));
    alice.get(&rows).await.is_problem(409, "conflict");
    assert_eq!(world.deliver_all().await, 0);
    assert_eq!(alice.get(&rows).await.is(200)["total"], 3);
}

#[tokio::test]
async fn sweep_copies_tables_of_an_earlier_release() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let outages = b"date,cause,duration_hours,affected_customers\n2024-01-05,weather,2,100\n";
    let table = alice.tabulates("outages.csv", outages, Some(1_000.0)).await;
    let forget = "UPDATE datasets SET copy_revision = NULL, profile = NULL, account = NULL, row_count = NULL, column_count = NULL";
    world.execute(forget, &[]).await;
    let before = alice.get(&table.path()).await.is(200);
    assert_eq!(alice.get(&path(&table.id)).await.is(200)["rows"], json!(null));
    world.sweeps().await;
    assert_eq!(alice.get(&table.path()).await.is(200).body, before.body);
    let read = alice.get(&path(&table.id)).await.is(200);
    assert_eq!((&read["rows"], &read["copy_ready"]), (&json!(1), &json!(true)));
}

#[tokio::test]
async fn sweep_does_not_repeat_a_copy_that_fails() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let id = uploads(&alice, "a.csv", ACCIDENTS).await;
    let break_mapping = "UPDATE datasets SET copy_revision = NULL, mapping = '{\"encoding\": \"klingon\"}'";
    world.execute(break_mapping, &[]).await;
    world.sweeps().await;
    assert_eq!(alice.get(&path(&id)).await.is(200)["status"], "ready");
    world.execute("UPDATE datasets SET mapping = '{}'", &[]).await;
    world.sweeps().await;
    assert_eq!(alice.get(&path(&id)).await.is(200)["copy_ready"], false);
    world.wait(jiff::SignedDuration::from_hours(25));
    world.sweeps().await;
    assert_eq!(world.logs_in("alice").await.get(&path(&id)).await.is(200)["copy_ready"], true);
}
