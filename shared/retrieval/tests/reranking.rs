//! A cross-encoder of the published form, and its unhappy paths.
//!
//! ONNX Runtime and the tokenizer are looked for where `cargo dev` puts them; the model lies beside this file.

#![expect(clippy::expect_used, reason = "test code")]

use sisuiq_retrieval::{CrossEncoder, InferenceError, RerankError, Reranker};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};
use tempfile::TempDir;

const GRAPH: &[u8] = include_bytes!("reference/reranker/model.onnx");

fn parts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.local/parts")
}

/// A folder as an operator has it, with this graph.
fn folder(graph: &[u8]) -> TempDir {
    let folder = TempDir::new().expect("there is room");
    fs::write(folder.path().join("model.onnx"), graph).expect("there is room");
    fs::copy(parts().join("model/tokenizer.json"), folder.path().join("tokenizer.json"))
        .expect("`cargo dev` installed it");
    folder
}

fn reranker(folder: &Path) -> Reranker {
    Reranker::new(CrossEncoder::new(folder, parts().join("onnxruntime/libonnxruntime.so")), 24, Duration::from_mins(1))
}

async fn order(folder: &Path, question: &str, passages: &[&str]) -> Result<Vec<(usize, f32)>, RerankError> {
    let passages: Vec<String> = passages.iter().map(|passage| (*passage).to_owned()).collect();
    reranker(folder).order(question, &passages).await
}

#[tokio::test]
async fn question_and_passage_are_read_together() {
    let folder = folder(GRAPH);
    let passages = ["Rain falls.", "Towers carry lines.", "Steel towers carry transmission lines.", ""];
    let found = order(folder.path(), "Which towers carry transmission lines?", &passages).await.expect("it is whole");
    assert_eq!(found, [(2, 4.0), (1, 3.0), (0, 0.0), (3, 0.0)]);
    assert!(order(folder.path(), "Which?", &[]).await.expect("nothing is asked").is_empty());
}

#[tokio::test]
async fn longer_input_is_truncated() {
    let folder = folder(GRAPH);
    let long = "towers ".repeat(2_000);
    let found = order(folder.path(), "towers", &[&long]).await.expect("it is cut");
    assert_eq!(found, [(0, 508.0)], "512 less three marks and the question's own word");
    let found = order(folder.path(), &long, &["towers"]).await.expect("it is cut");
    assert_eq!(found, [(0, 508.0)]);
}

#[tokio::test]
async fn concurrent_calls_get_their_own_scores() {
    let folder = folder(GRAPH);
    let reranker = reranker(folder.path());
    let asked = (0..20).map(|number| {
        let reranker = reranker.clone();
        async move {
            let passages: Vec<String> = (0..10).map(|words| "lines ".repeat(words)).collect();
            let best = reranker.order(&format!("lines {number}"), &passages).await.expect("it is whole");
            assert_eq!(best.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
        }
    });
    futures::future::join_all(asked).await;
}

#[tokio::test]
async fn missing_file_is_named_with_setting() {
    let error = order(Path::new("/nowhere"), "Why?", &["So."]).await.expect_err("nothing is there");
    let RerankError::Model(error @ InferenceError::MissingFile { .. }) = error else { panic!("{error:?}") };
    assert_eq!(error.to_string(), "/nowhere/tokenizer.json cannot be read: check RERANKER_MODEL_PATH");
    let folder = folder(GRAPH);
    fs::remove_file(folder.path().join("model.onnx")).expect("it was written");
    let error = order(folder.path(), "Why?", &["So."]).await.expect_err("half is there");
    assert!(matches!(error, RerankError::Model(InferenceError::MissingFile { .. })), "{error:?}");
}

#[tokio::test]
async fn unsuitable_models_are_errors() {
    let damaged = folder(b"not a graph");
    let error = order(damaged.path(), "Why?", &["So."]).await.expect_err("it is damaged");
    assert!(matches!(error, RerankError::Model(InferenceError::Model(_))), "{error:?}");
    let embedding = folder(&fs::read(parts().join("model/model-int8.onnx")).expect("`cargo dev` installed it"));
    fs::copy(parts().join("model/model-int8.onnx.data"), embedding.path().join("model-int8.onnx.data"))
        .expect("`cargo dev` installed it");
    let error = order(embedding.path(), "Why?", &["So."]).await.expect_err("it gives vectors");
    assert!(matches!(error, RerankError::Model(InferenceError::Model(_))), "{error:?}");
}
