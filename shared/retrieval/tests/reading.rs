//! A reader of the form that the product takes, and its unhappy paths.
//!
//! ONNX Runtime and the tokenizer are looked for where `cargo dev` puts them; the model lies beside this file.

#![expect(clippy::expect_used, reason = "test code")]

use sisuiq_retrieval::{InferenceError, PassageToRead, ReadError, Reader, Readings};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};
use tempfile::TempDir;

const GRAPH: &[u8] = include_bytes!("reference/reader/model.onnx");
const QUESTION: &str = "Which towers carry transmission lines?";

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

fn reader(folder: &Path, timeout: Duration) -> Reader {
    Reader::new(folder, parts().join("onnxruntime/libonnxruntime.so"), 16, timeout)
}

async fn read(folder: &Path, question: &str, passages: &[(&str, &str)]) -> Result<Readings, ReadError> {
    let passage = |(about, text): &(&str, &str)| PassageToRead { about: (*about).to_owned(), text: (*text).to_owned() };
    reader(folder, Duration::from_mins(1)).read(question, passages.iter().map(passage).collect()).await
}

#[tokio::test]
async fn missing_file_is_named_with_setting() {
    let error = read(Path::new("/nowhere"), "Why?", &[("", "So.")]).await.expect_err("nothing is there");
    let ReadError::Model(error @ InferenceError::MissingFile { .. }) = error else { panic!("{error:?}") };
    assert_eq!(error.to_string(), "/nowhere/tokenizer.json cannot be read: check ANSWER_READER_MODEL_PATH");
}

#[tokio::test]
async fn unsuitable_models_are_errors() {
    let damaged = folder(b"not a graph");
    let error = read(damaged.path(), "Why?", &[("", "So.")]).await.expect_err("it is damaged");
    assert!(matches!(error, ReadError::Model(InferenceError::Model(_))), "{error:?}");
    // a cross-encoder scores passages and says nothing of places
    let reranker = folder(include_bytes!("reference/reranker/model.onnx"));
    let error = read(reranker.path(), "Why?", &[("", "So.")]).await.expect_err("it has other outputs");
    assert!(matches!(error, ReadError::Model(InferenceError::Model(_))), "{error:?}");
}

#[tokio::test]
async fn nobody_waits_for_a_slow_reader() {
    let folder = folder(GRAPH);
    let passage = PassageToRead { about: String::new(), text: "Towers.".to_owned() };
    let error = reader(folder.path(), Duration::ZERO).read(QUESTION, vec![passage]).await.expect_err("it is late");
    assert!(matches!(error, ReadError::Late(Duration::ZERO)), "{error:?}");
}

#[tokio::test]
async fn places_are_those_of_the_text() {
    let folder = folder(GRAPH);
    let text = "Öl is stored. Towers carry it. Rain falls.";
    let place = |part: &str| {
        let start = text.chars().count() - text.split_once(part).expect("it is there").1.chars().count();
        start - part.chars().count()..start
    };
    let found = read(folder.path(), QUESTION, &[("Transmission towers. Lines", text)]).await.expect("it is whole");
    let parts = ["Öl is stored.", "Towers carry it.", "Rain falls."].map(|part| found.part(0, &place(part)));
    let passage = found.passage(0).expect("it was read");
    // each of two words of the question is as likely; what the passage is about counts for it, but is no place in it
    assert!(passage > 0.7 && parts[1].expect("it was read") > 0.99 * passage, "{passage} {parts:?}");
    assert!(parts[0].expect("it was read") < 0.01 && parts[2].expect("it was read") < 0.01, "{parts:?}");
}

#[tokio::test]
async fn passages_share_the_probability() {
    let folder = folder(GRAPH);
    let passages = [("", "Rain falls."), ("", "Towers carry transmission lines."), ("", "")];
    let found = read(folder.path(), QUESTION, &passages).await.expect("it is whole");
    let shares: Vec<f64> = (0..3).filter_map(|passage| found.passage(passage)).collect();
    assert!(shares.len() == 3 && shares[1] > shares[0] && shares.iter().sum::<f64>() < 1.0, "{shares:?}");
    assert_eq!((found.part(2, &(0..10)), found.part(3, &(0..10))), (Some(0.0), None));
    assert_eq!(read(folder.path(), QUESTION, &[]).await.expect("nothing is asked").passage(0), None);
}

#[tokio::test]
async fn longer_passages_are_cut() {
    let folder = folder(GRAPH);
    let long = "sand ".repeat(2_000) + "towers";
    let found = read(folder.path(), "towers", &[("", &long), ("", "towers")]).await.expect("it is cut");
    assert!(found.passage(0) < found.passage(1), "{found:?}");
    let end = long.chars().count();
    assert_eq!(found.part(0, &(end - 6..end)), Some(0.0), "its end was not read");
}
