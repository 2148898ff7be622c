//! Dashboards and rules: each query has a result after the product has recorded each metric.

mod model;
mod place;
mod prometheus;

use place::Place;
use prometheus::Prometheus;
use serde_json::Value;
use std::{fs, path::Path};

/// The queries of the committed dashboards, with the title of their panel.
fn queries() -> Vec<(String, String)> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../observability/dashboards"));
    let files = fs::read_dir(folder).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
    let dashboards = files.map(|text| serde_json::from_slice::<Value>(&text).unwrap());
    let panels = dashboards.flat_map(|dashboard| dashboard["panels"].as_array().unwrap().clone());
    let of_a_panel = |panel: Value| {
        let targets = panel["targets"].as_array().unwrap().clone();
        targets.into_iter().map(move |target| {
            (panel["title"].as_str().unwrap().to_owned(), target["expr"].as_str().unwrap().to_owned())
        })
    };
    panels.flat_map(of_a_panel).collect()
}

#[tokio::test]
async fn dashboards_and_rules_have_series() {
    let place = Place::make().await;
    let prometheus = Prometheus::watch(&place.targets()).await;
    // a rate needs two samples of a counter
    place.does_everything(1).await;
    prometheus.scrapes_again().await;
    place.does_everything(2).await;
    prometheus.scrapes_again().await;
    let queries = queries();
    assert!(queries.len() > 30, "{queries:?}");
    let without = prometheus.without_series(&queries).await;
    assert_eq!(without, Vec::<(String, String)>::new(), "\n{}", place.metrics().await);
    assert_eq!(prometheus.failing_rules().await, Vec::<String>::new());
    let recorded = prometheus.without_series(&prometheus.recordings().await).await;
    assert_eq!(recorded, Vec::<(String, String)>::new());
}
