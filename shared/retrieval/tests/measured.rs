//! Metrics of a vector store that does not answer.

use serde_json::Value;
use sisuiq_model::{DocumentFilter, SearchScope, UserId, UserRole, Visibility};
use sisuiq_retrieval::{
    ModelInfo, QdrantStore, StoreSettings,
    sparse::SparseVector,
    vector_store::{QueryVectors, StoreLimits},
};
use sisuiq_telemetry::metrics::Embedded;
use std::{net::TcpListener, time::Duration};
use uuid::Uuid;

const MODEL: ModelInfo = ModelInfo { name: "tiny", family: "tiny", dimensions: 4 };
const LIMITS: StoreLimits =
    StoreLimits { call: Duration::from_secs(5), search: Duration::from_millis(400), pause: Duration::from_mins(10) };

#[tokio::test]
async fn timeouts_count_as_failed_calls() {
    // connections wait to be accepted, for ever
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let settings = StoreSettings { url, api_key: None, collection_prefix: "silent".to_owned() };
    let store = QdrantStore::with_limits(settings, LIMITS, MODEL).unwrap();
    let told = Embedded::new("chat");
    let _measured = metrics::set_default_local_recorder(&told);
    let sparse = SparseVector { indices: vec![1], values: vec![1.0] };
    let query = QueryVectors { dense: vec![1.0, 0.0, 0.0, 0.0], sparse };
    let seen_by = Visibility::of(UserId(Uuid::from_u128(1)), UserRole::User);
    let scope = SearchScope { seen_by, filter: &DocumentFilter::default() };
    assert!(store.search(vec![(query, scope)], &[], 5).await.unwrap_err().is_unavailable());
    let mut written = Vec::new();
    told.write("2026-11-24T09:00:00Z".parse().unwrap(), &mut written).unwrap();
    let lines: Vec<Value> =
        written.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
    let of =
        |name: &str| lines.iter().find_map(|line| (line["operation"] == "query").then(|| line.get(name))?).cloned();
    assert_eq!(of("vector_store_errors_total"), Some(2.0.into()), "{lines:?}");
    let durations = of("vector_store_duration_seconds").unwrap();
    let durations: Vec<f64> = serde_json::from_value(durations).unwrap();
    assert_eq!(durations.len(), 2);
    assert!(durations.iter().all(|seconds| (0.19..5.0).contains(seconds)), "{durations:?}");
}
