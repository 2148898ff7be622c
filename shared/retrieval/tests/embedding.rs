//! The local embedding model against reference vectors, and its unhappy paths.
//!
//! The model and ONNX Runtime are looked for where `cargo dev` puts them.

#![expect(clippy::expect_used, reason = "test code")]

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use sisuiq_retrieval::{
    Embedder, EmbeddingSettings, InferenceError, PassageText, Precision,
    embed::{MAX_TOKENS, MAX_WORD_PIECES, Provider},
};
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct Reference {
    text: String,
    tokens: usize,
    vector: String,
}

impl Reference {
    fn all() -> Vec<Self> {
        serde_json::from_str(include_str!("reference/sentences.json")).expect("the reference is JSON")
    }

    fn vector(&self) -> Vec<f32> {
        let bytes = STANDARD.decode(&self.vector).expect("the reference is base64");
        bytes.chunks_exact(4).map(|part| f32::from_le_bytes(part.try_into().expect("four bytes"))).collect()
    }
}

fn parts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.local/parts")
}

fn settings(precision: Precision) -> EmbeddingSettings {
    EmbeddingSettings {
        provider: Provider::Local,
        model_path: parts().join("model"),
        runtime_path: parts().join("onnxruntime/libonnxruntime.so"),
        precision,
    }
}

fn cosine(left: &[f32], right: &[f32]) -> f32 {
    let product = |one: &[f32], other: &[f32]| one.iter().zip(other).map(|(a, b)| a * b).sum::<f32>();
    product(left, right) / (product(left, left) * product(right, right)).sqrt()
}

/// The telemetry host of ONNX Runtime from release 1.29 on.
const COLLECTOR: &[u8] = b"events.data.microsoft.com";

#[test]
fn runtime_contains_no_telemetry_host() {
    let library = std::fs::read(settings(Precision::Int8).runtime_path).expect("`cargo dev` has installed the library");
    assert!(!library.windows(COLLECTOR.len()).any(|window| window == COLLECTOR));
}

async fn lowest_cosine(precision: Precision) -> f32 {
    let embedder = Embedder::new(settings(precision));
    let reference = Reference::all();
    let texts = reference.iter().map(|entry| entry.text.as_str().into()).collect::<Vec<_>>();
    let vectors = embedder.embed_passages(&texts).await.expect("`cargo dev` has installed the model");
    assert_eq!(vectors.len(), reference.len());
    reference.iter().zip(&vectors).map(|(entry, vectors)| cosine(&entry.vector(), &vectors.whole)).fold(1.0, f32::min)
}

#[tokio::test]
async fn absent_model_is_named_with_setting() {
    let absent = EmbeddingSettings { model_path: "/nowhere".into(), ..settings(Precision::F32) };
    let error = Embedder::new(absent).embed_query("anything").await.unwrap_err();
    assert!(matches!(error, InferenceError::MissingFile { .. }));
    assert_eq!(error.to_string(), "/nowhere/tokenizer.json cannot be read: check EMBEDDING_MODEL_PATH");
}

#[tokio::test]
async fn damaged_model_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(parts().join("model/tokenizer.json"), folder.path().join("tokenizer.json")).unwrap();
    let damaged = EmbeddingSettings { model_path: folder.path().to_owned(), ..settings(Precision::F32) };
    std::fs::write(folder.path().join("model.onnx.data"), b"too little").unwrap();
    for graph in [b"not a graph".to_vec(), std::fs::read(parts().join("model/model.onnx")).unwrap()] {
        std::fs::write(folder.path().join("model.onnx"), graph).unwrap();
        assert!(matches!(Embedder::new(damaged.clone()).embed_query("anything").await, Err(InferenceError::Model(_))));
    }
}

#[tokio::test]
async fn model_is_loaded_when_it_appears() {
    let folder = tempfile::tempdir().unwrap();
    let embedder =
        Embedder::new(EmbeddingSettings { model_path: folder.path().to_owned(), ..settings(Precision::Int8) });
    assert!(embedder.warm().await.is_err());
    for file in ["tokenizer.json", "model-int8.onnx", "model-int8.onnx.data"] {
        std::fs::copy(parts().join("model").join(file), folder.path().join(file)).unwrap();
    }
    embedder.warm().await.expect("the files are there now");
}

