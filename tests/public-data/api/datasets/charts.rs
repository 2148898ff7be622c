//! `GET /api/datasets/{id}/charts/{type}`

use crate::accident::gets_in;
use crate::dataset::{UNKNOWN, encoded, path, uploads};
use crate::product::PUBLIC_DATA;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use world::{Person, World};

const TABLE: &str = "유형,건수,비율,때\n가,1,0.5,2021-01-05 14:00\n나,2,,2021-03-07 02:30\n가,3,1.5,2021-03-08 08:00\n다,4,2.5,2022-01-01 00:10\n";

async fn table(world: &World) -> (Person, String) {
    let alice = world.user("alice").await;
    let id = uploads(&alice, "a.csv", TABLE).await;
    (alice, format!("{}/charts", path(&id)))
}

fn columns(pairs: &[(&str, &str)]) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={}", encoded(&json!(value)))).collect::<Vec<_>>().join("&")
}

#[tokio::test]
async fn charts_need_their_capability() {
    let world = World::new(PUBLIC_DATA).await;
    let path = format!("{UNKNOWN}/charts/histogram?column=n");
    world.stranger().get(&path).await.is_problem(401, "unauthorized");
    world.of_role(UserRole::Guest).await.get(&path).await.is_problem(403, "forbidden");
    world.user("alice").await.get(&path).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn foreign_datasets_get_404() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, hers) = table(&world).await;
    let bob = world.user("bob").await;
    let his = uploads(&bob, "b.csv", TABLE).await;
    let query = columns(&[("column", "건수"), ("with_column", "건수"), ("with", &his)]);
    bob.get(&format!("{hers}/histogram?{}", columns(&[("column", "건수")]))).await.is_problem(404, "not_found");
    alice.get(&format!("{hers}/compare?{query}")).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn wrong_parameters_are_named() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, charts) = table(&world).await;
    for (kind, query, field) in [
        ("pie", columns(&[("column", "건수")]), "type"),
        ("scatter", columns(&[("x", "건수")]), "y"),
        ("histogram", String::new(), "column"),
        ("histogram", columns(&[("column", "gone")]), "column"),
        ("histogram", columns(&[("column", "유형")]), "column"),
        ("histogram", columns(&[("column", "건수"), ("with", "0190b5a0")]), "with"),
        ("histogram", columns(&[("column", "건수"), ("bins", "101")]), "bins"),
        ("histogram", columns(&[("column", "건수"), ("form", "svg")]), "form"),
        ("histogram", columns(&[("column", "건수"), ("top_n", "5")]), "top_n"),
        ("histogram", columns(&[("column", "건수"), ("column", "비율")]), "column"),
        ("bar", columns(&[("column", "유형"), ("top_n", "0")]), "top_n"),
        ("bar", columns(&[("column", "유형"), ("filter", "{}")]), "filter"),
        ("time", columns(&[("column", "때")]), "unit"),
        ("time", columns(&[("column", "때"), ("unit", "week")]), "unit"),
        ("compare", columns(&[("column", "건수"), ("with_column", "건수")]), "with"),
    ] {
        let reply = alice.get(&format!("{charts}/{kind}?{query}")).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), [field], "{kind} {query}: {}", reply.body);
    }
    let english = gets_in(&alice, "en", &format!("{charts}/pie?column=n")).await.is(400);
    assert!(english["fields"]["type"].as_str().unwrap().starts_with("There is no chart"), "{}", english.body);
}

#[tokio::test]
async fn bars_count_values() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, charts) = table(&world).await;
    let bar = format!("{charts}/bar?{}", columns(&[("column", "유형"), ("top_n", "2")]));
    let chart = alice.get(&bar).await.is(200).matches_snapshot("get_datasets_id_charts_type");
    assert_eq!((&chart["row_count"], &chart["used_rows"], &chart["sampled"]), (&json!(4), &json!(4), &json!(false)));
    let bars = &chart["chart"]["series"][0];
    assert_eq!((&chart["chart"]["x"]["categories"], &bars["counts"]), (&json!(["가", "나"]), &json!([2, 1])));
    assert_eq!(chart["plotly"], Value::Null);
    // the same figures, for another program
    let plotly = alice.get(&format!("{bar}&form=plotly")).await.is(200);
    assert_eq!(plotly["plotly"]["data"][0]["y"], json!([2, 1]));
    assert_eq!(plotly["plotly"]["layout"]["title"]["text"], plotly["title"]);
}

#[tokio::test]
async fn every_type_is_drawn() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, charts) = table(&world).await;
    let other = uploads(&alice, "b.csv", TABLE).await;
    for (kind, query) in [
        ("histogram", columns(&[("column", "비율")])),
        ("boxplot", columns(&[("column", "비율")])),
        ("kde", columns(&[("column", "비율")])),
        ("scatter", columns(&[("x", "건수"), ("y", "비율")])),
        ("time", columns(&[("column", "때"), ("unit", "year"), ("value", "건수")])),
        ("compare", columns(&[("column", "비율"), ("with_column", "비율"), ("with", &other)])),
    ] {
        let chart = alice.get(&format!("{charts}/{kind}?{query}")).await.is(200);
        assert_eq!(chart["type"], kind);
        assert!(!chart["chart"]["series"].as_array().unwrap().is_empty(), "{kind}: {}", chart.body);
        assert!(!chart["table"]["rows"].as_array().unwrap().is_empty(), "{kind}: {}", chart.body);
        let expected = match kind {
            "compare" => (8, 6),
            "time" => (4, 4),
            _ => (4, 3),
        };
        assert_eq!((&chart["row_count"], &chart["used_rows"]), (&json!(expected.0), &json!(expected.1)), "{kind}");
    }
}

#[tokio::test]
async fn filters_are_part_of_the_answer() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, charts) = table(&world).await;
    let filter = json!({ "column": "유형", "operator": "==", "value": "가" });
    let query = format!("{}&filter={}", columns(&[("column", "건수")]), encoded(&filter));
    let chart = alice.get(&format!("{charts}/boxplot?{query}")).await.is(200);
    assert_eq!((&chart["row_count"], &chart["filter"]), (&json!(2), &filter));
    assert_eq!(chart["chart"]["series"][0]["median"], 2.0);
    let none = json!({ "column": "유형", "operator": "==", "value": "라" });
    let query = format!("{}&filter={}", columns(&[("column", "건수")]), encoded(&none));
    let empty = alice.get(&format!("{charts}/boxplot?{query}")).await.is(200);
    assert_eq!((&empty["row_count"], &empty["chart"]["series"]), (&json!(0), &json!([])));
    assert_eq!(empty["warnings"][0]["code"], "empty");
}
