//! `GET /api/datasets/shared/{token}/charts/{type}`

use super::shared;
use crate::dataset::{path, uploads};
use crate::product::PUBLIC_DATA;
use serde_json::json;
use world::World;

const TABLE: &str = "kind,n\na,1\nb,2\na,3\n";

#[tokio::test]
async fn other_datasets_are_out_of_reach() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let (_, link) = shared(&alice, TABLE).await;
    let other = uploads(&alice, "b.csv", TABLE).await;
    alice.get(&path(&other)).await.is(200);
    for (kind, query, field) in [
        ("compare", format!("column=n&with_column=n&with={other}"), "type"),
        ("histogram", format!("column=n&with={other}"), "with"),
        ("pie", "column=n".to_owned(), "type"),
        ("scatter", "x=n".to_owned(), "y"),
    ] {
        let reply = world.stranger().get(&format!("{link}/charts/{kind}?{query}")).await.is_problem(400, "bad_request");
        assert_eq!(reply.wrong_fields(), [field], "{kind}");
    }
}

#[tokio::test]
async fn charts_are_those_of_the_owner() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    let (own, link) = shared(&alice, TABLE).await;
    let chart = world.stranger().get(&format!("{link}/charts/bar?column=kind")).await.is(200);
    let chart = chart.matches_snapshot("get_datasets_shared_token_charts_type");
    assert_eq!(chart["chart"]["series"][0]["counts"], json!([2, 1]));
    assert_eq!(chart.body, alice.get(&format!("{own}/charts/bar?column=kind")).await.is(200).body);
}