#[tokio::test]
async fn full_precision_equals_the_reference() {
    let lowest = lowest_cosine(Precision::F32).await;
    assert!(lowest >= 0.999, "lowest cosine {lowest}");
}

#[tokio::test]
async fn eight_bits_stay_close_to_reference() {
    let lowest = lowest_cosine(Precision::Int8).await;
    assert!(lowest >= 0.98, "lowest cosine {lowest}");
}

#[tokio::test]
async fn vectors_have_the_promised_form() {
    let embedder = Embedder::new(settings(Precision::F32));
    let vector = embedder.embed_query("").await.expect("even nothing has a vector");
    assert_eq!(vector.len(), embedder.model().dimensions);
    assert!((cosine(&vector, &vector) - 1.0).abs() < 1e-5);
    let length = vector.iter().map(|component| component * component).sum::<f32>().sqrt();
    assert!((length - 1.0).abs() < 1e-4, "length {length}");
}

#[tokio::test]
async fn batching_does_not_change_vectors() {
    for precision in [Precision::F32, Precision::Int8] {
        let embedder = Embedder::new(settings(precision));
        let alone = embedder.embed_query("Number of employees: 355").await.unwrap();
        let long = "the grid code ".repeat(80);
        let texts = [long.as_str(), "Number of employees: 355", "Vision"].map(PassageText::from);
        let among = embedder.embed_passages(&texts).await.unwrap();
        assert_eq!(alone, among[1].whole);
    }
}

#[tokio::test]
async fn text_beyond_model_limit_is_ignored() {
    let embedder = Embedder::new(settings(Precision::F32));
    let full = "grid ".repeat(MAX_WORD_PIECES);
    let longer = "grid ".repeat(MAX_WORD_PIECES * 3);
    assert_eq!(embedder.embed_query(&full).await.unwrap(), embedder.embed_query(&longer).await.unwrap());
    let shorter = "grid ".repeat(MAX_WORD_PIECES - 1);
    assert_ne!(embedder.embed_query(&full).await.unwrap(), embedder.embed_query(&shorter).await.unwrap());
}

#[tokio::test]
async fn token_count_matches_the_model() {
    let embedder = Embedder::new(settings(Precision::F32));
    for entry in Reference::all() {
        let seen = (embedder.count_tokens(&entry.text).await.unwrap() + 2).min(MAX_TOKENS);
        assert_eq!(seen, entry.tokens, "{}", entry.text);
    }
    assert_eq!(embedder.count_tokens("").await.unwrap(), 0);
}

#[tokio::test]
async fn scripts_outside_the_vocabulary_are_unknown() {
    let embedder = Embedder::new(settings(Precision::Int8));
    for known in
        ["How long is the line?", "Électricité pour tous, à côté de vous", "Straßenbeläge über Öl", "220 kV (1,247)"]
    {
        assert!(embedder.knows_script(known).await.unwrap(), "{known}");
    }
    for unknown in ["이 계약은 언제 끝나나요?", "2024년 가람시 교통사고", "ما هي مدة العقد؟", "สัญญาสิ้นสุดเมื่อใด"]
    {
        assert!(!embedder.knows_script(unknown).await.unwrap(), "{unknown}");
    }
}

#[tokio::test]
async fn unknown_scripts_count_half_their_characters() {
    let embedder = Embedder::new(settings(Precision::Int8));
    assert_eq!(embedder.count_tokens("이 계약은 언제 끝나나요?").await.unwrap(), 7);
    assert!(embedder.count_tokens("Électricité pour tous").await.unwrap() > 3);
}

#[tokio::test]
async fn each_span_has_its_own_vector() {
    let text = "The grid has 27 substations. Staff are paid on the last day of the month.";
    for precision in [Precision::F32, Precision::Int8] {
        let embedder = Embedder::new(settings(precision));
        let passage = PassageText { text: text.to_owned(), spans: vec![0..28, 29..72, 72..72, 500..510] };
        let vectors = embedder.embed_passages(&[passage]).await.unwrap().swap_remove(0);
        assert_eq!(vectors.whole, embedder.embed_query(text).await.unwrap());
        let question = embedder.embed_query("When do employees get their salary?").await.unwrap();
        let near = |place: usize| cosine(&question, vectors.spans[place].as_ref().unwrap());
        assert!(near(1) > near(0) + 0.2, "{} is not above {}", near(1), near(0));
        assert_eq!(vectors.spans[2..], [None, None]);
    }
}
