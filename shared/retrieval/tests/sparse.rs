//! The plain vectors against those of `EdgeBm25` (qdrant-edge 0.9.0, default settings), which are the server's.

#![expect(clippy::expect_used, reason = "test code")]

use serde::Deserialize;
use sisuiq_retrieval::sparse::{SparseVector, plain};

#[derive(Deserialize)]
struct Golden {
    text: String,
    document: Weights,
    query: Vec<u32>,
}

#[derive(Deserialize)]
struct Weights {
    indices: Vec<u32>,
    values: Vec<f32>,
}

fn golden() -> Vec<Golden> {
    serde_json::from_str(include_str!("reference/bm25.json")).expect("the golden file is JSON")
}

#[test]
fn passages_have_server_terms_and_weights() {
    for Golden { text, document: Weights { indices, values }, .. } in golden() {
        assert_eq!(plain::document(&text), SparseVector { indices, values }, "{text:?}");
    }
}

#[test]
fn questions_have_server_terms_weighing_one() {
    for Golden { text, query: indices, .. } in golden() {
        let values = vec![1.0; indices.len()];
        assert_eq!(plain::query(&text), SparseVector { indices, values }, "{text:?}");
    }
}

#[test]
fn golden_file_has_empty_and_long_texts() {
    let golden = golden();
    assert!(golden.len() >= 20);
    assert!(golden.iter().any(|entry| entry.document.indices.is_empty()));
    assert!(golden.iter().any(|entry| entry.text.len() > 1_000 && entry.document.values.len() > 10));
}
