//! `GET /api/datasets/{id}/rows`

use crate::accident::gets_in;
use crate::dataset::{UNKNOWN, encoded, path, uploads};
use crate::product::PUBLIC_DATA;
use serde_json::{Value, json};
use world::{Person, World};

const TABLE: &str = "시군구,건수,비율,메모\n중구,3,0.5,x\n동구,1,,\"a,b\"\n중구,2,1.25,\n서구,1,0.75,y\n";

async fn table(world: &World) -> (Person, String) {
    let alice = world.user("alice").await;
    let id = uploads(&alice, "a.csv", TABLE).await;
    (alice, format!("{}/rows", path(&id)))
}

/// The first two values of the rows that a query finds.
async fn found(alice: &Person, path: &str, query: &str) -> Vec<Value> {
    let page = alice.get(&format!("{path}?{query}")).await.is(200);
    page["rows"].as_array().unwrap().iter().map(|row| json!([row[0], row[1]])).collect()
}

#[tokio::test]
async fn rows_need_their_capability() {
    let world = World::new(PUBLIC_DATA).await;
    world.stranger().get(&format!("{UNKNOWN}/rows")).await.is_problem(401, "unauthorized");
    world.user("alice").await.get(&format!("{UNKNOWN}/rows")).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn wrong_parameters_are_named() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, path) = table(&world).await;
    let filter = |filter: Value| format!("filter={}", encoded(&filter));
    for (query, field) in [
        ("limit=5001".to_owned(), "limit"),
        ("limit=x".to_owned(), "limit"),
        ("offset=-1".to_owned(), "offset"),
        ("columns=gone".to_owned(), "columns"),
        ("sort=-gone".to_owned(), "sort"),
        ("filter=%7B".to_owned(), "filter"),
        (filter(json!({ "column": "gone", "operator": "==", "value": 1 })), "filter"),
        (filter(json!({ "column": "건수", "operator": ">", "value": "many" })), "filter"),
        (filter(json!({ "column": "건수", "operator": "~", "value": 1 })), "filter"),
        (filter(json!("x".repeat(8_001))), "filter"),
    ] {
        let reply = alice.get(&format!("{path}?{query}")).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), [field], "{query}");
    }
    let several = alice.get(&format!("{path}?limit=0&sort=gone&columns=gone")).await.is_problem(400, "bad_request");
    assert_eq!(several.wrong_fields(), ["limit", "columns", "sort"]);
    let unknown = filter(json!({ "column": "gone", "operator": "==", "value": 1 }));
    let english = gets_in(&alice, "en", &format!("{path}?{unknown}")).await.is(400);
    assert!(english["fields"]["filter"].as_str().unwrap().starts_with("There is no column"), "{}", english.body);
}

#[tokio::test]
async fn page_has_columns_rows_and_total() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, path) = table(&world).await;
    let page = alice.get(&format!("{path}?offset=1&limit=2")).await.is(200).matches_snapshot("get_datasets_id_rows");
    assert_eq!(page["columns"][2], json!({ "name": "비율", "kind": "number" }));
    assert_eq!((&page["total"], &page["row_numbers"]), (&json!(4), &json!([1, 2])));
    assert_eq!(page["rows"], json!([["동구", 1, null, "a,b"], ["중구", 2, 1.25, null]]));
    let none = alice.get(&format!("{path}?offset=9")).await.is(200);
    assert_eq!((&none["rows"], &none["total"]), (&json!([]), &json!(4)));
}

#[tokio::test]
async fn columns_and_order_are_chosen() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, path) = table(&world).await;
    let (name, count) = (encoded(&json!("시군구")), encoded(&json!("건수")));
    let page = alice.get(&format!("{path}?columns={count}&columns={name}&sort=-{count},{name}")).await.is(200);
    assert_eq!(page["rows"], json!([[3, "중구"], [2, "중구"], [1, "동구"], [1, "서구"]]));
    let missing_last = found(&alice, &path, &format!("sort=-{}", encoded(&json!("비율")))).await;
    assert_eq!(missing_last.last(), Some(&json!(["동구", 1])));
}

#[tokio::test]
async fn filters_are_combined() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, path) = table(&world).await;
    let is =
        |column: &str, operator: &str, value: Value| json!({ "column": column, "operator": operator, "value": value });
    for (filter, expected) in [
        (is("시군구", "==", json!("중구")), json!([["중구", 3], ["중구", 2]])),
        (is("건수", ">=", json!(2)), json!([["중구", 3], ["중구", 2]])),
        (is("메모", "contains", json!("A,")), json!([["동구", 1]])),
        (is("비율", "is_missing", json!(null)), json!([["동구", 1]])),
        (is("시군구", "in", json!(["동구", "서구"])), json!([["동구", 1], ["서구", 1]])),
        (
            json!({ "all": [is("시군구", "==", json!("중구")), { "not": is("건수", "==", json!(3)) }] }),
            json!([["중구", 2]]),
        ),
        (
            json!({ "any": [is("건수", ">", json!(2)), is("시군구", "==", json!("서구"))] }),
            json!([["중구", 3], ["서구", 1]]),
        ),
    ] {
        let rows = found(&alice, &path, &format!("filter={}", encoded(&filter))).await;
        assert_eq!(json!(rows), expected, "{filter}");
    }
}

#[tokio::test]
async fn every_value_comes_back() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let quarter = |row: i32| f64::from(row) / 4.0 + 0.125;
    let lines: Vec<String> = (0..12_345).map(|row| format!("{row},값{},{}", row % 7, quarter(row))).collect();
    let id = uploads(&alice, "a.csv", &format!("n,s,f\n{}\n", lines.join("\n"))).await;
    assert_eq!(alice.get(&path(&id)).await.is(200)["rows"], 12_345);
    let mut count = 0;
    for offset in (0..12_345).step_by(5_000) {
        let page = alice.get(&format!("{}/rows?offset={offset}&limit=5000", path(&id))).await.is(200);
        for row in page["rows"].as_array().unwrap() {
            assert_eq!(row, &json!([count, format!("값{}", count % 7), quarter(count)]));
            count += 1;
        }
    }
    assert_eq!(count, 12_345);
}

#[tokio::test]
async fn pages_beyond_5_mib_are_refused() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let long = "가".repeat(400);
    let lines = (0..5_000).fold(String::new(), |lines, row| lines + &format!("{row},{long}{row}\n"));
    let rows = format!("{}/rows", path(&uploads(&alice, "a.csv", &format!("n,s\n{lines}")).await));
    let refused = alice.get(&format!("{rows}?limit=5000")).await.is_problem(400, "bad_request");
    assert_eq!(refused["fields"], json!({ "limit": "응답이 5 MiB를 넘습니다. 행이나 열을 줄여 주세요" }));
    let english = gets_in(&alice, "en", &format!("{rows}?limit=5000")).await.is(400);
    assert!(english["fields"]["limit"].as_str().unwrap().contains("more than 5 MiB"), "{}", english.body);
    // fewer rows or columns fit
    for query in ["limit=4000", "limit=5000&columns=n"] {
        let page = alice.get(&format!("{rows}?{query}")).await.is(200);
        assert_eq!(page["total"], 5_000, "{query}");
    }
}
